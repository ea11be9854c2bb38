/* On a page that lists: one box in the outline keeps the entries that have the typed words, with the headings above
   them. Words are compared in the matching form of the search (fold), and an office is found by its place and in short as
   there (offices): 拉萨市民政局 where 市民政局 stands under 拉萨市. It comes when the box is first entered (gazette.js),
   as a shard, and hands over the function that starts it. */
(function () {
  "use strict";

  var make = window.gazetteElements.make;

  /** @typedef {{words: string, names: string[], places: string[]}} Said  Of an entry or a heading: its words, those of
      its links without a bracket behind them, and of the headings above it, all in the matching form. */
  /** @typedef {{level: string, heading: HTMLElement | null, said: Said, parts: HTMLElement[], entries: {entry: Element, said: Said}[]}} Section */

  /** @type {Fold} */
  var fold;
  /** @type {Offices} */
  var offices;

  /** @param {string} words */
  function plain(words) {
    return fold(words).chars.join("");
  }

  /** @param {Element | null} element  @param {string[]} places  @returns {Said} */
  function saidBy(element, places) {
    var links = element ? Array.from(element.querySelectorAll("a")) : [];
    return {
      words: plain((element && element.textContent) || ""),
      names: links.map(function (link) { return plain(link.textContent || "").replace(/\([^(]*\)$/u, ""); }),
      places: places,
    };
  }

  /* The page by its headings: what stands below each up to the next one, and its entries: items of lists that stand in
     no other item, and rows of tables but their heads. */
  /** @param {Element} article  @returns {Section[]} */
  function sectionsOf(article) {
    /** @type {Section[]} */
    var found = [{ level: "H9", heading: null, said: saidBy(null, []), parts: [], entries: [] }];
    for (var part of /** @type {HTMLElement[]} */ (Array.from(article.children))) {
      if (/^H[2-6]$/.test(part.tagName)) found.push({ level: part.tagName, heading: part, said: saidBy(part, []), parts: [], entries: [] });
      else if (part.tagName !== "H1") found[found.length - 1].parts.push(part);
    }
    /** @type {Section[]} */
    var above = [];
    found.forEach(function (section) {
      above = above.filter(function (own) { return own.level < section.level; }).concat(section.heading ? section : []);
      var places = above.map(function (own) { return own.said.words; });
      section.entries = section.parts.flatMap(function (part) { return Array.from(part.querySelectorAll("li, tbody tr")); })
        .filter(function (entry) { return !entry.parentElement?.closest("li, tr"); })
        .map(function (entry) { return { entry: entry, said: saidBy(entry, places) }; });
    });
    return found;
  }

  var PLAINLY = "含这些字的有 ";
  var SHORT = "名称依次含这些字的有 ";

  /** @typedef {{holds: (said: Said) => boolean, said: string}} Wanted  What has a typed word, and how that is said. */

  /** @param {string} word  @param {string} [said]  @returns {Wanted} */
  function printed(word, said) {
    return { holds: function (own) { return own.words.includes(word); }, said: said || PLAINLY };
  }

  /* A typed word as it may be printed: as it is; of an office its name under a heading of its place, its name without
     the place, and in short. The first that anything on the page says is meant. */
  /** @param {string} typed  @returns {Wanted[]} */
  function readings(typed) {
    if (!offices.isOffice(typed)) return [printed(typed)];
    var own = offices.parted(typed);
    var ways = offices.ways(typed);
    /** @param {Said} said  Its names below a heading of its place: 拉萨市民政局, 市民政局, 民政局. */
    function waysThere(said) {
      var places = own.place ? said.places.filter(function (place) { return place.endsWith(own.place); }) : [];
      return places.flatMap(function (place) { return offices.ways(place + own.name); });
    }
    /** @param {Said} said  @param {string[]} wanted  What is said in short begins with the first character of the name. */
    function isShortOf(said, wanted) {
      return said.names.some(function (name) {
        return wanted.some(function (way) { return way[0] === name[0] && offices.isShortOf(way, name); });
      });
    }
    /** @param {Said} said */
    function isNamedThere(said) {
      var wanted = waysThere(said);
      return said.names.some(function (name) { return wanted.includes(name); });
    }
    /** @param {Said} said */
    function isShortThere(said) { return isShortOf(said, waysThere(said)); }
    /** @param {Said} said */
    function isShort(said) { return isShortOf(said, ways); }
    var elsewhere = ways.slice(1).map(function (way) { return printed(way, "没有这个全称，含“" + way + "”的有 "); });
    return [printed(typed), { holds: isNamedThere, said: PLAINLY }, { holds: isShortThere, said: SHORT }]
      .concat(elsewhere, { holds: isShort, said: SHORT });
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
  function begin(input) {
    var sections = sectionsOf(/** @type {Element} */ (document.querySelector("article")));
    var all = sections.flatMap(function (section) {
      return section.entries.map(function (one) { return one.said; }).concat(section.heading ? section.said : []);
    });
    var status = make("p", "gz-sifted");
    /** @type {Map<HTMLDetailsElement, boolean>} */
    var folds = new Map();
    document.querySelectorAll("article > details.gz-fold-list").forEach(function (found) {
      var fold = /** @type {HTMLDetailsElement} */ (found);
      folds.set(fold, fold.open);
    });
    input.after(status);
    status.setAttribute("role", "status");

    /** @param {string} typed  @returns {Wanted} */
    function read(typed) {
      var ways = readings(typed);
      return ways.find(function (way) { return all.some(way.holds); }) || ways[0];
    }

    function sift() {
      var typed = input.value.split(/\s+/u).map(plain).filter(Boolean);
      var wanted = typed.map(read);
      /** @param {Said} said */
      function has(said) { return wanted.every(function (way) { return way.holds(said); }); }
      // What stands below a heading with the words is kept whole.
      var named = new Set(sections.flatMap(function (section, i) {
        return section.heading && has(section.said) ? whole(sections, i) : [];
      }));
      /** @type {Set<Section>} */
      var kept = new Set();
      var count = 0;
      sections.forEach(function (section) {
        section.entries.forEach(function (one) {
          var isKept = named.has(section) || has(one.said);
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
      var said = (wanted.find(function (way) { return way.said !== PLAINLY; }) || { said: PLAINLY }).said;
      status.textContent = !wanted.length ? "" : count ? said + count + " 条" : "本页没有含这些字的条目";
    }

    input.addEventListener("input", sift);
    sift();
  }

  /** @param {HTMLInputElement} input */
  async function start(input) {
    fold = window.gazetteFold || (await window.gazetteShards.load("gazette/search/fold"));
    offices = window.gazetteOffices || (await window.gazetteShards.load("gazette/search/offices"));
    begin(input);
  }

  window.gazetteShard("gazette/page/sift", start);
})();
