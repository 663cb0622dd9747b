(function () {
  "use strict";
  var source = document.getElementById("figures");
  if (!source || !window.Plotly) { return; }
  var drawn = JSON.parse(source.textContent);
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var narrow = window.matchMedia("(max-width: 640px)");
  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function draw(printing) {
    var mode = !printing && dark.matches ? "dark" : "light";
    var size = !printing && narrow.matches ? "narrow" : "wide";
    drawn.charts.forEach(function (chart) {
      var figure = copy(chart[size + "_" + mode]);
      var place = document.getElementById(chart.id);
      figure.layout.template = copy(drawn.templates[mode]);
      if (printing) {
        figure.layout.width = 690;
        figure.layout.height = Math.round(0.72 * figure.layout.height);
      }
      if (!place.classList.contains("js-plotly-plot")) { place.textContent = ""; }
      window.Plotly.react(place, figure.data, figure.layout, drawn.config);
    });
  }
  function again() { draw(false); }
  dark.addEventListener("change", again);
  narrow.addEventListener("change", again);
  window.addEventListener("beforeprint", function () { draw(true); });
  window.addEventListener("afterprint", again);
  again();
})();
