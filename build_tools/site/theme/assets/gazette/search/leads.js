/* What was typed names a document rather than words of it: part of a number, a day, a place behind a number or
   a title. */
(function () {
  "use strict";

  var MOST = 3; // titles that may be meant
  var engine = window.gazetteSearch;
  var fold = window.gazetteFold;
  var forms = window.gazetteForms;
  var parse = window.gazetteQuery;
  var open = window.gazetteIndex.open;

  /** @param {number} page  @returns {FoundEntry} */
  function entry(page) {
    return { page: page, rank: 0, count: 0 };
  }

  /* Documents whose number has these parts, the newest first. */
  /** @param {PartNumber} part */
  async function byPart(part) {
    var index = await open();
    var found = await index.numbersFrom("#" + part.serial + "/");
    return found.filter(function (e) { return forms.fits(part, e[0]); }).map(function (e) { return e[2]; })
      .sort(function (a, b) { return b - a; });
  }

  /** @param {string} text  @returns {Promise<Lead | null>} */
  async function number(text) {
    var part = forms.partNumber(text);
    if (!part || parse.number(text)) return null;
    var pages = await byPart(part);
    return { said: "文号", tag: "文号", pages: pages.map(entry), words: parse.words(text) };
  }

  /** @param {string} text  @returns {Promise<Lead | null>} */
  async function day(text) {
    var read = forms.day(text);
    if (!read) return null;
    var key = read.key;
    var index = await open();
    var found = await index.daysFrom(key);
    var own = found.filter(function (e) { return e[0] === key || key.length === 7; });
    var pages = Array.from(new Set(own.map(function (e) { return e[1]; }))).sort(function (a, b) { return b - a; });
    return { said: read.said + "的文件", tag: "日期", pages: pages.map(entry), words: parse.words(read.said) };
  }

  /** @param {string} text */
  function lists(text) {
    return [number(text), day(text)];
  }

  /* Pages that a number or a title leads to. */
  /** @param {string} text  @param {Run} run  @returns {Promise<number[]>} */
  async function documents(text, run) {
    var whole = parse.number(text);
    var part = forms.partNumber(text);
    if (whole) {
      var key = whole.key;
      var index = await open();
      var held = await index.numbersFrom(key);
      return held.filter(function (e) { return e[0] === key; }).map(function (e) { return e[2]; });
    }
    if (part) return byPart(part);
    var words = parse.words(text.replace(/[《》]/gu, " ").trim());
    for (var free of [false, true]) {
      var found = await engine.findWords(free ? words.map(window.gazetteWords.freed) : words, run);
      var titled = found.pages.filter(function (e) { return e.rank <= 2; });
      if (titled.length) return titled.map(function (e) { return e.page; });
    }
    return [];
  }

  /* Doors to the place behind a number or a title, and the documents that it is in. */
  /** @param {string} text  @param {Run} run */
  async function places(text, run) {
    var asked = forms.placeBehind(text);
    /** @type {Lead & {doors: Door[]}} */
    var list = { doors: [], pages: [], words: parse.words(text), said: "所指的文件", tag: "文件" };
    if (!asked) return list;
    var index = await open();
    for (var number of (await documents(asked.rest, run)).slice(0, MOST)) {
      var page = await index.page(number);
      var own = asked.at ? placeOn(page, asked.at) : annexesOf(page, asked.annex || "");
      list.doors = list.doors.concat(own);
      if (own.length) list.pages.push(entry(number));
    }
    return list;
  }

  /** @param {ReadPage} page  @param {string[]} names  @returns {Door[]} */
  function placeOn(page, names) {
    var folded = names.map(function (name) { return fold(name).chars.join(""); });
    var place = page.places.find(function (p) {
      var label = fold(p.label).chars.join("");
      return folded.some(function (name) { return label.startsWith(name); });
    });
    if (!place) return [];
    return [{ tag: names[0], title: page.title, note: place.text.slice(0, 60), url: page.url + "#" + place.anchor }];
  }

  /** @param {ReadPage} page  @param {string} number  @returns {Door[]} */
  function annexesOf(page, number) {
    var meant = page.annexes.filter(function (a) { return !number || !a.number || a.number === number; });
    var said = "附件" + number;
    if (!meant.length && !number) return [{ tag: said, title: page.title, note: "文中未列附件", url: page.url }];
    return meant.map(function (a) {
      var title = a.title || page.title;
      return { tag: "附件" + a.number, title: title, note: a.url ? "" : "来源文本未刊", url: a.url || page.url };
    });
  }

  window.gazetteShard("gazette/search/leads", { lists: lists, places: places });
})();
