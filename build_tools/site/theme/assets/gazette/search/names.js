/* Names by their pinyin, and words that sound or look like the one typed; only such as exist. */
(function () {
  "use strict";

  var parse = window.gazetteQuery;

  /* Names that read as typed: [{text, count}], the most frequent first. */
  /** @param {string} text  @param {SearchIndex} index  @returns {Promise<Term[]>} */
  async function termsOf(text, index) {
    var counts = new Map();
    for (var way of parse.readings(text, index.syllables)) {
      var start = way.map(function (s) { return s[0]; }).join("").slice(0, 10);
      for (var entry of await index.namesFrom(start)) {
        if (!parse.readsAs(entry[1].split(" "), way.slice(0, 10))) continue;
        var term = Array.from(entry[0]).slice(0, way.length).join("");
        counts.set(term, (counts.get(term) || 0) + entry[2]);
      }
    }
    return Array.from(counts, function (e) { return { text: e[0], count: e[1] }; })
      .sort(function (a, b) { return b.count - a.count || (a.text < b.text ? -1 : 1); })
      .slice(0, 8);
  }

  /* The word of the names that begins with these characters: as far as they always go on in the same way, 空气质
     → 空气质量. "" where what stands before them is always the same: they are the end of one. */
  /** @param {string} term  @param {NameEntry[]} entries */
  function whole(term, entries) {
    var own = entries.filter(function (entry) { return entry[0].startsWith(term); });
    var before = new Set(own.map(function (entry) { return entry[3] || ""; }));
    if (before.size === 1 && !before.has("")) return "";
    for (;;) {
      var after = new Set(own.map(function (entry) { return Array.from(entry[0].slice(term.length))[0] || ""; }));
      if (after.size !== 1 || after.has("")) return own.length ? term : "";
      term += Array.from(after)[0];
    }
  }

  /* The longest beginning, and the longest end, of a word that is a word of the names; as places in it. */
  /** @param {string[]} chars  @param {SearchIndex} index */
  async function wholeParts(chars, index) {
    var read = await index.syllablesOf(chars);
    /** @param {number} from  @param {number} to */
    async function isName(from, to) {
      var own = read.slice(from, to);
      if (own.some(function (s) { return !s; })) return false;
      var start = own.map(function (s) { return s[0]; }).join("").slice(0, 10);
      var term = chars.slice(from, to).join("");
      return whole(term, await index.namesFrom(start)) === term;
    }
    var found = [];
    for (var end = Math.min(chars.length - 1, 10); end > 1; end--) {
      if (await isName(0, end)) { found.push([0, end]); break; }
    }
    for (var from = Math.max(1, chars.length - 10); from < chars.length - 1; from++) {
      if (await isName(from, chars.length)) { found.push([from, chars.length]); break; }
    }
    return found;
  }

  /* Words that exist and sound or look like the one typed. */
  /** @param {string} text  @param {SearchIndex} index */
  async function alike(text, index) {
    var typed = Array.from(text);
    var reading = await index.syllablesOf(typed);
    var found = new Map();
    var known = new Map();
    if (typed.length < 2 || typed.length > 10 || reading.some(function (s) { return !s; })) return [];
    var start = reading.map(function (s) { return s[0]; });
    for (var left = -1; left < typed.length; left++) {
      var kept = start.filter(function (_, i) { return i !== left; });
      if (kept.length < 2) continue;
      // The sound of a wrong character may be wrong too: the first two are enough to look it up.
      var looked = (left < 0 ? kept.slice(0, 2) : kept).join("");
      var entries = await index.namesFrom(looked);
      for (var entry of entries) {
        var term = Array.from(entry[0]).slice(0, kept.length);
        var sounds = left < 0 && entry[1].split(" ").slice(0, kept.length).join(" ") === reading.join(" ");
        var others = typed.filter(function (_, i) { return i !== left; });
        var wrong = others.filter(function (c, i) { return c !== term[i]; }).length;
        var near = left < 0 ? wrong === 1 && typed.length > 2 : wrong === 0 && kept.length > 2;
        if (!sounds && !near) continue;
        if (!known.has(term.join(""))) known.set(term.join(""), whole(term.join(""), entries));
        var meant = known.get(term.join(""));
        if (meant) keep(found, meant, sounds ? "pinyin" : "similar", entry[2]);
      }
    }
    return Array.from(found.values()).sort(function (a, b) {
      return Number(a.why > b.why) - Number(a.why < b.why) || b.count - a.count;
    });
  }

  /** @param {Map<string, Term & Suggestion>} found  @param {string} text  @param {string} why  @param {number} count */
  function keep(found, text, why, count) {
    var had = found.get(text);
    if (had) had.count += count;
    else found.set(text, { text: text, why: why, count: count });
  }

  window.gazetteShard("gazette/search/names", { termsOf: termsOf, alike: alike, wholeParts: wholeParts });
})();
