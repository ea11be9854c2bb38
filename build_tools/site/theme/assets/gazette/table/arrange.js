/* Filter and sort: the box and the buttons, and what they do. An empty filter and 恢复原序 put every node back where
   it was printed. */
(function () {
  "use strict";

  var FILTER_FROM = 6; // rows; a shorter table is seen at a glance
  var SORT_FROM = 3;

  var grids = window.gazetteGrid;
  var order = window.gazetteOrder;
  var make = window.gazetteElements.make;
  var makeButton = window.gazetteElements.makeButton;

  class Arranged {
    /** @param {Grid} grid */
    constructor(grid) {
      this.grid = grid;
      this.rows = grid.records.filter(function (record) { return !record.isBand; });
      this.spans = window.gazetteSpans.of(grid.records);
      /** @type {string[]} */
      this.terms = [];
      this.column = -1; // the one that it is sorted by
      this.isDown = false;
      this.isMoved = false;
      /** @type {{cell: GridCell, button: HTMLElement, column: number}[]} */
      this.buttons = [];
      this.status = make("span", "gz-count");
      this.restore = makeButton("gz-restore", "恢复原序");
      this.status.setAttribute("aria-live", "polite");
      this.restore.hidden = true;
      this.restore.addEventListener("click", () => this.putBack());
    }

    update() {
      var isSorted = this.column >= 0;
      if (this.terms.length || isSorted) this.spans.open();
      else this.spans.close();
      order.sift(this.grid.records, this.terms);
      this.move(isSorted);
      this.buttons.forEach((entry) => {
        if (entry.column !== this.column) entry.cell.removeAttribute("aria-sort");
        else entry.cell.setAttribute("aria-sort", this.isDown ? "descending" : "ascending");
      });
      this.restore.hidden = !isSorted;
      this.say();
    }

    /** @param {boolean} isSorted */
    move(isSorted) {
      var part = this.grid.bodies[0];
      if (isSorted) {
        var rows = order.sorted(this.grid.records, order.keysOf(this.grid, this.column), this.isDown);
        part.body.replaceChildren.apply(part.body, rows);
      } else if (this.isMoved) {
        part.body.replaceChildren.apply(part.body, part.nodes);
      }
      this.isMoved = isSorted;
    }

    say() {
      var all = this.rows.length;
      var shown = this.rows.filter(function (record) { return !record.row.hidden; }).length;
      var found = "筛选“" + this.terms.join(" ") + "”：显示 " + shown + " / " + all + " 行" + (shown ? "" : "，没有符合的行");
      var text = this.terms.length ? found : "共 " + all + " 行";
      if (this.column >= 0) text += "，按“" + this.nameOf(this.column) + "”" + (this.isDown ? "降序" : "升序");
      if (this.status.textContent !== text) this.status.textContent = text;
      this.status.classList.toggle("gz-changed", this.terms.length > 0 || this.column >= 0);
    }

    /** @param {number} c */
    nameOf(c) {
      var head = this.grid.leaves[c];
      return (head && grids.printed(head)) || "第 " + (c + 1) + " 列";
    }

    /** @param {number} c  Ascending, descending, as printed. */
    cycle(c) {
      var isSame = this.column === c;
      if (isSame && this.isDown) this.column = -1;
      else this.column = c;
      this.isDown = isSame && !this.isDown;
      this.update();
    }

    putBack() {
      var left = this.buttons.find((entry) => entry.column === this.column);
      this.column = -1;
      this.update();
      if (left) left.button.focus({ preventScroll: true });
    }

    /** @param {GridCell} cell  @param {number} c */
    addSortButton(cell, c) {
      var button = makeButton("gz-sort");
      if (cell.querySelector("a, button, [tabindex]") || !grids.printed(cell)) {
        button.classList.add("gz-sort-apart");
        button.setAttribute("aria-label", "按“" + this.nameOf(c) + "”排序");
      } else {
        var words = make("span");
        words.append.apply(words, Array.from(cell.childNodes));
        button.append(words);
        cell.classList.add("gz-sortable");
      }
      cell.append(button);
      button.addEventListener("click", () => this.cycle(c));
      this.buttons.push({ cell: cell, button: button, column: c });
    }

    /** @param {HTMLElement} figure  A link to a row that the filter hides sets it free. */
    filterBox(figure) {
      var box = make("label", "gz-filter");
      var input = make("input");
      var take = () => {
        this.terms = input.value.split(/\s+/).map(grids.plain).filter(Boolean);
        this.update();
      };
      input.type = "search";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.size = 12;
      input.addEventListener("input", function (event) {
        if (!(/** @type {InputEvent} */ (event).isComposing)) take();
      });
      input.addEventListener("compositionend", take);
      figure.addEventListener("gz-unhide", function () {
        input.value = "";
        take();
      });
      box.append(make("span", "", "筛选"), input);
      return box;
    }
  }

  /**
   * The tools of a table that has use for them.
   * @param {HTMLElement} figure
   * @param {Grid} grid
   * @param {HTMLElement} tools
   */
  function arrange(figure, grid, tools) {
    // Rows that stand over or under others lose their meaning in another order.
    var isOrdered = grid.records.some(function (record) {
      return record.isBand || record.row.classList.contains("gz-total");
    });
    var arranged = new Arranged(grid);
    var isSifted = arranged.rows.length >= FILTER_FROM;
    var isSorted = grid.bodies.length === 1 && !isOrdered && grid.leaves.length > 0 && grid.records.length >= SORT_FROM;
    if (!isSifted && !isSorted) return;
    if (isSifted) tools.append(arranged.filterBox(figure));
    tools.append(arranged.status, arranged.restore);
    if (isSorted) {
      grid.leaves.forEach(function (cell, c) {
        if (cell) arranged.addSortButton(cell, c);
      });
    }
    arranged.say();
  }

  window.gazetteArrange = arrange;
})();
