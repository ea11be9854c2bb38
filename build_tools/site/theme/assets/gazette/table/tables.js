/* Tables: filter, sort, full screen, the reason behind a supplied cell, permalinks of rows. Without these scripts a
   table reads the same. What they do to a table can be undone. */
(function () {
  "use strict";

  var sight = window.gazetteSight;
  var rows = window.gazetteRows;
  var reasons = window.gazetteReasons;
  var make = window.gazetteElements.make;
  var makeButton = window.gazetteElements.makeButton;

  /** @param {HTMLElement} figure  @param {HTMLElement} box */
  function toolsOf(figure, box) {
    var head = figure.querySelector(".gz-table-head");
    if (!head) {
      var made = make("div", "gz-table-head");
      made.dataset.derived = "true";
      box.before(made);
      head = made;
    }
    var tools = make("span", "gz-table-tools");
    head.prepend(tools);
    return tools;
  }

  /** @param {HTMLTableElement} table  @param {HTMLElement} button  One that is wider than a phone in large letters alone. */
  function followLetters(table, button) {
    var root = document.documentElement;
    function now() {
      var isLarge = root.hasAttribute("data-gz-large");
      table.classList.toggle("gz-cards", isLarge);
      button.hidden = !isLarge;
      button.textContent = "整表";
    }
    now();
    new MutationObserver(now).observe(root, { attributeFilter: ["data-gz-large"] });
  }

  /** @param {HTMLTableElement} table  Seen where a phone shows its rows one by one: to the whole table, and back. */
  function wholeButton(table) {
    var button = makeButton("gz-as-printed", "整表");
    button.addEventListener("click", function () {
      button.textContent = table.classList.toggle("gz-cards") ? "整表" : "逐行";
    });
    return button;
  }

  /** @param {HTMLElement} figure */
  function start(figure) {
    var box = /** @type {HTMLElement | null} */ (figure.querySelector(".gz-table-scroll"));
    var table = box && box.querySelector("table");
    if (!box || !table) return;
    var grid = window.gazetteGrid.read(table);
    var isForm = table.classList.contains("gz-form");
    if (!isForm) sight.keepLabels(table);
    grid.records.forEach(function (record) { rows.addTools(record.row); });
    var tools = toolsOf(figure, box);
    if (!isForm) window.gazetteArrange(figure, grid, tools);
    var inLarge = table.classList.contains("gz-cards-large");
    if (inLarge || table.classList.contains("gz-cards")) {
      var whole = wholeButton(table);
      tools.append(whole);
      if (inLarge) followLetters(table, whole);
    }
    tools.append(window.gazetteFullScreen(figure));
    reasons.explain(figure);
    sight.measure(figure, box, table);
    sight.swipe(figure, box, table);
  }

  var figures = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("article figure.gz-table"));
  figures.forEach(start);
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.gz-chart")).forEach(sight.reach);
  if (!figures.length) return;
  reasons.watch();
  rows.watch();
})();
