/* Which rows are shown, and in which order: those that hold every word of a filter, by what a column holds. */
(function () {
  "use strict";

  var SOME_NUMBER = /[-+]?\d+(?:\.\d+)?/;
  var collator = new Intl.Collator("zh-CN", { numeric: true });

  /**
   * A band is shown with the rows under it; one with no rows under it stands for itself.
   * @param {GridRecord[]} records
   * @param {string[]} terms
   */
  function sift(records, terms) {
    var under = false;
    var any = false;
    for (var n = records.length - 1; n >= 0; n--) {
      var record = records[n];
      var isFound = terms.every(function (term) { return record.sought.includes(term); });
      if (record.isBand) {
        record.row.hidden = terms.length > 0 && !(any ? under : isFound);
      } else {
        if (n + 1 < records.length && records[n + 1].isBand) under = any = false;
        any = true;
        record.row.hidden = !isFound;
        under = under || isFound;
      }
    }
  }

  /**
   * What a row is sorted by: numbers in a column of numbers, else text; what has no value comes last either way.
   * @param {Grid} grid
   * @param {number} c
   * @returns {SortKey[]}
   */
  function keysOf(grid, c) {
    var head = grid.leaves[c];
    var isNumeric = head !== null && head.classList.contains("gz-num");
    return grid.records.map(function (record) {
      var cell = record.cells[c];
      var text = grid.textOf(cell).replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
      if (!cell || !text || cell.dataset.none) return { rank: 2, text: text, number: 0 };
      if (!isNumeric) return { rank: 0, text: text, number: 0 };
      var found = SOME_NUMBER.exec(text);
      return found ? { rank: 0, text: "", number: Number(found[0]) } : { rank: 1, text: text, number: 0 };
    });
  }

  /**
   * The rows by these keys; those that are alike stay in their order.
   * @param {GridRecord[]} records
   * @param {SortKey[]} keys
   * @param {boolean} isDown
   */
  function sorted(records, keys, isDown) {
    var places = records.map(function (_, n) { return n; });
    places.sort(function (a, b) {
      var left = keys[a];
      var right = keys[b];
      if (left.rank !== right.rank) return left.rank - right.rank;
      if (left.rank === 2) return a - b;
      var by = left.number - right.number || collator.compare(left.text, right.text);
      return (isDown ? -by : by) || a - b;
    });
    return places.map(function (n) { return records[n].row; });
  }

  window.gazetteOrder = { sift: sift, keysOf: keysOf, sorted: sorted };
})();
