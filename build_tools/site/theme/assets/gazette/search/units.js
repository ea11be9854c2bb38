/* An office that no text prints as it was typed: by its place (拉萨市水利局), or in short (市卫健委) where the names of
   units hold the typed characters in their order. The names are those of the doors; none is made up. */
(function () {
  "use strict";

  var MOST = 3; // units
  var TAG = "责任单位";
  var engine = window.gazetteSearch;
  var parse = window.gazetteQuery;
  var open = window.gazetteIndex.open;

  // 自治区医保局, 拉萨市水利局, 市卫健委: its place, and its name.
  var PARTS = /^(\S{0,6}?自治区|\S{0,4}?[省市县区州盟旗])?(.+)$/u;

  /* 市卫健委 of 市卫生健康委, 市民委 of 市民族事务委员会; not 市委办 of 市委编办, which leaves out one character. */
  /** @param {string} short  @param {string} name */
  function isShortOf(short, name) {
    var end = name.replace(/委员会$/u, "委");
    if (short.slice(-1) !== end.slice(-1) || name.length < short.length + 2) return false;
    var at = -1;
    return Array.from(short).every(function (c) { at = end.indexOf(c, at + 1); return at >= 0; });
  }

  /* A name, the same with the last character of its place (市水利局), and without. */
  /** @param {string} name */
  function ways(name) {
    var parts = PARTS.exec(name);
    return parts && parts[1] ? [name, parts[1].slice(-1) + parts[2], parts[2]] : [name];
  }

  /* The pages of the first of the names that texts print. */
  /** @param {string[]} names  @param {Run} run  @returns {Promise<Found | null>} */
  async function printed(names, run) {
    for (var name of new Set(names.flatMap(ways))) {
      var found = await engine.findWords(parse.words(name), run);
      if (found.pages.length) return Object.assign({}, found, { said: "查单位名称“" + name + "”" });
    }
    return null;
  }

  /** @param {Found} found  @param {Run} run  @returns {Promise<{doors: Door[], group: Found | null}>} */
  async function read(found, run) {
    var typed = found.words[0].chars.join("");
    var parts = PARTS.exec(typed) || ["", "", typed];
    var start = (parts[1] || "") + parts[2][0]; // what is said in short begins with the first character of the name
    var index = await open();
    var units = (await index.doorsFrom(start)).filter(function (e) { return e[1] === TAG; });
    var exact = units.filter(function (e) { return e[0] === typed; });
    var meant = exact.length ? exact : units.filter(function (e) { return isShortOf(typed, e[0]); });
    var why = exact.length ? "" : "名称依次含“" + typed + "”各字；";
    var doors = new Map(meant.map(function (e) { return [e[4], { tag: TAG, title: e[2], note: why + e[3], url: e[4] }]; }));
    var names = meant.flatMap(function (e) { return [e[0]].concat(exact.length ? e[2].replace(/（[^（]*）$/u, "") : []); });
    return { doors: Array.from(doors.values()).slice(0, MOST), group: await printed(names, run) };
  }

  window.gazetteShard("gazette/search/units", { read: read });
})();
