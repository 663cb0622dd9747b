(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var narrow = window.matchMedia("(max-width: 640px)");
  var picks = document.querySelectorAll(".pick");
  var drawn = null;
  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function unpack(id) {
    var bytes = Uint8Array.from(atob(document.getElementById(id).textContent), function (one) { return one.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  function draw(printing) {
    var mode = !printing && dark.matches ? "dark" : "light";
    var size = printing || narrow.matches ? "narrow" : "wide";
    if (!drawn) { return; }
    drawn.charts.forEach(function (chart) {
      var figure = copy(chart[size + "_" + mode]);
      var place = document.getElementById(chart.id);
      if (!place.getClientRects().length) { return; }
      figure.layout.template = copy(drawn.templates[mode]);
      if (printing) {
        figure.layout.width = 480;
        figure.layout.height = Math.round(0.77 * figure.layout.height);
      }
      if (!place.classList.contains("js-plotly-plot")) { place.textContent = ""; }
      window.Plotly.react(place, figure.data, figure.layout, drawn.config);
    });
  }
  function again() { draw(false); }
  function language() {
    picks.forEach(function (one) {
      if (one.checked) { document.documentElement.lang = one.id.replace("pick-", ""); }
    });
    again();
  }
  picks.forEach(function (one) { one.addEventListener("change", language); });
  dark.addEventListener("change", again);
  narrow.addEventListener("change", again);
  window.addEventListener("beforeprint", function () { draw(true); });
  window.addEventListener("afterprint", again);
  if (!window.DecompressionStream) { return; }
  Promise.all([unpack("library"), unpack("figures")]).then(function (found) {
    var library = document.createElement("script");
    library.textContent = found[0];
    document.head.appendChild(library);
    drawn = JSON.parse(found[1]);
    language();
  });
})();
