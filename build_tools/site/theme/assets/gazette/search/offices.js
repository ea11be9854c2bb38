/* How the name of an office is typed and printed: with its place or without, in whole or in short. The search and the
   box that sifts a list ask the same; nothing is loaded here. */
(function () {
  "use strict";

  // 自治区医保局, 拉萨市水利局, 市卫健委: its place, and its name.
  var PARTS = /^(\S{0,6}?自治区|\S{0,4}?[省市县区州盟旗])?(.+)$/u;

  /* 市卫健委, 自治区医保局. */
  /** @param {string} text */
  function isOffice(text) {
    return /^\p{Script=Han}{2,20}[局厅委办部院会署处队]$/u.test(text);
  }

  /** @param {string} text  @returns {{place: string, name: string}} */
  function parted(text) {
    var parts = PARTS.exec(text);
    return parts ? { place: parts[1] || "", name: parts[2] } : { place: "", name: text };
  }

  /* 市卫健委 of 市卫生健康委, 市民委 of 市民族事务委员会; not 市委办 of 市委编办, which leaves out one character. */
  /** @param {string} short  @param {string} name */
  function isShortOf(short, name) {
    var end = name.replace(/委员会$/u, "委");
    if (short.slice(-1) !== end.slice(-1) || name.length < short.length + 2) return false;
    var at = -1;
    return Array.from(short).every(function (c) { at = end.indexOf(c, at + 1); return at >= 0; });
  }

  /* A name, the same with the last character of its place (市水利局), and without. */
  /** @param {string} text */
  function ways(text) {
    var own = parted(text);
    return own.place ? [text, own.place.slice(-1) + own.name, own.name] : [text];
  }

  window.gazetteOffices = { isOffice: isOffice, parted: parted, isShortOf: isShortOf, ways: ways };
  window.gazetteShard("gazette/search/offices", window.gazetteOffices);
})();
