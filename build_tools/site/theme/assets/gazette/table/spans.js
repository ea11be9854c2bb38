/* Rows that are sorted or sifted one by one: each gets a cell of its own under every label that spans it. What was
   done is undone to the last node. */
(function () {
  "use strict";

  var make = window.gazetteElements.make;

  /** @param {GridCell} cell  The label once more, for a row further down. */
  function copyOf(cell) {
    var copy = /** @type {GridCell} */ (cell.cloneNode(true));
    copy.querySelectorAll(".gz-row-tools").forEach(function (box) {
      box.remove();
    });
    copy.querySelectorAll("[id]").forEach(function (node) {
      node.removeAttribute("id");
    });
    copy.removeAttribute("id");
    copy.removeAttribute("rowspan");
    copy.classList.add("gz-repeated");
    copy.dataset.derived = "true";
    return copy;
  }

  function gap() {
    var made = /** @type {GridCell} */ (make("td", "gz-repeated"));
    made.dataset.derived = "true";
    return made;
  }

  /** @param {GridRecord} record  A cell for each column. */
  function partsOf(record) {
    /** @type {GridCell[]} */
    var parts = [];
    for (var c = 0; c < record.cells.length; c++) {
      var cell = record.cells[c];
      if (!cell) parts.push(gap());
      else if (cell !== record.cells[c - 1]) parts.push(record.nodes.includes(cell) ? cell : copyOf(cell));
    }
    return parts;
  }

  /** @param {GridCell} cell */
  function isRepeated(cell) {
    return cell.classList.contains("gz-repeated");
  }

  /**
   * The rows of a table as they may be parted, and put together again.
   * @param {GridRecord[]} records
   * @returns {Spans}
   */
  function spansOf(records) {
    /** @type {(() => void)[] | null} */
    var undo = null;
    /** @type {GridCell[][]} */
    var parted = [];

    /** @param {GridCell} cell  @param {string} name  @param {string} value */
    function set(cell, name, value) {
      var old = cell.getAttribute(name) || "";
      if (undo) undo.push(function () { cell.setAttribute(name, old); });
      cell.setAttribute(name, value);
    }

    /** @param {GridCell} cell  @param {GridRecord} record  It speaks of its own row alone. */
    function narrow(cell, record) {
      var rows = cell.dataset.rows;
      if (rows && !rows.split(" ").includes(record.row.id)) {
        // The doubt is about other rows of the label.
        set(cell, "class", cell.className.replace("gz-doubtful", "").trim());
      }
      if (cell.hasAttribute("rowspan")) set(cell, "rowspan", "1");
      if (cell.getAttribute("scope") === "rowgroup" && !record.isBand) set(cell, "scope", "row");
    }

    /** @param {HTMLElement} row  What reaches down to it stands in cells of its own now. */
    function unsay(row) {
      var over = row.dataset.over;
      if (!over || !undo) return;
      undo.push(function () { row.dataset.over = over; });
      delete row.dataset.over;
    }

    function open() {
      if (undo) return;
      undo = [];
      parted = records.map(partsOf);
      records.forEach(function (record, n) {
        unsay(record.row);
        if (parted[n].length !== record.row.cells.length) record.row.replaceChildren.apply(record.row, parted[n]);
        parted[n].forEach(function (cell) { narrow(cell, record); });
      });
    }

    function close() {
      if (!undo) return;
      undo.reverse().forEach(function (back) { back(); });
      undo = null;
      records.forEach(function (record, n) {
        if (parted[n].some(isRepeated)) record.row.replaceChildren.apply(record.row, record.nodes);
      });
    }

    return { open: open, close: close };
  }

  window.gazetteSpans = { of: spansOf };
})();
