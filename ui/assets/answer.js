(function () {
  "use strict";
  var facts = JSON.parse(document.getElementById("facts").textContent);
  var forms = Array.prototype.slice.call(document.querySelectorAll(".reply"));
  var names = forms.length ? Array.prototype.map.call(forms[0].querySelectorAll("summary bdi"), function (one) { return one.textContent; }) : [];
  function fields(form) { return Array.prototype.slice.call(form.querySelectorAll("[data-part]")); }
  function number(field) {
    var value = parseFloat(field.value.replace(",", "."));
    return isFinite(value) ? value : null;
  }
  function answer(form) {
    var made = {format: "pain-memory-answer", version: 1, snapshot: facts.id, written_on: today(), sender: "", message: "", movements: []};
    fields(form).forEach(function (field) {
      var part = field.getAttribute("data-part");
      var group = field.closest("[data-movement]");
      if (!group) { made[part] = field.value.trim(); return; }
      var at = Number(group.getAttribute("data-movement"));
      var one = made.movements[at] = made.movements[at] || {movement: names[at]};
      var value = part === "stop" ? field.value.trim() : number(field);
      if (value !== "" && value !== null) { one[part] = value; }
    });
    made.movements = made.movements.filter(function (one) { return Object.keys(one).length > 1; });
    return made;
  }
  function today() {
    var now = new Date();
    return new Date(now.getTime() - 60000 * now.getTimezoneOffset()).toISOString().slice(0, 10);
  }
  function wrong(form) {
    var found = fields(form).filter(function (field) { return !field.checkValidity(); })[0];
    if (!found) { return false; }
    found.closest("details").open = true;
    found.reportValidity();
    return true;
  }
  function save(form) {
    if (wrong(form)) { return; }
    var made = answer(form);
    var said = form.querySelector(".said");
    if (!made.movements.length && !made.message) { said.textContent = said.getAttribute("data-empty"); return; }
    var link = document.createElement("a");
    var address = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], {type: "application/json"}));
    link.setAttribute("href", address);
    link.download = "pain-memory-answer-" + made.written_on + ".json";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
    said.textContent = said.getAttribute("data-saved");
  }
  function mirror(from, at) {
    forms.forEach(function (form) {
      if (form !== from) { fields(form)[at].value = fields(from)[at].value; }
    });
  }
  forms.forEach(function (form) {
    form.hidden = false;
    form.parentNode.classList.add("live");
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.querySelector(".save").addEventListener("click", function () { save(form); });
    fields(form).forEach(function (field, at) {
      field.addEventListener("input", function () { mirror(form, at); });
    });
  });
})();
