/* The facets of the search page: which pages are left of those found, and how many each value has. */
(function () {
  "use strict";

  var FIRST = 8; // values shown of a facet before one asks for the others
  var NAMES = { gazette: "来源", issuer: "发文机关", kind: "类别", year: "年份", column: "栏目" };

  var parts = window.gazetteParts;
  var make = parts.make;
  var zh = new Intl.Collator("zh-CN", { numeric: true });

  function none() {
    var chosen = {};
    Object.keys(NAMES).forEach(function (facet) {
      chosen[facet] = new Set();
    });
    return chosen;
  }

  function valuesOf(facet, own, names) {
    return facet === "year" ? own.year : own[facet].map(function (k) { return names[facet][k]; });
  }

  /* The pages that every facet lets through; for each facet the number of pages of each value among
     those that all other facets let through; for each facet how many pages it alone keeps out. */
  function sift(pages, facets, chosen) {
    var all = Object.keys(NAMES);
    var counts = {};
    var without = {};
    all.forEach(function (facet) {
      counts[facet] = new Map();
      without[facet] = 0;
    });
    var kept = pages.filter(function (entry) {
      var own = facets.of(entry.page);
      var values = {};
      var failed = all.filter(function (facet) {
        values[facet] = valuesOf(facet, own, facets.names);
        return chosen[facet].size && !values[facet].some(function (v) { return chosen[facet].has(v); });
      });
      if (failed.length > 1) return false;
      if (failed.length) without[failed[0]]++;
      (failed.length ? failed : all).forEach(function (facet) {
        values[facet].forEach(function (v) {
          counts[facet].set(v, (counts[facet].get(v) || 0) + 1);
        });
      });
      return !failed.length;
    });
    return { kept: kept, counts: counts, without: without };
  }

  function ordered(facet, counts, chosen) {
    var values = new Map(counts);
    chosen.forEach(function (value) {
      if (!values.has(value)) values.set(value, 0);
    });
    return Array.from(values).sort(function (a, b) {
      return facet === "year" ? zh.compare(b[0], a[0]) : b[1] - a[1] || zh.compare(a[0], b[0]);
    });
  }

  /* One facet as a group of check boxes that can be folded. */
  function Box(facet, isOpen, change) {
    this.facet = facet;
    this.change = change;
    this.whole = false;
    this.element = make("details", "gz-facet");
    this.element.open = isOpen;
    this.summary = make("summary", "", NAMES[facet]);
    this.list = make("ul");
    this.element.append(this.summary, this.list);
  }

  Box.prototype.show = function (counts, chosen) {
    var focused = this.list.contains(document.activeElement) ? document.activeElement.value : null;
    var values = ordered(this.facet, counts, chosen);
    this.element.hidden = !values.length;
    this.summary.textContent = NAMES[this.facet] + (chosen.size ? "（已选 " + chosen.size + "）" : "");
    this.list.textContent = "";
    values.forEach(function (entry, i) {
      if (this.whole || i < FIRST || chosen.has(entry[0])) this.add(entry[0], entry[1], chosen, focused);
    }, this);
    var left = values.length - this.list.children.length;
    if (left) this.addMore(left, counts, chosen);
  };

  Box.prototype.add = function (value, count, chosen, focused) {
    var item = make("li");
    var label = make("label");
    var box = make("input");
    var change = this.change;
    box.type = "checkbox";
    box.name = this.facet;
    box.value = value;
    box.checked = chosen.has(value);
    box.addEventListener("change", function () {
      if (box.checked) chosen.add(value);
      else chosen.delete(value);
      change();
    });
    label.append(box, make("span", "", value), make("span", "gz-facet-count", String(count)));
    item.append(label);
    this.list.append(item);
    if (value === focused) box.focus({ preventScroll: true });
  };

  Box.prototype.addMore = function (left, counts, chosen) {
    var item = make("li");
    var button = parts.makeButton("gz-plain", "其余 " + left + " 项");
    var self = this;
    button.addEventListener("click", function () {
      var first = self.list.children.length - 1;
      self.whole = true;
      self.show(counts, chosen);
      self.list.children[first].querySelector("input").focus();
    });
    item.append(button);
    this.list.append(item);
  };

  /* All facets in an element; change() is called when a reader ticks one. */
  function boxes(parent, change) {
    var isWide = matchMedia("(min-width: 60em)").matches;
    var made = Object.keys(NAMES).map(function (facet) {
      var box = new Box(facet, isWide, change);
      parent.append(box.element);
      return box;
    });
    return function (counts, chosen) {
      made.forEach(function (box) {
        box.show(counts[box.facet], chosen[box.facet]);
      });
    };
  }

  window.gazetteFacets = { NAMES: NAMES, none: none, sift: sift, boxes: boxes };
})();
