/* What stays in sight while a table or a chart scrolls by. */
(function () {
  "use strict";

  var STICKY_SHARE = 0.45; // a wider first column would cover what it labels

  var make = window.gazetteElements.make;

  /** @param {HTMLTableElement} table  The label of a tall cell stays while its rows scroll by. */
  function keepLabels(table) {
    table.querySelectorAll("tbody [rowspan]").forEach(function (cell) {
      var kept = make("span", "gz-stick");
      kept.append.apply(kept, Array.from(cell.childNodes));
      cell.append(kept);
    });
  }

  /**
   * The head's height, and whether the first column is narrow enough to stay.
   * @param {HTMLElement} figure
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   */
  function measure(figure, box, table) {
    function now() {
      var first = /** @type {HTMLElement | null} */ (table.querySelector(".gz-first"));
      figure.style.setProperty("--gz-head", (table.tHead ? table.tHead.offsetHeight : 0) + "px");
      figure.classList.toggle("gz-narrow", first !== null && first.offsetWidth > box.clientWidth * STICKY_SHARE);
    }
    now();
    var observer = new ResizeObserver(now);
    observer.observe(box);
    observer.observe(table.tHead || table);
  }

  /** @param {HTMLElement} figure  One that scrolls is in reach of the keyboard. */
  function reach(figure) {
    function now() {
      if (figure.scrollWidth > figure.clientWidth + 1) figure.tabIndex = 0;
      else figure.removeAttribute("tabindex");
    }
    now();
    new ResizeObserver(now).observe(figure);
  }

  window.gazetteSight = { keepLabels: keepLabels, measure: measure, reach: reach };
})();
