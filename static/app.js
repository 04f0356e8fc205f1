/* app.js: comforts. Every page works without it; nothing is drawn by it that the server did not send.
   data-confirm="…" on a form or button asks first; data-auto on a form sends it when a choice changes;
   data-upload on a form sends its files one request at a time with a progress bar; data-remember="key" on a
   form of column choices keeps them for the next visit; data-print on a button prints. */
(function () {
  "use strict";
  var all = function (selector, fn) { Array.prototype.forEach.call(document.querySelectorAll(selector), fn); };

  /* The browser points at one empty field after the other; the server names them all in one sentence. Only where
     nothing would be lost on the way: no chosen files, nothing typed that the browser cannot send. */
  document.addEventListener("invalid", function (event) {
    var form = event.target.form;
    var fields = form && Array.prototype.filter.call(form.elements, function (e) { return e.willValidate; });
    if (!form || !form.elements._command || form.enctype === "multipart/form-data" || form.querySelector("[formaction]")) return;
    if (!fields.every(function (e) { return e.validity.valid || (e.validity.valueMissing && !e.validity.badInput); })) return;
    event.preventDefault();
    if (form.noValidate) return;
    form.noValidate = true;
    setTimeout(function () { form.requestSubmit(); form.noValidate = false; }, 0);
  }, true);

  document.addEventListener("submit", function (event) {
    var asker = event.submitter && event.submitter.dataset.confirm ? event.submitter : event.target;
    if (asker.dataset.confirm && event.target.checkValidity() && !window.confirm(asker.dataset.confirm)) { event.preventDefault(); return; }
    if (event.target.method === "post" && !event.target.dataset.upload) {
      setTimeout(function () { /* a second press must not send twice */
        Array.prototype.forEach.call(event.target.querySelectorAll("button"), function (b) { b.disabled = true; });
      }, 0);
    }
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) all("form button", function (b) { b.disabled = false; });
  });

  all("form[data-auto]", function (form) {
    form.addEventListener("change", function (event) {
      if (event.target.tagName === "SELECT" || event.target.type === "checkbox" || event.target.type === "date") form.requestSubmit();
    });
  });
  all("[data-print]", function (button) { button.hidden = false; button.addEventListener("click", function () { window.print(); }); });

  /* data-insert="…" on a button puts these words into the page's text where the cursor is. */
  all("[data-insert]", function (button) {
    var text = document.querySelector("textarea");
    if (!text) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    });
  });

  all("form[data-remember]", function (form) {
    var key = "columns:" + form.dataset.remember;
    form.addEventListener("submit", function () {
      var chosen = Array.prototype.filter.call(form.elements, function (e) { return e.type === "checkbox" && e.checked; });
      try { localStorage.setItem(key, chosen.map(function (e) { return e.value; }).join(",")); } catch (e) { /* private window */ }
    });
    try {
      var kept = localStorage.getItem(key), here = new URLSearchParams(location.search);
      if (kept && !here.has("columns") && !here.has("column")) {
        var want = kept.split(","), differs = false;
        Array.prototype.forEach.call(form.elements, function (e) {
          if (e.type !== "checkbox") return;
          differs = differs || e.checked !== want.includes(e.value);
          e.checked = want.includes(e.value);
        });
        if (differs) form.requestSubmit();
      }
    } catch (e) { /* private window */ }
  });

  /* ---- uploads: drag and drop, several files, one bar ---- */
  function size(n) { return n < 1024 * 1024 ? Math.max(1, Math.round(n / 1024)) + " KB" : (n / 1048576).toFixed(1) + " MB"; }

  all("form[data-upload]", function (form) {
    var drop = form.querySelector(".drop"), input = form.querySelector("input[type=file]");
    var queue = form.querySelector(".queue"), bar = form.querySelector("progress"), said = form.querySelector("[data-said]");
    function list() {
      queue.textContent = "";
      Array.prototype.forEach.call(input.files, function (file) {
        var li = document.createElement("li"), name = document.createElement("span"), about = document.createElement("span");
        name.textContent = file.name;
        about.textContent = size(file.size);
        about.className = "soft";
        li.append(name, about);
        queue.append(li);
      });
    }
    input.addEventListener("change", list);
    ["dragover", "dragleave", "drop"].forEach(function (type) {
      drop.addEventListener(type, function (event) {
        event.preventDefault();
        drop.classList.toggle("over", type === "dragover");
        if (type === "drop" && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; list(); }
      });
    });
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented || !input.files.length) return;
      event.preventDefault();
      var ask = new XMLHttpRequest(), button = form.querySelector("button.primary");
      button.disabled = true;
      bar.hidden = false;
      ask.upload.addEventListener("progress", function (p) { if (p.lengthComputable) { bar.max = p.total; bar.value = p.loaded; } });
      ask.addEventListener("load", function () {
        if (ask.status < 300 && ask.responseURL && ask.responseURL !== location.href) { location.assign(ask.responseURL); return; }
        document.open(); document.write(ask.responseText); document.close();
      });
      ask.addEventListener("error", function () {
        said.hidden = false;
        button.disabled = false;
        bar.hidden = true;
      });
      ask.open("POST", form.action);
      ask.send(new FormData(form));
    });
  });
}());
