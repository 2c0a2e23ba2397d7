"use strict";
(function () {
  var all = Array.prototype.slice, notes = all.call(document.querySelectorAll(".packed"));
  var told = document.getElementById("f-told");

  // A box takes the focus where there is something to scroll, and only there.
  function boxes() {
    document.querySelectorAll(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function start(data) {
    var table = document.getElementById("t-seminars"), body = table.tBodies[0];
    var rows = all.call(body.rows), heads = all.call(table.tHead.rows[0].cells);
    var text = document.getElementById("f-text"), list = document.getElementById("f-list");
    var region = document.getElementById("f-region");
    var order = new Intl.Collator(document.documentElement.lang, {numeric: true});
    var only = null, title = "";
    var words = rows.map(function (row) { return fold(row.textContent); });

    function chosen(field) { return field.value && field.selectedOptions[0].textContent; }

    function digits(number) { return number.toLocaleString(document.documentElement.lang); }

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
      var number = told.dataset.t.replace("{n}", digits(count)).replace("{all}", digits(rows.length));
      told.textContent = [title, chosen(list), chosen(region), text.value.trim() && "“" + text.value.trim() + "”"]
        .filter(Boolean).concat(number).join(" · ");
    }

    function reset(figure) {
      var at = 0;
      only = figure && new Set(figure.slice(1).map(function (step) { at += step; return at; }));
      title = figure ? figure[0] : "";
      text.value = list.value = region.value = "";
      show();
    }

    // What is not known, an empty value, stays last whichever way the rest is sorted.
    function value(row, at) {
      var cell = row.cells[at], number = cell.dataset.v;
      return number === undefined ? cell.textContent : number === "" ? null : Number(number);
    }

    function sort(head) {
      var at = head.cellIndex, down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.setAttribute("aria-sort", "none"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.map(function (row, place) { return [value(row, at), place, row]; })
        .sort(function (a, b) {
          if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null) || a[1] - b[1];
          var found = typeof a[0] === "number" ? a[0] - b[0] : order.compare(a[0], b[0]);
          return (down ? -found : found) || a[1] - b[1];
        })
        .forEach(function (row) { body.appendChild(row[2]); });
    }

    heads.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () { sort(head); });
    });
    [text, list, region].forEach(function (field) { field.addEventListener("input", show); });
    document.getElementById("f-clear").addEventListener("click", function () {
      reset(null);
      text.focus();
    });
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[data-k]");
      if (!link || !data[link.dataset.k]) return;
      reset(data[link.dataset.k]);
      link.setAttribute("href", "#seminars");  // where the page says what it shows
    });
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#r-']");
      if (link && document.getElementById(link.hash.slice(1)).hidden) reset(null);
    });
    document.querySelector(".filters").hidden = false;
    show();
  }

  // A page of very many seminars carries the rows of its longer tables compressed.
  function unpacked(text) {
    var bytes = Uint8Array.from(atob(text), function (letter) { return letter.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).text();
  }

  function place(rows) {
    var bodies = {};
    rows.forEach(function (row) {
      var name = row.split(" ", 2);
      (bodies[name[0]] = bodies[name[0]] || [])[name[1]] = row.slice(name.join(" ").length + 1);
    });
    Object.keys(bodies).forEach(function (name) {
      document.getElementById("b-" + name).innerHTML = bodies[name].join("\n");
    });
    notes.forEach(function (note) { note.hidden = true; });
  }

  function failed() {
    notes.forEach(function (note) { note.textContent = note.dataset.failed; });
  }

  var packed = document.getElementById("packed");
  if (packed) {
    Promise.resolve(packed.textContent).then(unpacked).then(function (found) {
      var lines = found.split("\n");
      place(lines.slice(1));
      start(JSON.parse(lines[0]));
      boxes();
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) target.scrollIntoView();
    }).catch(failed);
  } else if (told) {
    start(JSON.parse(document.getElementById("figures").textContent));
  }
  boxes();
  window.addEventListener("resize", boxes);
}());
