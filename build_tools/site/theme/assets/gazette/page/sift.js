/* On a page that lists: one box in the outline keeps the entries that have the typed words, with the headings above
   them. It comes when the box is first entered (gazette.js), as a shard, and hands over the function that starts it. */
(function () {
  "use strict";

  var make = window.gazetteElements.make;

  /** @param {string} words */
  function plain(words) {
    return words.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
  }

  /** @typedef {{level: string, heading: HTMLElement | null, parts: HTMLElement[], entries: {entry: Element, words: string}[]}} Section */

  /* The page by its headings: what stands below each up to the next one, and its entries: items of lists that stand in
     no other item, and rows of tables but their heads. */
  /** @param {Element} article  @returns {Section[]} */
  function sectionsOf(article) {
    /** @type {Section[]} */
    var found = [{ level: "H9", heading: null, parts: [], entries: [] }];
    for (var part of /** @type {HTMLElement[]} */ (Array.from(article.children))) {
      if (/^H[2-6]$/.test(part.tagName)) found.push({ level: part.tagName, heading: part, parts: [], entries: [] });
      else if (part.tagName !== "H1") found[found.length - 1].parts.push(part);
    }
    found.forEach(function (section) {
      section.entries = section.parts.flatMap(function (part) { return Array.from(part.querySelectorAll("li, tbody tr")); })
        .filter(function (entry) { return !entry.parentElement?.closest("li, tr"); })
        .map(function (entry) { return { entry: entry, words: plain(entry.textContent || "") }; });
    });
    return found;
  }

  /* With those that stand below its heading. */
  /** @param {Section[]} sections  @param {number} i */
  function whole(sections, i) {
    var end = i + 1;
    while (end < sections.length && sections[end].level > sections[i].level) end++;
    return sections.slice(i, end);
  }

  /** @param {Element} element  @param {boolean} isShown */
  function show(element, isShown) {
    element.classList.toggle("gz-sifted-out", !isShown);
  }

  /** @param {HTMLInputElement} input */
  function start(input) {
    var sections = sectionsOf(/** @type {Element} */ (document.querySelector("article")));
    var status = make("p", "gz-sifted");
    /** @type {Map<HTMLDetailsElement, boolean>} */
    var folds = new Map();
    document.querySelectorAll("article > details.gz-fold-list").forEach(function (found) {
      var fold = /** @type {HTMLDetailsElement} */ (found);
      folds.set(fold, fold.open);
    });
    input.after(status);
    status.setAttribute("role", "status");

    function sift() {
      var wanted = input.value.split(/\s+/u).map(plain).filter(Boolean);
      /** @param {string} words */
      function has(words) { return wanted.every(function (word) { return words.includes(word); }); }
      // What stands below a heading with the words is kept whole.
      var named = new Set(sections.flatMap(function (section, i) {
        return section.heading && has(plain(section.heading.textContent || "")) ? whole(sections, i) : [];
      }));
      /** @type {Set<Section>} */
      var kept = new Set();
      var count = 0;
      sections.forEach(function (section) {
        section.entries.forEach(function (one) {
          var isKept = named.has(section) || has(one.words);
          show(one.entry, isKept);
          if (isKept) kept.add(section);
          count += Number(isKept);
        });
      });
      sections.forEach(function (section, i) {
        var isAll = !wanted.length || !section.heading;
        section.parts.forEach(function (part) { show(part, isAll || kept.has(section)); });
        if (!section.heading) return;
        var isShown = isAll || whole(sections, i).some(function (own) { return kept.has(own); });
        show(section.heading, isShown);
        document.querySelectorAll(`.gz-outline a[href="#${section.heading.id}"]`).forEach(function (link) {
          show(/** @type {Element} */ (link.parentElement), isShown);
        });
      });
      folds.forEach(function (wasOpen, fold) { fold.open = wanted.length ? !fold.matches(".gz-sifted-out") : wasOpen; });
      status.textContent = !wanted.length ? "" : count ? "含这些字的有 " + count + " 条" : "本页没有含这些字的条目";
    }

    input.addEventListener("input", sift);
    sift();
  }

  window.gazetteShard("gazette/page/sift", start);
})();
