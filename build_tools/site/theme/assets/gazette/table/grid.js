/* A table as it is printed: its cells in rows and columns, spanning ones repeated, and the text of each row. What a
   column holds is said by the page and not judged here: gz-num in its head, data-none in cells without a value,
   gz-band and gz-total of rows. */
(function () {
  "use strict";

  /** @param {Element} cell  What it says, without what is set beside its words. */
  function printed(cell) {
    var copy = /** @type {Element} */ (cell.cloneNode(true));
    copy.querySelectorAll("[data-derived]:not(.gz-supplied)").forEach(function (node) {
      node.remove();
    });
    return copy.textContent.trim();
  }

  /** @param {string} text  What two writings are compared by. */
  function plain(text) {
    return text.normalize("NFKC").replace(/\s+/g, "").replace(/\u2212/g, "-").toLowerCase();
  }

  /**
   * For each row of a section the cell that stands in each column.
   * @param {HTMLTableRowElement[]} rows
   * @returns {GridCells[]}
   */
  function gridOf(rows) {
    var grid = rows.map(function () {
      return /** @type {GridCells} */ ([]);
    });
    rows.forEach(function (row, r) {
      var c = 0;
      Array.from(row.cells).forEach(function (cell) {
        while (grid[r][c]) c++;
        var end = cell.rowSpan ? Math.min(rows.length, r + cell.rowSpan) : rows.length;
        for (var down = r; down < end; down++) {
          for (var right = 0; right < cell.colSpan; right++) grid[down][c + right] = cell;
        }
        c += cell.colSpan;
      });
    });
    return grid;
  }

  /**
   * The text a filter looks at: a row's own cells, the labels that span it, the bands it stands under.
   * @param {{isBand: boolean, own: string[]}[]} rows
   */
  function filterTexts(rows) {
    /** @type {string[]} */
    var bands = [];
    return rows.map(function (row, n) {
      if (!row.isBand) return bands.concat(row.own).join("\n");
      if (!n || !rows[n - 1].isBand) bands = [];
      bands = bands.concat(row.own);
      return row.own.join("\n");
    });
  }

  /**
   * Per column the head cell that stands over it alone, if there is one.
   * @param {GridCells[]} head
   */
  function leavesOf(head) {
    var last = head[head.length - 1] || [];
    return Array.from(last, function (cell) {
      return cell && cell.colSpan === 1 ? cell : null;
    });
  }

  /** @param {HTMLTableElement} table  @returns {Grid} */
  function read(table) {
    var leaves = leavesOf(table.tHead ? gridOf(Array.from(table.tHead.rows)) : []);
    var rows = Array.from(table.tBodies).flatMap(function (body) {
      var own = Array.from(body.rows);
      var grid = gridOf(own);
      return own.map(function (row, r) { return { row: row, cells: grid[r], isBand: row.classList.contains("gz-band") }; });
    });
    /** @type {Map<GridCell, string>} */
    var texts = new Map();
    rows.forEach(function (entry) {
      entry.cells.forEach(function (cell) {
        if (cell && !texts.has(cell)) texts.set(cell, printed(cell));
      });
    });
    /** @param {GridCell | undefined} cell */
    function textOf(cell) {
      return plain((cell && texts.get(cell)) || "");
    }
    var sought = filterTexts(rows.map(function (entry) {
      return { isBand: entry.isBand, own: Array.from(new Set(entry.cells.filter(Boolean))).map(textOf) };
    }));
    return {
      leaves: leaves,
      records: rows.map(function (entry, n) {
        return Object.assign({ sought: sought[n], nodes: Array.from(entry.row.childNodes) }, entry);
      }),
      textOf: textOf,
      bodies: Array.from(table.tBodies, function (body) {
        return { body: body, nodes: Array.from(body.childNodes) };
      }),
    };
  }

  window.gazetteGrid = { printed: printed, plain: plain, read: read };
})();
