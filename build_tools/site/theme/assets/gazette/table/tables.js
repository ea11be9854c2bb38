/* Tables: filter, sort, full screen, the reason behind a supplied cell, permalinks of rows. Without
   this script a table reads the same. What it does to a table can be undone: the printed rows are
   kept, with their ids, and 恢复原序 or an empty filter puts every node back where it was. */
(function () {
  "use strict";

  var FILTER_FROM = 6; /* rows; a shorter table is seen at a glance */
  var SORT_FROM = 3;
  /* Characters per cell, on average and at most, that make a column one of running text. */
  var LONG = [14, 40];
  var MIDDLE = [6, 12];
  var SHORT = 4.5; /* ems; a head cell that short stays on one line */
  var WIDE = 10; /* columns; printed in smaller letters */
  var STICKY_SHARE = 0.45; /* a wider first column would cover what it labels */

  var BLANK = /^[\s\-\u2010-\u2015\u2500\u2212\uff0d/\uff0f\u2026\u00b7.]*$/;
  var QUANTITY = /^([-+]?(?:\d+(?:\.\d+)?|\.\d+))(\D*)$/;
  var SOME_NUMBER = /[-+]?\d+(?:\.\d+)?/;

  var raw = document.querySelector("details.gz-raw");
  var order = new Intl.Collator("zh-CN", { numeric: true });
  var whys = 0;

  var make = window.gazetteElements.make;
  var makeButton = window.gazetteElements.makeButton;

  /* ---- what is printed ---- */

  function printed(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll("[data-derived]").forEach(function (node) {
      node.remove();
    });
    return copy.textContent.trim();
  }

  function plain(text) {
    return text.normalize("NFKC").replace(/\s+/g, "").replace(/\u2212/g, "-").toLowerCase();
  }

  /* For each row of a section the cell that stands in each column, spanning cells repeated. */
  function gridOf(rows) {
    var grid = rows.map(function () {
      return [];
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

  function isBand(row, columns) {
    return (
      row.classList.contains("gz-band") ||
      (columns > 1 && row.cells.length === 1 && row.cells[0].colSpan >= columns)
    );
  }

  function read(table) {
    var head = table.tHead ? gridOf(Array.from(table.tHead.rows)) : [];
    var bodies = Array.from(table.tBodies).map(function (body) {
      return { body: body, rows: Array.from(body.rows), grid: gridOf(Array.from(body.rows)) };
    });
    var columns = 0;
    head.forEach(function (line) {
      columns = Math.max(columns, line.length);
    });
    bodies.forEach(function (part) {
      part.grid.forEach(function (line) {
        columns = Math.max(columns, line.length);
      });
    });
    var texts = new Map();
    var records = [];
    bodies.forEach(function (part) {
      part.rows.forEach(function (row, r) {
        part.grid[r].forEach(function (cell) {
          if (!texts.has(cell)) texts.set(cell, printed(cell));
        });
        records.push({ row: row, cells: part.grid[r], band: isBand(row, columns) });
      });
    });
    label(records, texts);
    return {
      head: head,
      leaves: leavesOf(head),
      columns: columns,
      bodies: bodies,
      records: records,
      texts: texts,
      // Rows that stand over or under others lose their meaning in another order.
      ordered: records.some(function (record) {
        return record.band || record.row.classList.contains("gz-total");
      }),
    };
  }

  /* The text a filter looks at: a row's own cells, the labels that span it, the bands it stands under. */
  function label(records, texts) {
    var bands = [];
    records.forEach(function (record, n) {
      var own = Array.from(new Set(record.cells.filter(Boolean))).map(function (cell) {
        return plain(texts.get(cell));
      });
      if (record.band) {
        if (!n || !records[n - 1].band) bands = [];
        bands = bands.concat(own);
        record.text = own.join("\n");
      } else {
        record.text = bands.concat(own).join("\n");
      }
    });
  }

  /* Per column the head cell that stands over it alone, if there is one. */
  function leavesOf(head) {
    var last = head[head.length - 1] || [];
    return last.map(function (cell) {
      return cell.colSpan === 1 ? cell : null;
    });
  }

  /* ---- columns ---- */

  function column(read, c) {
    var seen = new Set();
    read.records.forEach(function (record) {
      var cell = record.cells[c];
      if (cell && cell.colSpan === 1) seen.add(cell);
    });
    return Array.from(seen);
  }

  function markColumns(table, read) {
    var classed = table.querySelector(".gz-long");
    for (var c = 0; c < read.columns; c++) {
      var cells = column(read, c);
      var lengths = cells
        .map(function (cell) {
          return read.texts.get(cell).length;
        })
        .filter(Boolean);
      var sum = lengths.reduce(function (a, b) {
        return a + b;
      }, 0);
      var marked = read.leaves[c] || cells[0];
      var numeric = cells.some(isNumeric);
      if (numeric && read.leaves[c]) read.leaves[c].classList.add("gz-num");
      if (read.leaves[c] && ems(printed(read.leaves[c])) <= SHORT) read.leaves[c].classList.add("gz-short");
      if (!classed && marked && !numeric && lengths.length) {
        var mean = sum / lengths.length;
        var most = Math.max.apply(null, lengths);
        if (mean > LONG[0] || most > LONG[1]) marked.classList.add("gz-long");
        else if (mean > MIDDLE[0] || most > MIDDLE[1]) marked.classList.add("gz-mid");
      }
    }
    var first = read.leaves[0] || column(read, 0)[0];
    if (read.columns < 3 || !first || first.classList.contains("gz-long")) return;
    [read.head]
      .concat(
        read.bodies.map(function (part) {
          return part.grid;
        })
      )
      .forEach(function (grid) {
        grid.forEach(function (line) {
          if (line[0] && line[0].colSpan === 1) line[0].classList.add("gz-first");
        });
      });
  }

  function ems(text) {
    return Array.from(text).reduce(function (sum, character) {
      return sum + (character < "\u2000" ? 0.6 : 1);
    }, 0);
  }

  function isNumeric(cell) {
    return cell.classList.contains("gz-num");
  }

  /* The label of a tall cell stays in sight while its rows scroll by. */
  function keepLabels(read) {
    read.texts.forEach(function (_, cell) {
      if (cell.rowSpan < 2) return;
      var kept = make("span", "gz-stick");
      kept.append.apply(kept, Array.from(cell.childNodes));
      cell.append(kept);
    });
  }

  /* The head's height, and whether the first column is narrow enough to stay. */
  function measure(figure, box, table) {
    function now() {
      var first = table.querySelector(".gz-first");
      figure.style.setProperty("--gz-head", (table.tHead ? table.tHead.offsetHeight : 0) + "px");
      figure.classList.toggle(
        "gz-narrow",
        Boolean(first) && first.offsetWidth > box.clientWidth * STICKY_SHARE
      );
    }
    now();
    if (!window.ResizeObserver) {
      window.addEventListener("resize", now);
      return;
    }
    var observer = new ResizeObserver(now);
    observer.observe(box);
    observer.observe(table.tHead || table);
  }

  /* ---- permalinks and raw lines of rows ---- */

  function rowTools(row) {
    var cells = Array.from(row.cells);
    // The last cell: a row header would be read out with the names of the tools for every cell.
    var single = cells.filter(function (own) {
      return own.rowSpan === 1;
    });
    var cell = single[single.length - 1] || cells[0];
    if (!cell || (!row.id && !(raw && row.dataset.l))) return;
    var box = make("span", "gz-row-tools");
    box.dataset.derived = "true";
    if (row.id) {
      var words = "第" + row.id.replace(/^.*row-/, "") + "行";
      var link = make("a", "gz-permalink", words);
      link.href = "#" + row.id;
      link.setAttribute("aria-label", words + "的固定地址");
      box.append(link);
    }
    if (raw && row.dataset.l) {
      /* gazette.js listens for clicks on .gz-source */
      var button = makeButton("gz-source", "原文");
      button.setAttribute("aria-label", "原文：看来源文本第 " + row.dataset.l.replace("-", " 至 ") + " 行");
      box.append(button);
    }
    cell.append(box);
  }

  /* Where nothing hovers, a tap on a row brings up its tools, in the cell that was tapped. */
  function pick(event) {
    var row = event.target.closest(".gz-table-scroll tbody tr");
    var cell = event.target.closest("td, th");
    var tools = row && row.querySelector(".gz-row-tools");
    if (tools && cell.rowSpan === 1 && !cell.contains(tools) && !cell.classList.contains("gz-repeated")) {
      cell.append(tools);
    }
    document.querySelectorAll(".gz-table tr.gz-picked").forEach(function (old) {
      if (old !== row) old.classList.remove("gz-picked");
    });
    if (row) row.classList.add("gz-picked");
  }

  /* ---- filter and sort ---- */

  function arrange(figure, table, read, head) {
    var state = { terms: [], column: -1, down: false };
    var records = read.records;
    var rowsOnly = records.filter(function (record) {
      return !record.band;
    });
    var buttons = [];
    var undo = null;
    var moved = false;
    var keys = {};
    var status, restore;

    records.forEach(function (record) {
      record.nodes = Array.from(record.row.childNodes);
    });
    read.bodies.forEach(function (part) {
      part.nodes = Array.from(part.body.childNodes);
    });

    function copyOf(cell) {
      var copy = cell.cloneNode(true);
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

    function set(cell, name, value) {
      var old = cell.getAttribute(name);
      undo.push(function () {
        cell.setAttribute(name, old);
      });
      cell.setAttribute(name, value);
    }

    /* Every row gets a cell of its own under each label that spans it. */
    function open() {
      if (undo) return;
      undo = [];
      records.forEach(function (record) {
        var parts = [];
        for (var c = 0; c < record.cells.length; c++) {
          var cell = record.cells[c];
          if (!cell) {
            var gap = make("td", "gz-repeated");
            gap.dataset.derived = "true";
            parts.push(gap);
          } else if (cell !== record.cells[c - 1]) {
            parts.push(record.nodes.indexOf(cell) >= 0 ? cell : copyOf(cell));
          }
        }
        record.open = parts;
      });
      records.forEach(function (record) {
        if (record.open.length !== record.row.cells.length) {
          record.row.replaceChildren.apply(record.row, record.open);
        }
        record.open.forEach(function (cell) {
          if (cell.dataset.rows && cell.dataset.rows.split(" ").indexOf(record.row.id) < 0) {
            // The doubt is about other rows of the label.
            set(cell, "class", cell.className.replace("gz-doubtful", "").trim());
          }
          if (cell.hasAttribute("rowspan")) set(cell, "rowspan", "1");
          if (cell.getAttribute("scope") === "rowgroup" && !record.band) set(cell, "scope", "row");
        });
      });
    }

    function close() {
      if (!undo) return;
      undo.reverse().forEach(function (back) {
        back();
      });
      undo = null;
      records.forEach(function (record) {
        if (record.open.some(isRepeated)) record.row.replaceChildren.apply(record.row, record.nodes);
      });
    }

    function isRepeated(cell) {
      return cell.classList.contains("gz-repeated");
    }

    function matches(record) {
      return state.terms.every(function (term) {
        return record.text.indexOf(term) >= 0;
      });
    }

    /* A band is shown with the rows under it; one with no rows under it stands for itself. */
    function select() {
      var under = false;
      var any = false;
      for (var n = records.length - 1; n >= 0; n--) {
        var record = records[n];
        if (record.band) {
          record.row.hidden = state.terms.length > 0 && !(any ? under : matches(record));
        } else {
          if (n + 1 < records.length && records[n + 1].band) under = any = false;
          any = true;
          record.row.hidden = !matches(record);
          under = under || !record.row.hidden;
        }
      }
    }

    /* What a column is sorted by: numbers, or text; blanks and dashes come last either way. */
    function keysOf(c) {
      if (keys[c]) return keys[c];
      var texts = records.map(function (record) {
        var cell = record.cells[c];
        var text = cell ? plain(read.texts.get(cell)) : "";
        return text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
      });
      var filled = texts.filter(function (text) {
        return !BLANK.test(text);
      });
      var units = new Set();
      var all = filled.every(function (text) {
        var found = QUANTITY.exec(text);
        if (found) units.add(found[2]);
        return found;
      });
      var marked = column(read, c).some(isNumeric);
      var numeric = filled.length > 0 && ((all && units.size === 1) || marked);
      keys[c] = texts.map(function (text) {
        if (BLANK.test(text)) return { rank: 2, value: text };
        if (!numeric) return { rank: 0, value: text };
        var found = SOME_NUMBER.exec(text);
        return found ? { rank: 0, value: Number(found[0]) } : { rank: 1, value: text };
      });
      return keys[c];
    }

    function sorted() {
      var key = keysOf(state.column);
      var places = records.map(function (_, n) {
        return n;
      });
      places.sort(function (a, b) {
        var left = key[a];
        var right = key[b];
        if (left.rank !== right.rank) return left.rank - right.rank;
        if (left.rank === 2) return a - b;
        var by =
          typeof left.value === "number" ? left.value - right.value : order.compare(left.value, right.value);
        return (state.down ? -by : by) || a - b;
      });
      return places.map(function (n) {
        return records[n].row;
      });
    }

    function say() {
      var shown = rowsOnly.filter(function (record) {
        return !record.row.hidden;
      }).length;
      var text = state.terms.length
        ? "筛选“" + state.terms.join(" ") + "”：显示 " + shown + " / " + rowsOnly.length + " 行" +
          (shown ? "" : "，没有符合的行")
        : "共 " + rowsOnly.length + " 行";
      if (state.column >= 0) {
        text += "，按“" + nameOf(state.column) + "”" + (state.down ? "降序" : "升序");
      }
      if (status.textContent !== text) status.textContent = text;
      status.classList.toggle("gz-changed", state.terms.length > 0 || state.column >= 0);
    }

    function nameOf(c) {
      return (read.leaves[c] && printed(read.leaves[c])) || "第 " + (c + 1) + " 列";
    }

    function update() {
      var ordered = state.column >= 0;
      if (state.terms.length || ordered) open();
      else close();
      select();
      if (ordered) {
        var part = read.bodies[0];
        part.body.replaceChildren.apply(part.body, sorted());
        moved = true;
      } else if (moved) {
        read.bodies[0].body.replaceChildren.apply(read.bodies[0].body, read.bodies[0].nodes);
        moved = false;
      }
      buttons.forEach(function (entry) {
        if (entry.column === state.column) {
          entry.cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        } else {
          entry.cell.removeAttribute("aria-sort");
        }
      });
      restore.hidden = !ordered;
      say();
    }

    /* ascending, descending, as printed */
    function cycle(c) {
      if (state.column !== c) {
        state.column = c;
        state.down = false;
      } else if (!state.down) {
        state.down = true;
      } else {
        state.column = -1;
      }
      update();
    }

    function sortButton(cell, c) {
      var button;
      if (cell.querySelector("a, button, [tabindex]") || !printed(cell)) {
        button = makeButton("gz-sort gz-sort-apart");
        button.setAttribute("aria-label", "按“" + nameOf(c) + "”排序");
        cell.append(button);
      } else {
        button = makeButton("gz-sort");
        var words = make("span");
        words.append.apply(words, Array.from(cell.childNodes));
        button.append(words);
        cell.append(button);
        cell.classList.add("gz-sortable");
      }
      button.addEventListener("click", function () {
        cycle(c);
      });
      buttons.push({ cell: cell, button: button, column: c });
    }

    function filterBox() {
      var box = make("label", "gz-filter");
      var input = make("input");
      input.type = "search";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.size = 12;
      function take() {
        state.terms = input.value.split(/\s+/).map(plain).filter(Boolean);
        update();
      }
      input.addEventListener("input", function (event) {
        if (!event.isComposing) take();
      });
      input.addEventListener("compositionend", take);
      box.append(make("span", "", "筛选"), input);
      head.append(box);
      /* A link to a row that the filter hides. */
      figure.addEventListener("gz-unhide", function () {
        input.value = "";
        take();
      });
    }

    var form = table.classList.contains("gz-form");
    var filtering = !form && rowsOnly.length >= FILTER_FROM;
    var sorting =
      !form && read.bodies.length === 1 && !read.ordered && read.head.length > 0 && records.length >= SORT_FROM;
    if (!filtering && !sorting) return;
    status = make("span", "gz-count");
    status.setAttribute("aria-live", "polite");
    restore = makeButton("gz-restore", "恢复原序");
    restore.hidden = true;
    restore.addEventListener("click", function () {
      var left = buttons.find(function (entry) {
        return entry.column === state.column;
      });
      state.column = -1;
      update();
      if (left) left.button.focus({ preventScroll: true });
    });
    if (filtering) filterBox();
    head.append(status, restore);
    if (sorting) {
      read.leaves.forEach(function (cell, c) {
        if (cell) sortButton(cell, c);
      });
    }
    say();
  }

  /* ---- full screen ---- */

  function fullScreen(figure, head) {
    var button = makeButton("gz-full-button", "全屏");
    var held = 0;

    function native() {
      return document.fullscreenElement === figure;
    }

    function fixed() {
      return figure.classList.contains("gz-full");
    }

    function tell() {
      button.textContent = native() || fixed() ? "退出全屏" : "全屏";
    }

    function hold() {
      held = window.scrollY;
      figure.classList.add("gz-full");
      document.documentElement.classList.add("gz-held");
      tell();
      button.focus({ preventScroll: true });
    }

    function release() {
      figure.classList.remove("gz-full");
      document.documentElement.classList.remove("gz-held");
      window.scrollTo(0, held);
      tell();
      button.focus({ preventScroll: true });
      figure.dispatchEvent(new Event("gz-left"));
    }

    function enter() {
      if (!document.fullscreenEnabled || !figure.requestFullscreen) return hold();
      figure.requestFullscreen().catch(hold);
    }

    function leave() {
      if (native()) document.exitFullscreen();
      else if (fixed()) release();
    }

    button.addEventListener("click", function () {
      if (native() || fixed()) leave();
      else enter();
    });
    figure.addEventListener("fullscreenchange", function () {
      tell();
      button.focus({ preventScroll: true });
      if (!native()) figure.dispatchEvent(new Event("gz-left"));
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && fixed() && !event.defaultPrevented) release();
    });
    document.addEventListener("focusin", function (event) {
      if (fixed() && !figure.contains(event.target)) button.focus({ preventScroll: true });
    });
    /* The raw lines stand elsewhere on the page: leave first, then show them. */
    figure.addEventListener(
      "click",
      function (event) {
        var source = event.target.closest(".gz-source");
        if (!source || !(native() || fixed())) return;
        event.preventDefault();
        event.stopPropagation();
        figure.addEventListener(
          "gz-left",
          function () {
            requestAnimationFrame(function () {
              source.click();
            });
          },
          { once: true }
        );
        leave();
      },
      true
    );
    head.append(button);
  }

  /* ---- why a cell reads as it does ---- */

  var tip = make("div", "gz-tip");
  var tipOf = null;
  var leaving = 0;
  tip.setAttribute("aria-hidden", "true"); /* read out through aria-describedby */
  tip.hidden = true;

  function explainable(figure) {
    var notes = new Map();
    figure.querySelectorAll(".gz-table-scroll [data-why]").forEach(function (cell) {
      var why = cell.dataset.why;
      if (!why) return;
      if (!notes.has(why)) {
        var note = make("span", "gz-why", why);
        note.id = "gz-why-" + ++whys;
        note.hidden = true;
        note.dataset.derived = "true";
        notes.set(why, note);
        figure.append(note);
      }
      var focus = cell.querySelector(".gz-sort:not(.gz-sort-apart)") || cell;
      if (focus === cell) cell.tabIndex = 0;
      focus.setAttribute("aria-describedby", notes.get(why).id);
    });
  }

  function place() {
    if (!tipOf) return;
    if (!tipOf.isConnected) return hideTip();
    var box = tipOf.closest(".gz-table-scroll").getBoundingClientRect();
    var words = document.createRange();
    words.selectNodeContents(tipOf.querySelector(".gz-stick") || tipOf);
    var tools = tipOf.querySelector(".gz-row-tools");
    if (tools) words.setEndBefore(tools);
    var at = words.getBoundingClientRect();
    if (!at.width) at = tipOf.getBoundingClientRect();
    if (at.bottom < box.top || at.top > box.bottom) return hideTip();
    var width = document.documentElement.clientWidth;
    var below = at.bottom + 6;
    var above = at.top - tip.offsetHeight - 6;
    // Above the words where there is room: the row's tools stand below them.
    var top = above > 56 ? above : below;
    var left = Math.min(Math.max(at.left, box.left, 8), width - tip.offsetWidth - 8);
    tip.style.top = Math.max(8, top) + "px";
    tip.style.left = Math.max(8, left) + "px";
  }

  function showTip(cell) {
    clearTimeout(leaving);
    if (tipOf === cell && !tip.hidden) return;
    tipOf = cell;
    tip.textContent = cell.dataset.why;
    tip.hidden = false;
    cell.closest("figure").append(tip);
    place();
  }

  function hideTip() {
    clearTimeout(leaving);
    tip.hidden = true;
    tipOf = null;
  }

  function whyAt(event) {
    var cell = event.target.closest && event.target.closest(".gz-table-scroll [data-why]");
    return cell && cell.dataset.why ? cell : null;
  }

  function focusedWhy() {
    var cell = document.activeElement && document.activeElement.closest(".gz-table-scroll [data-why]");
    return cell && document.activeElement.matches(":focus-visible") ? cell : null;
  }

  /* The pointer may wander from the cell onto the tip; it stays open on the way. */
  function leaveTip() {
    clearTimeout(leaving);
    leaving = setTimeout(function () {
      var cell = focusedWhy();
      if (cell) showTip(cell);
      else hideTip();
    }, 200);
  }

  function watchTips() {
    document.addEventListener("mouseover", function (event) {
      if (tip.contains(event.target)) return clearTimeout(leaving);
      var cell = whyAt(event);
      if (cell) showTip(cell);
      else if (tipOf) leaveTip();
    });
    document.documentElement.addEventListener("mouseleave", leaveTip);
    document.addEventListener("focusin", function (event) {
      var cell = whyAt(event);
      if (cell) showTip(cell);
      else if (tipOf && !tipOf.matches(":hover")) hideTip();
    });
    document.addEventListener("focusout", leaveTip);
    document.addEventListener(
      "keydown",
      function (event) {
        if (event.key !== "Escape" || tip.hidden) return;
        event.preventDefault();
        hideTip();
      },
      true
    );
    document.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
  }

  /* ---- the addressed row ---- */

  function addressed() {
    var target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      /* no address of ours */
    }
    return target && target.closest(".gz-table-scroll tr") === target ? target : null;
  }

  /* :target is lost when a sorted row moves in the document, this class is not. */
  function markTarget() {
    var row = addressed();
    document.querySelectorAll(".gz-table tr.gz-target").forEach(function (old) {
      if (old !== row) old.classList.remove("gz-target");
    });
    if (!row) return;
    row.classList.add("gz-target");
    if (row.hidden) row.closest(".gz-table").dispatchEvent(new Event("gz-unhide"));
    var figure = row.closest(".gz-table");
    var box = row.closest(".gz-table-scroll");
    var head = row.closest("table").tHead;
    var covered = head && !head.contains(row) ? head.offsetHeight : 0;
    box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - covered;
    if (document.fullscreenElement || figure.classList.contains("gz-full")) return;
    window.scrollBy(0, box.getBoundingClientRect().top - 8);
  }

  /* ---- charts ---- */

  function charts() {
    document.querySelectorAll("figure.gz-chart").forEach(function (figure) {
      function reach() {
        if (figure.scrollWidth > figure.clientWidth + 1) figure.tabIndex = 0;
        else figure.removeAttribute("tabindex");
      }
      reach();
      if (window.ResizeObserver) new ResizeObserver(reach).observe(figure);
    });
  }

  function start(figure) {
    var box = figure.querySelector(".gz-table-scroll");
    var table = box && box.querySelector("table");
    if (!table) return;
    /* The theme wraps tables without a class in boxes of its own. */
    if (!table.className) table.className = "gz-grid";
    var content = read(table);
    var form = table.classList.contains("gz-form");
    figure.classList.toggle("gz-wide", content.columns >= WIDE);
    if (!form) {
      markColumns(table, content);
      keepLabels(content);
    }
    content.records.forEach(function (record) {
      rowTools(record.row);
    });
    var head = figure.querySelector(".gz-table-head");
    if (!head) {
      head = make("div", "gz-table-head");
      head.dataset.derived = "true";
      box.before(head);
    }
    var tools = make("span", "gz-table-tools");
    head.prepend(tools);
    arrange(figure, table, content, tools);
    fullScreen(figure, tools);
    explainable(figure);
    measure(figure, box, table);
  }

  var figures = document.querySelectorAll("article figure.gz-table");
  figures.forEach(start);
  charts();
  if (!figures.length) return;
  watchTips();
  if (matchMedia("(hover: none)").matches) document.addEventListener("click", pick);
  window.addEventListener("hashchange", markTarget);
  if (document.readyState === "complete") markTarget();
  else window.addEventListener("load", markTarget);
})();
