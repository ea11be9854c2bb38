/* What stays in sight while a table or a chart scrolls by. */
(function () {
  "use strict";

  var STICKY_SHARE = 0.4; // what stays and takes more would cover what it labels
  var LABEL = 16; // characters: four lines; on paper they hang over the end of a sheet rather than part

  var make = window.gazetteElements.make;

  /**
   * The label of a tall cell stays while its rows scroll by. On paper it is the head of a table in the cell
   * (print.css): where a sheet ends in the cell, the browser sets it again on the next one.
   * @param {HTMLTableElement} table
   */
  function keepLabels(table) {
    table.querySelectorAll("tbody [rowspan]").forEach(function (cell) {
      var kept = make("span", "gz-stick");
      var label = make("span", "gz-label-again");
      var isLabel = (cell.textContent || "").trim().length <= LABEL;
      (isLabel ? label : kept).append.apply(isLabel ? label : kept, Array.from(cell.childNodes));
      if (isLabel) kept.append(label);
      cell.append(kept);
    });
  }

  /**
   * The head's height, and which columns are narrow enough to stay: the first and the one that names the rows
   * (gz-name); where both take too much the name alone, or the first.
   * @param {HTMLElement} figure
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   */
  function measure(figure, box, table) {
    /** @param {string} kind */
    function widthOf(kind) {
      var cell = /** @type {HTMLElement | null} */ (table.querySelector("." + kind + ":not([colspan])"));
      return cell ? cell.offsetWidth : 0;
    }
    function now() {
      var first = widthOf("gz-first");
      var name = widthOf("gz-name");
      var room = box.clientWidth * STICKY_SHARE;
      var isNamed = name > 0 && name <= room;
      var isBoth = isNamed && first + name <= room;
      figure.style.setProperty("--gz-head", (table.tHead ? table.tHead.offsetHeight : 0) + "px");
      figure.style.setProperty("--gz-kept", (isBoth ? first : 0) + "px");
      figure.classList.toggle("gz-named", isNamed);
      figure.classList.toggle("gz-narrow", !isBoth && (isNamed || first > room));
    }
    now();
    var observer = new ResizeObserver(now);
    observer.observe(box);
    observer.observe(table.tHead || table);
  }

  /**
   * Whether the box holds more at the right, and whether the reader has swiped it.
   * @param {HTMLElement} figure
   * @param {HTMLElement} box
   * @param {HTMLTableElement} table
   */
  function swipe(figure, box, table) {
    var hint = make("span", "gz-swipe", "左右滑动看整表");
    var files = figure.querySelector(".gz-table-files");
    if (files) files.before(hint);
    function now() {
      var more = box.scrollWidth - box.clientWidth;
      figure.classList.toggle("gz-wider", more > 1);
      figure.classList.toggle("gz-goes-on", more - box.scrollLeft > 1);
      if (box.scrollLeft > 8) figure.classList.add("gz-swiped");
    }
    now();
    box.addEventListener("scroll", now, { passive: true });
    var observer = new ResizeObserver(now);
    observer.observe(box);
    observer.observe(table);
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

  window.gazetteSight = { keepLabels: keepLabels, measure: measure, swipe: swipe, reach: reach };
})();
