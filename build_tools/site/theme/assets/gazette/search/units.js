/* An office that no text prints as it was typed: by its place (拉萨市水利局), or in short (市卫健委) where the names of
   units hold the typed characters in their order. The names are those of the doors; none is made up. */
(function () {
  "use strict";

  var MOST = 3; // units
  var TAG = "责任单位";
  var offices = window.gazetteOffices;
  var engine = window.gazetteSearch;
  var parse = window.gazetteQuery;
  var open = window.gazetteIndex.open;

  /* The pages of the first of the names that texts print. */
  /** @param {string[]} names  @param {Run} run  @returns {Promise<Found | null>} */
  async function printed(names, run) {
    for (var name of new Set(names.flatMap(offices.ways))) {
      var found = await engine.findWords(parse.words(name), run);
      if (found.pages.length) return Object.assign({}, found, { said: "查单位名称“" + name + "”" });
    }
    return null;
  }

  /** @param {Found} found  @param {Run} run  @returns {Promise<{doors: Door[], group: Found | null}>} */
  async function read(found, run) {
    var typed = found.words[0].chars.join("");
    var parts = offices.parted(typed);
    var start = parts.place + parts.name[0]; // what is said in short begins with the first character of the name
    var index = await open();
    var units = (await index.doorsFrom(start)).filter(function (e) { return e[1] === TAG; });
    var exact = units.filter(function (e) { return e[0] === typed; });
    var meant = exact.length ? exact : units.filter(function (e) { return offices.isShortOf(typed, e[0]); });
    var why = exact.length ? "" : "名称依次含“" + typed + "”各字；";
    var doors = new Map(meant.map(function (e) { return [e[4], { tag: TAG, title: e[2], note: why + e[3], url: e[4] }]; }));
    var names = meant.flatMap(function (e) { return [e[0]].concat(exact.length ? e[2].replace(/（[^（]*）$/u, "") : []); });
    return { doors: Array.from(doors.values()).slice(0, MOST), group: await printed(names, run) };
  }

  window.gazetteShard("gazette/search/units", { read: read });
})();
