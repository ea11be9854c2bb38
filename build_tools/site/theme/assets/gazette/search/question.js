/* A question, or half a sentence in one's own words: its longest stretches that stand in the archive, together. */
(function () {
  "use strict";

  var LONGEST = 60; // characters of a question that are parted
  var MOST = 20; // pages
  var IN_TITLE = 1.5; // how much more a stretch in the title says

  var engine = window.gazetteSearch;
  var forms = window.gazetteForms;
  var pagesOf = window.gazetteWords.pagesOf;
  var shared = window.gazetteWords.shared;
  var open = window.gazetteIndex.open;

  /* For each character how far the longest stretch from it on goes that stands in the text. */
  /** @param {string[]} chars  @param {SearchIndex} index  @param {Run} run */
  async function reaches(chars, index, run) {
    var lists = await Promise.all(chars.slice(1).map(function (c, i) { return index.positions(chars[i], c); }));
    return Promise.all(chars.map(async function (_, i) {
      var starts = /** @type {Uint32Array} */ (i < lists.length ? lists[i].slice() : new Uint32Array(0));
      var end = i + 1;
      while (starts.length && end < chars.length) {
        end++;
        if (end < chars.length) starts = shared(starts, lists[end - 1], end - 1 - i);
        await run.step();
      }
      return end;
    }));
  }

  /* A stretch of the query parted into stretches of the text: as much of it as can be, in the longest ones. */
  /** @param {string[]} chars  @param {number[]} ends */
  function parted(chars, ends) {
    /** @type {{worth: number, taken: string[][]}[]} */
    var best = [{ worth: 0, taken: [] }];
    for (var end = 1; end <= chars.length; end++) {
      best[end] = best[end - 1];
      for (var from = end - 2; from >= 0; from--) {
        if (ends[from] < end || cuts(chars, from) || cuts(chars, end)) continue;
        var worth = best[from].worth + (end - from) * (1000 + end - from);
        if (worth > best[end].worth) best[end] = { worth: worth, taken: best[from].taken.concat([chars.slice(from, end)]) };
      }
    }
    return best[chars.length].taken;
  }

  /** @param {string[]} chars  @param {number} at */
  function cuts(chars, at) { // no number is cut
    return at > 0 && at < chars.length && /[0-9]/.test(chars[at - 1]) && /[0-9]/.test(chars[at]);
  }

  /** @param {string[]} chars */
  function hasHan(chars) {
    return chars.some(function (c) { return /\p{Script=Han}/u.test(c); });
  }

  /* Pages by how much of the question they print, what is rare counting more; those far behind are left out. */
  /** @param {Hits[]} maps  @param {Word[]} words  @param {SearchIndex} index */
  function ranked(maps, words, index) {
    var scores = new Map();
    maps.forEach(function (pages, i) {
      var weight = words[i].chars.length * Math.log(1 + index.pages / (1 + pages.size));
      pages.forEach(function (hit, page) {
        var had = scores.get(page) || { page: page, rank: 4, count: 0, score: 0 };
        had.score += weight * (hit.rank <= 2 ? IN_TITLE : 1);
        had.count += hit.count;
        scores.set(page, had);
      });
    });
    var all = Array.from(scores.values()).sort(function (a, b) { return b.score - a.score || b.page - a.page; });
    return all.filter(function (entry) { return entry.score > all[0].score / 2; }).slice(0, MOST);
  }

  /** @param {Found} found  @param {Run} run  @returns {Promise<Found | null>} */
  async function read(found, run) {
    if (found.words.length !== 1 || found.words[0].quoted) return null;
    var text = found.words[0].text;
    var index = await open();
    /** @type {string[][]} */
    var own = [];
    var asked = forms.stretches(text);
    for (var chars of asked) {
      if (chars.length > LONGEST) return null;
      own = own.concat(parted(chars, await reaches(chars, index, run)).filter(hasHan));
    }
    var isQuestion = asked.flat().length < found.words[0].chars.length;
    if (own.length < (isQuestion ? 1 : 2)) return null;
    var words = own.map(function (piece) {
      return { text: piece.join(""), chars: piece, quoted: false, excluded: false };
    });
    /** @type {{pages: Hits, forms: string[][]}[]} */
    var each = [];
    for (var word of words) each.push(await pagesOf(word, index, run, false));
    var said = words.map(function (w) { return "“" + w.text + "”"; }).join("");
    var known = words.map(function (w, i) { return Object.assign({}, w, { forms: each[i].forms }); });
    var pages = ranked(each.map(function (own) { return own.pages; }), words, index);
    return Object.assign({}, engine.foundOf(known), { pages: pages, said: "查其中的" + said });
  }

  window.gazetteShard("gazette/search/question", { read: read });
})();
