(function () {
  "use strict";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var narrow = window.matchMedia("(max-width: 640px)");
  var picks = document.querySelectorAll(".pick");
  var drawn = null;
  var printing = false; // on paper the width and the colours change too, which must not draw the screen again
  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function unpack(id) {
    var bytes = Uint8Array.from(atob(document.getElementById(id).textContent), function (one) { return one.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  function draw() {
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
  function language() {
    picks.forEach(function (one) {
      if (one.checked) { document.documentElement.lang = one.id.replace("pick-", ""); }
    });
    draw();
  }
  picks.forEach(function (one) { one.addEventListener("change", language); });
  dark.addEventListener("change", draw);
  narrow.addEventListener("change", draw);
  window.addEventListener("beforeprint", function () { printing = true; draw(); });
  window.addEventListener("afterprint", function () { printing = false; draw(); });
  if (!window.DecompressionStream) { return; }
  Promise.all([unpack("library"), unpack("figures")]).then(function (found) {
    var library = document.createElement("script");
    library.textContent = found[0];
    document.head.appendChild(library);
    drawn = JSON.parse(found[1]);
    language();
  });
})();
