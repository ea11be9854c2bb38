/* Names by their pinyin, and words that sound or look like the one typed; only such as exist. */
(function () {
  "use strict";

  var parse = window.gazetteQuery;
  var shards = window.gazetteShards;

  function initials(entry) {
    return entry[1].split(" ").map(function (s) { return s[0]; }).join("");
  }

  /* Names that read as typed: [{text, count}], the most frequent first. */
  async function termsOf(text, index) {
    var counts = new Map();
    for (var way of parse.readings(text, index.syllables)) {
      var start = way.map(function (s) { return s[0]; }).join("").slice(0, 10);
      for (var entry of await index.entries("p", index.core.names, start, initials)) {
        if (!parse.readsAs(entry[1].split(" "), way.slice(0, 10))) continue;
        var term = Array.from(entry[0]).slice(0, way.length).join("");
        counts.set(term, (counts.get(term) || 0) + entry[2]);
      }
    }
    return Array.from(counts, function (e) { return { text: e[0], count: e[1] }; })
      .sort(function (a, b) { return b.count - a.count || (a.text < b.text ? -1 : 1); })
      .slice(0, 8);
  }

  async function syllablesOf(text, index) {
    if (!index.readings) {
      var read = await shards.load("search/readings");
      var syllables = read.syllables.split(" ");
      index.readings = new Map(Array.from(read.chars, function (c, i) { return [c, syllables[i]]; }));
    }
    return Array.from(text, function (c) { return index.readings.get(c) || ""; });
  }

  /* Words that exist and sound or look like the one typed. */
  async function alike(text, index) {
    var typed = Array.from(text);
    var reading = await syllablesOf(text, index);
    var found = new Map();
    if (typed.length < 2 || typed.length > 10 || reading.some(function (s) { return !s; })) return [];
    var start = reading.map(function (s) { return s[0]; });
    for (var left = -1; left < typed.length; left++) {
      var kept = start.filter(function (_, i) { return i !== left; });
      if (kept.length < 2) continue;
      // The sound of a wrong character may be wrong too: the first two are enough to look it up.
      var looked = (left < 0 ? kept.slice(0, 2) : kept).join("");
      for (var entry of await index.entries("p", index.core.names, looked, initials)) {
        var term = Array.from(entry[0]).slice(0, kept.length);
        var sounds = left < 0 && entry[1].split(" ").slice(0, kept.length).join(" ") === reading.join(" ");
        var others = typed.filter(function (c, i) { return i !== left; });
        var wrong = others.filter(function (c, i) { return c !== term[i]; }).length;
        var near = left < 0 ? wrong === 1 && typed.length > 2 : wrong === 0 && kept.length > 2;
        if (sounds || near) keep(found, term.join(""), sounds ? "pinyin" : "similar", entry[2]);
      }
    }
    return Array.from(found.values()).sort(function (a, b) {
      return (a.why > b.why) - (a.why < b.why) || b.count - a.count;
    });
  }

  function keep(found, text, why, count) {
    var had = found.get(text);
    if (had) had.count += count;
    else found.set(text, { text: text, why: why, count: count });
  }

  window.gazetteNames = { termsOf: termsOf, alike: alike };
})();
