/* The facets of the search page: which pages are left of those found, and how many each value has. */
(function () {
  "use strict";

  var FIRST = 8; // values shown of a facet before one asks for the others
  /** @type {FacetName[]} */
  var ALL = ["gazette", "issuer", "kind", "year", "column"];
  var NAMES = { gazette: "来源", issuer: "发文机关", kind: "类别", year: "年份", column: "栏目" };

  var elements = window.gazetteElements;
  var make = elements.make;
  var zh = new Intl.Collator("zh-CN", { numeric: true });

  /**
   * A value for each facet.
   * @template T
   * @param {(facet: FacetName) => T} make
   * @returns {Record<FacetName, T>}
   */
  function each(make) {
    return {
      gazette: make("gazette"), issuer: make("issuer"), kind: make("kind"), year: make("year"), column: make("column"),
    };
  }

  /** @returns {Chosen} */
  function none() {
    return each(function () { return new Set(); });
  }

  /* The pages that every facet lets through; for each facet the number of pages of each value among
     those that all other facets let through; for each facet how many pages it alone keeps out. */
  /** @param {ShownEntry[]} pages  @param {Facets} facets  @param {Chosen} chosen  @returns {Sifted} */
  function sift(pages, facets, chosen) {
    /** @type {FacetCounts} */
    var counts = each(function () { return new Map(); });
    var without = each(function () { return 0; });
    var kept = pages.filter(function (entry) {
      var values = each(function (facet) { return facets.of(facet, entry.page); });
      var failed = ALL.filter(function (facet) {
        return chosen[facet].size && !values[facet].some(function (v) { return chosen[facet].has(v); });
      });
      if (failed.length > 1) return false;
      if (failed.length) without[failed[0]]++;
      (failed.length ? failed : ALL).forEach(function (facet) {
        values[facet].forEach(function (v) {
          counts[facet].set(v, (counts[facet].get(v) || 0) + 1);
        });
      });
      return !failed.length;
    });
    return { kept: kept, counts: counts, without: without };
  }

  /** @param {FacetName} facet  @param {Map<string, number>} counts  @param {Set<string>} chosen */
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
  class Box {
    /**
     * @param {FacetName} facet
     * @param {boolean} isOpen
     * @param {(facet: FacetName, value: string, isChosen: boolean) => void} change
     */
    constructor(facet, isOpen, change) {
      this.facet = facet;
      this.change = change;
      this.whole = false;
      this.element = make("details", "gz-facet");
      this.element.open = isOpen;
      this.summary = make("summary", "", NAMES[facet]);
      this.list = make("ul");
      this.element.append(this.summary, this.list);
    }

    /** @param {Map<string, number>} counts  @param {Set<string>} chosen */
    show(counts, chosen) {
      var active = document.activeElement;
    var focused = active instanceof HTMLInputElement && this.list.contains(active) ? active.value : null;
      var values = ordered(this.facet, counts, chosen);
      this.element.hidden = !values.length;
      this.summary.textContent = NAMES[this.facet] + (chosen.size ? "（已选 " + chosen.size + "）" : "");
      this.list.textContent = "";
      values.forEach((entry, i) => {
        if (this.whole || i < FIRST || chosen.has(entry[0])) this.add(entry[0], entry[1], chosen, focused);
      });
      var left = values.length - this.list.children.length;
      if (left) this.addMore(left, counts, chosen);
    }

    /** @param {string} value  @param {number} count  @param {Set<string>} chosen  @param {string | null} focused */
    add(value, count, chosen, focused) {
      var item = make("li");
      var label = make("label");
      var box = make("input");
      var change = this.change;
      var facet = this.facet;
      box.type = "checkbox";
      box.name = this.facet;
      box.value = value;
      box.checked = chosen.has(value);
      box.addEventListener("change", function () { change(facet, value, box.checked); });
      label.append(box, make("span", "", value), make("span", "gz-facet-count", String(count)));
      item.append(label);
      this.list.append(item);
      if (value === focused) box.focus({ preventScroll: true });
    }

    /** @param {number} left  @param {Map<string, number>} counts  @param {Set<string>} chosen */
    addMore(left, counts, chosen) {
      var item = make("li");
      var button = elements.makeButton("gz-plain", "其余 " + left + " 项");
      button.addEventListener("click", () => {
        var first = this.list.children.length - 1;
        this.whole = true;
        this.show(counts, chosen);
        var box = this.list.children[first].querySelector("input");
        if (box) box.focus();
      });
      item.append(button);
      this.list.append(item);
    }
  }

  /* All facets in an element; change(facet, value, isChosen) is called when a reader ticks one. */
  /**
   * @param {HTMLElement} parent
   * @param {(facet: FacetName, value: string, isChosen: boolean) => void} change
   * @returns {ShowFacets}
   */
  function boxes(parent, change) {
    var isWide = matchMedia("(min-width: 60em)").matches;
    var made = ALL.map(function (facet) {
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

  window.gazetteFacets = { NAMES: NAMES, ALL: ALL, none: none, sift: sift, boxes: boxes };
})();
