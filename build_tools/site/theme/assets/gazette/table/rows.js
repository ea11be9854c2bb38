/* The tools of a row, its permanent address and its raw lines; the row that the address of the page names. */
(function () {
  "use strict";

  var ABOVE = 52; // px: a line above the table, as above all that an address leads to (gazette.css)

  var raw = document.querySelector("details.gz-raw");

  var make = window.gazetteElements.make;
  var makeButton = window.gazetteElements.makeButton;
  var makeLink = window.gazetteElements.makeLink;

  /** @param {HTMLTableRowElement} row  In its last cell: a row header would be read out with them for every cell. */
  function addTools(row) {
    var cells = Array.from(row.cells);
    var single = cells.filter(function (own) { return own.rowSpan === 1; });
    var cell = single[single.length - 1] || cells[0];
    var lines = raw ? row.dataset.l : "";
    if (!cell || (!row.id && !lines)) return;
    var box = make("span", "gz-row-tools");
    box.dataset.derived = "true";
    if (row.id) {
      var words = "第" + row.id.replace(/^.*row-/, "") + "行";
      var link = makeLink("gz-permalink", words, "#" + row.id);
      link.setAttribute("aria-label", words + "的固定地址");
      box.append(link);
    }
    if (lines) {
      var button = makeButton("gz-source", "原文"); // gazette.js listens for clicks on it
      button.setAttribute("aria-label", "原文：看来源文本第 " + lines.replace("-", " 至 ") + " 行");
      box.append(button);
    }
    cell.append(box);
  }

  /** @param {Event} event  Where nothing hovers, a tap on a row brings up its tools, in the cell that was tapped. */
  function pick(event) {
    var at = /** @type {Element} */ (event.target);
    var row = at.closest(".gz-table-scroll tbody tr");
    var cell = /** @type {GridCell | null} */ (at.closest("td, th"));
    var tools = row && row.querySelector(".gz-row-tools");
    if (cell && tools && cell.rowSpan === 1 && !cell.contains(tools) && !cell.classList.contains("gz-repeated")) {
      cell.append(tools);
    }
    document.querySelectorAll(".gz-table tr.gz-picked").forEach(function (old) {
      if (old !== row) old.classList.remove("gz-picked");
    });
    if (row) row.classList.add("gz-picked");
  }

  function addressed() {
    try {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return target && target.matches(".gz-table-scroll tr") ? /** @type {HTMLTableRowElement} */ (target) : null;
    } catch (error) {
      return null; // no address of ours
    }
  }

  /* :target is lost when a sorted row moves in the document, this class is not. */
  function markTarget() {
    var row = addressed();
    document.querySelectorAll(".gz-table tr.gz-target").forEach(function (old) {
      if (old !== row) old.classList.remove("gz-target");
    });
    if (row) bring(row);
  }

  /** @param {HTMLTableRowElement} row  Marked, out of its filter, and below the head that stays. */
  function bring(row) {
    var figure = /** @type {HTMLElement} */ (row.closest(".gz-table"));
    var box = /** @type {HTMLElement} */ (row.closest(".gz-table-scroll"));
    var head = /** @type {HTMLTableElement} */ (row.closest("table")).tHead;
    row.classList.add("gz-target");
    if (row.hidden) figure.dispatchEvent(new Event("gz-unhide"));
    if (getComputedStyle(row).display === "block") return row.scrollIntoView(); // rows one by one: no box scrolls
    var covered = head && !head.contains(row) ? head.offsetHeight : 0;
    box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - covered;
    if (document.fullscreenElement || figure.classList.contains("gz-full")) return;
    window.scrollBy(0, box.getBoundingClientRect().top - ABOVE);
  }

  function watch() {
    if (matchMedia("(hover: none)").matches) document.addEventListener("click", pick);
    window.addEventListener("hashchange", markTarget);
    if (document.readyState === "complete") markTarget();
    else window.addEventListener("load", markTarget);
  }

  window.gazetteRows = { addTools: addTools, watch: watch };
})();
