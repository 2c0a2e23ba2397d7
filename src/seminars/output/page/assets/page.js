"use strict";
function start(data) {
  var table = document.getElementById("records");
  var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
  var text = document.getElementById("f-text"), list = document.getElementById("f-list");
  var region = document.getElementById("f-region"), told = document.getElementById("f-told");
  var only = null, title = "";
  rows.forEach(function (row, at) { row.dataset.at = at; });
  function fold(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  var words = rows.map(function (row) { return fold(row.textContent); });
  function show() {
    var wanted = fold(text.value).split(/\s+/).filter(Boolean), count = 0;
    rows.forEach(function (row, at) {
      var inside = (!only || only.has(at)) &&
        (!list.value || row.dataset.l === list.value) &&
        (!region.value || row.dataset.r === region.value) &&
        wanted.every(function (word) { return words[at].indexOf(word) >= 0; });
      row.hidden = !inside;
      if (inside) count += 1;
    });
    told.textContent = told.dataset.t.replace("{n}", count).replace("{all}", rows.length) +
      (only ? " " + title : "");
  }
  function pick(key, name) {
    var at = 0;
    only = new Set((data[key] || []).map(function (step) { at += step; return at; }));
    title = "— " + name;
    text.value = ""; list.value = ""; region.value = "";
    show();
  }
  [text, list, region].forEach(function (field) { field.addEventListener("input", show); });
  document.getElementById("f-clear").addEventListener("click", function () {
    only = null; text.value = ""; list.value = ""; region.value = ""; show(); text.focus();
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[data-k]") : null;
    if (link) pick(link.dataset.k, link.dataset.k);
  });
  table.tHead.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    var head = button.parentNode, at = head.cellIndex;
    var down = head.getAttribute("aria-sort") === "ascending";
    Array.prototype.forEach.call(head.parentNode.cells, function (cell) {
      if (cell.hasAttribute("aria-sort")) cell.setAttribute("aria-sort", "none");
    });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    function value(row) { return row.cells[at].dataset.v || row.cells[at].textContent; }
    rows.slice().sort(function (a, b) {
      var order = value(a).localeCompare(value(b), document.documentElement.lang, {numeric: true});
      return (down ? -order : order) || a.dataset.at - b.dataset.at;
    }).forEach(function (row) { body.appendChild(row); });
  });
  show();
}

// A page of very many seminars carries the rows of its longer tables compressed.
function unpack(text) {
  var bytes = Uint8Array.from(atob(text), function (letter) { return letter.charCodeAt(0); });
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json().then(function (found) {
    Object.keys(found.rows).forEach(function (name) {
      document.getElementById("b-" + name).innerHTML = found.rows[name];
    });
    start(found.figures);
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && location.hash) target.scrollIntoView();
  });
}

(function () {
  if (!document.getElementById("records")) return;
  var packed = document.getElementById("packed");
  if (packed) unpack(packed.textContent);
  else start(JSON.parse(document.getElementById("figures").textContent));
}());
