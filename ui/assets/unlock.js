(function () {
  "use strict";
  var ROUNDS_LEAST = 600000, ROUNDS_MOST = 10000000;
  function bytes(words) { return Uint8Array.from(atob(words), function (one) { return one.charCodeAt(0); }); }
  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (one) { return ("0" + one.toString(16)).slice(-2); }).join("");
  }
  function plain(words) { return words.normalize("NFC").trim().replace(/\s+/g, " "); }
  function fail(code) { return Promise.reject(new Error(code)); }
  function sealed() {
    var place = document.getElementById("lock-payload");
    var raw, params;
    try {
      raw = bytes(place.textContent);
      params = JSON.parse(document.getElementById("lock-params").textContent);
      if (params.rounds < ROUNDS_LEAST || params.rounds > ROUNDS_MOST) { return fail("broken"); }
    } catch (error) { return fail("broken"); }
    return crypto.subtle.digest("SHA-256", raw).then(function (sum) {
      return hex(sum) === place.getAttribute("data-sum") ? {raw: raw, params: params} : fail("broken");
    });
  }
  function opened(words) {
    var coder = new TextEncoder();
    return sealed().then(function (found) {
      return crypto.subtle.importKey("raw", coder.encode(plain(words)), "PBKDF2", false, ["deriveKey"]).then(function (word) {
        var how = {name: "PBKDF2", hash: "SHA-256", salt: bytes(found.params.salt), iterations: found.params.rounds};
        return crypto.subtle.deriveKey(how, word, {name: "AES-GCM", length: 256}, false, ["decrypt"]);
      }).then(function (key) {
        var bound = coder.encode(document.getElementById("lock-params").textContent);
        var how = {name: "AES-GCM", iv: bytes(found.params.nonce), additionalData: bound};
        return crypto.subtle.decrypt(how, key, found.raw).catch(function () { return fail("wrong"); });
      });
    }).then(function (packed) {
      return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    });
  }
  function show(html) {
    document.open();
    document.write(html);
    document.close();
  }
  function say(section, code) { section.querySelector(".answer").textContent = section.getAttribute("data-" + code); }
  function ready() {
    var able = window.crypto && crypto.subtle && window.DecompressionStream;
    var sections = document.querySelectorAll(".said");
    document.querySelectorAll("[data-pick]").forEach(function (button) {
      button.addEventListener("click", function () {
        sections.forEach(function (one) { one.hidden = one.lang !== button.getAttribute("data-pick"); });
        document.documentElement.lang = button.getAttribute("data-pick");
      });
    });
    sections.forEach(function (section) {
      if (!able) { say(section, "old"); }
      section.querySelector("form").addEventListener("submit", function (event) {
        event.preventDefault();
        if (!able) { return; }
        say(section, "wait");
        opened(section.querySelector("input").value).then(show, function (error) {
          say(section, error.message === "wrong" ? "wrong" : "broken");
        });
      });
    });
    if (able) { sealed().catch(function () { sections.forEach(function (one) { say(one, "broken"); }); }); }
  }
  document.addEventListener("DOMContentLoaded", ready);
})();
