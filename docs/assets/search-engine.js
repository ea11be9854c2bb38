/* A query → the pages and places where its words stand; every one of them, and no other. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var parse = window.gazetteQuery;
  var shards = window.gazetteShards;
  var open = window.gazetteIndex.open;
  var SLICE = 8; // milliseconds of work before the browser may do its own
  var WRITINGS = 16; // in traditional and simplified characters, of one word
  var SEPARATOR = "\u001f";
  var CONTEXT = 50; // characters before and after a hit that are shown of a long sentence
  var newest = 0;

  /* One search: it stops when a newer one begins, and gives way to the browser. */
  function Run() {
    this.number = ++newest;
    this.since = performance.now();
  }

  Run.prototype.step = async function () {
    if (performance.now() - this.since > SLICE) {
      await new Promise(function (resolve) {
        var channel = new MessageChannel();
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(0);
      });
      this.since = performance.now();
    }
    if (this.number !== newest) throw new DOMException("已有新的检索", "AbortError");
  };

  /* --- one word --------------------------------------------------------------------------- */

  /* The other characters that stand for the same one in the corpus, and itself. */
  async function writings(word, index, exact) {
    if (exact) return [word.chars];
    var simple = index.simple || (index.simple = paired(index.core.traditional));
    var strange = word.chars.some(function (c) { return !index.alphabet.has(c) && c > "\u2e7f"; });
    if (strange && !index.variants) {
      var read = await shards.load("search/variants");
      var targets = Array.from(read.simplified);
      index.variants = new Map(Array.from(read.traditional, function (c, i) { return [c, targets[i]]; }));
    }
    var made = [[]];
    word.chars.forEach(function (c) {
      var plain = simple.get(c) || (index.variants && index.variants.get(c)) || c;
      var forms = new Set([c, plain]);
      simple.forEach(function (to, from) { if (to === plain) forms.add(from); });
      var known = Array.from(forms).filter(function (x) { return index.alphabet.has(x); });
      made = made.flatMap(function (way) {
        return known.map(function (x) { return way.concat(x); });
      }).slice(0, WRITINGS);
    });
    return made;
  }

  function paired(text) {
    var chars = Array.from(text);
    var pairs = new Map();
    for (var i = 0; i + 1 < chars.length; i += 2) pairs.set(chars[i], chars[i + 1]);
    return pairs;
  }

  /* Which pairs of a word to load: all of its characters, at the least price. */
  function cover(chars, index) {
    var last = chars.length - 2;
    var best = [];
    for (var i = 0; i <= last; i++) {
      var price = index.price(chars[i], chars[i + 1]);
      var before = i === 0 ? { price: 0, taken: [] } : cheaper(best[i - 1], i > 1 ? best[i - 2] : null);
      best.push({ price: before.price + price, taken: before.taken.concat(i) });
    }
    return best[last].taken;
  }

  function cheaper(one, other) {
    return other && other.price < one.price ? other : one;
  }

  /* The places of the first list that the second one has as well, so much further on. */
  function shared(starts, list, offset) {
    var n = 0;
    var k = 0;
    var skip = list.length > starts.length * 16;
    for (var i = 0; i < starts.length; i++) {
      var wanted = starts[i] + offset;
      if (skip) k = firstFrom(list, wanted, k);
      else while (k < list.length && list[k] < wanted) k++;
      if (k === list.length) break;
      if (list[k] === wanted) starts[n++] = starts[i];
    }
    return starts.subarray(0, n);
  }

  function firstFrom(list, wanted, low) {
    var high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async function positions(chars, index, run) {
    var offsets = cover(chars, index);
    var lists = await Promise.all(offsets.map(function (i) { return index.positions(chars[i], chars[i + 1]); }));
    await run.step();
    var order = lists.map(function (_, i) { return i; });
    order.sort(function (a, b) { return lists[a].length - lists[b].length; });
    var first = order[0];
    var starts = lists[first].map(function (p) { return Math.max(p - offsets[first], 0); });
    for (var k = 1; k < order.length && starts.length; k++) {
      starts = shared(starts, lists[order[k]], offsets[order[k]]);
      await run.step();
    }
    return apart(starts, chars.length);
  }

  /* A word that overlaps itself counts as often as one could mark it. */
  function apart(starts, length) {
    var n = 0;
    for (var i = 0; i < starts.length; i++) {
      if (!n || starts[i] >= starts[n - 1] + length) starts[n++] = starts[i];
    }
    return starts.subarray(0, n);
  }

  /* Page → {count, rank} of a word in all its writings; word.forms keeps those that were found. */
  async function pagesOf(word, index, run, exact) {
    var all = new Map();
    word.forms = [];
    for (var chars of await writings(word, index, exact || word.quoted)) {
      if (!chars.every(function (c) { return index.alphabet.has(c); })) continue;
      var own = chars.length === 1
        ? await index.single(chars[0])
        : index.pagesOf(await positions(chars, index, run), chars.length);
      await run.step();
      if (own.size) word.forms.push(chars);
      merge(all, own);
    }
    return all;
  }

  function merge(all, own) {
    own.forEach(function (hit, page) {
      var had = all.get(page);
      if (had) hit = { count: had.count + hit.count, rank: Math.min(had.rank, hit.rank) };
      all.set(page, hit);
    });
  }

  /* --- a whole query ---------------------------------------------------------------------- */

  /* Pages on which all wanted words stand and no unwanted one. */
  async function pagesOfAll(words, index, run, exact) {
    var all = null;
    var wanted = words.filter(function (w) { return !w.excluded; });
    for (var word of wanted) {
      var own = await pagesOf(word, index, run, exact);
      all = all ? both(all, own, wanted.length) : own;
      if (!all.size) return all;
    }
    for (var unwanted of words.filter(function (w) { return w.excluded; })) {
      (await pagesOf(unwanted, index, run, exact)).forEach(function (_, page) { all.delete(page); });
    }
    return all || new Map();
  }

  function both(all, own) {
    var found = new Map();
    all.forEach(function (hit, page) {
      var more = own.get(page);
      if (!more) return;
      found.set(page, { count: hit.count + more.count, rank: Math.max(hit.rank, more.rank, 2) });
    });
    return found;
  }

  function Found(words) {
    this.words = words;
    this.number = null;
    this.pinyin = null;
    this.also = [];
    this.printed = false;
    this.pages = [];
    this.total = 0;
  }

  function ranked(found, hits) {
    var first = new Set(found.number ? found.number.pages : []);
    first.forEach(function (page) { if (!hits.has(page)) hits.set(page, { count: 0, rank: 0 }); });
    found.pages = Array.from(hits, function (entry) {
      return { page: entry[0], rank: first.has(entry[0]) ? 0 : entry[1].rank, count: entry[1].count };
    }).sort(function (a, b) {
      return a.rank - b.rank || b.count - a.count || a.page - b.page;
    });
    found.total = found.pages.reduce(function (n, p) { return n + p.count; }, 0);
    found.also = found.words.flatMap(function (word) {
      var typed = word.chars.join("");
      var forms = (word.forms || []).map(function (chars) { return chars.join(""); });
      return word.excluded ? [] : forms.filter(function (form) { return form !== typed; });
    });
    return found;
  }

  async function find(text, options) {
    var run = new Run();
    var exact = Boolean(options && options.printed);
    var index = await open();
    await run.step();
    var number = parse.number(text);
    if (number) {
      var byNumber = await findNumber(number, index, run);
      if (byNumber.pages.length) return byNumber;
    }
    var found = new Found(parse.words(text));
    var hits = await pagesOfAll(found.words, index, run, exact);
    if (exact) {
      found.printed = true;
      hits = await asPrinted(found.words, hits, index, run);
    } else if (!hits.size) {
      var terms = await termsOf(text, index);
      await run.step();
      if (terms.length) {
        found = new Found(parse.words(terms[0].text));
        found.pinyin = { typed: text.trim(), terms: terms };
        hits = await pagesOfAll(found.words, index, run, false);
      }
    }
    return ranked(found, hits);
  }

  /* The page of the number, then those whose text has it, in whatever brackets. */
  async function findNumber(number, index, run) {
    var entries = await index.entries("n", index.core.numbers, number.key, first);
    var held = entries.filter(function (e) { return e[0] === number.key; });
    await run.step();
    var found = new Found([{ text: number.text, quoted: true, excluded: false, chars: fold(number.text).chars }]);
    if (held.length) found.number = { text: held[0][1], pages: held.map(function (e) { return e[2]; }) };
    return ranked(found, await pagesOfAll(found.words, index, run, false));
  }

  function first(entry) {
    return entry[0];
  }

  /* Only the pages that print all words just as they were typed. */
  async function asPrinted(words, hits, index, run) {
    var found = new Map();
    for (var entry of hits) {
      var places = (await index.page(entry[0])).places;
      await run.step();
      var counts = words.map(function (word) {
        return places.reduce(function (n, p) { return n + p.text.split(word.text).length - 1; }, 0);
      });
      var fits = words.every(function (word, i) { return word.excluded || counts[i] > 0; });
      if (!fits) continue;
      var count = words.reduce(function (n, word, i) { return n + (word.excluded ? 0 : counts[i]); }, 0);
      found.set(entry[0], { count: count, rank: entry[1].rank });
    }
    return found;
  }

  /* --- pinyin, numbers while typing, did you mean ------------------------------------------ */

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

  async function numbers(text, limit) {
    var index = await open();
    var start = parse.numberStart(text);
    if (start.length < 2) return [];
    var found = await index.entries("n", index.core.numbers, start, first);
    return found.slice(0, limit || 8).map(function (e) { return { text: e[1], page: e[2] }; });
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

  /* The longest beginning and the longest end of a word that stand in the text; of several words,
     those that do by themselves. */
  async function parts(words, index, run) {
    var found = [];
    if (words.length > 1) {
      for (var word of words) {
        if (!word.excluded && (await pagesOf(word, index, run, false)).size) found.push(word.text);
      }
      return found;
    }
    var chars = words[0].chars;
    for (var end = chars.length - 1; end > 1; end--) {
      if (await stands(chars.slice(0, end), index, run)) { found.push(chars.slice(0, end).join("")); break; }
    }
    for (var from = 1; from < chars.length - 1; from++) {
      if (await stands(chars.slice(from), index, run)) { found.push(chars.slice(from).join("")); break; }
    }
    return found;
  }

  async function stands(chars, index, run) {
    if (!chars.every(function (c) { return index.alphabet.has(c); })) return false;
    return (await positions(chars, index, run)).length > 0;
  }

  async function suggest(text) {
    var index = await open();
    var run = new Run();
    var words = parse.words(text);
    var found = [];
    for (var word of words.slice(0, 3)) {
      if (word.excluded || word.chars.length < 2) continue;
      for (var other of (await alike(word.chars.join(""), index)).slice(0, 3)) {
        var said = words.map(function (w) {
          return w === word ? other.text : (w.excluded ? "-" : "") + (w.quoted ? '"' + w.text + '"' : w.text);
        });
        found.push({ text: said.join(" "), why: other.why });
      }
    }
    if (words.length) {
      (await parts(words, index, run)).forEach(function (part) { found.push({ text: part, why: "part" }); });
    }
    return found.slice(0, 6);
  }

  /* --- what is shown of a page --------------------------------------------------------------- */

  function marksOf(place, found) {
    var folded = found.printed ? null : place.folded || (place.folded = fold(place.text));
    var own = found.words.filter(function (w) { return !w.excluded; }).map(function (word) {
      if (found.printed) return literal(place.text, word.text);
      return (word.forms || [word.chars]).flatMap(function (chars) { return fold.findIn(folded, chars); });
    });
    return {
      place: place,
      words: own.filter(function (marks) { return marks.length; }).length,
      count: own.reduce(function (n, marks) { return n + marks.length; }, 0),
      marks: own.flat().sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; }),
    };
  }

  function literal(text, word) {
    var found = [];
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
    return found;
  }

  /* The sentence of the first mark, or the piece around it; marks that reach into each other are one. */
  function piece(hit) {
    var text = hit.place.text;
    var first = hit.marks[0];
    var from = Math.max(edge(text, first[0], -1), first[0] - CONTEXT);
    var to = Math.min(edge(text, first[1], 1), Math.max(first[1], first[0] + 2 * CONTEXT));
    if (from > 0 && isLow(text, from)) from--;
    if (isLow(text, to)) to++;
    var head = from > 0 && !isEnd(text[from - 1]) ? "…" : "";
    var tail = to < text.length && !isEnd(text[to - 1]) ? "…" : "";
    var marks = [];
    hit.marks.forEach(function (mark) {
      if (mark[1] > to || mark[0] < from) return;
      var own = [mark[0] - from + head.length, mark[1] - from + head.length];
      var before = marks[marks.length - 1];
      if (before && own[0] <= before[1]) before[1] = Math.max(before[1], own[1]);
      else marks.push(own);
    });
    return { text: head + text.slice(from, to).split(SEPARATOR).join("｜") + tail, marks: marks };
  }

  function isLow(text, at) {
    var code = text.charCodeAt(at);
    return code >= 0xdc00 && code < 0xe000;
  }

  function isEnd(c) {
    return "。；！？".indexOf(c) >= 0;
  }

  function edge(text, at, way) {
    if (way < 0) {
      while (at > 0 && !isEnd(text[at - 1])) at--;
    } else {
      while (at < text.length && !isEnd(text[at - 1])) at++;
    }
    return at;
  }

  async function describe(page, found, limit) {
    var index = await open();
    var read = await index.page(page);
    var label = "";
    var hits = [];
    read.places.forEach(function (place) {
      if (place.zone !== 3 && place.label) label = place.label;
      var hit = marksOf(place, found);
      if (!hit.count) return;
      hit.label = place.label || label;
      hits.push(hit);
    });
    var total = hits.reduce(function (n, hit) { return n + hit.count; }, 0);
    hits.sort(function (a, b) { return b.words - a.words; }); // stable: in print order
    hits = hits.slice(0, limit);
    var shown = hits.reduce(function (n, hit) { return n + hit.count; }, 0);
    return {
      url: read.url, title: read.title, number: read.number, date: read.date, kind: read.kind,
      issue: read.issue,
      hits: hits.map(function (hit) {
        var said = piece(hit);
        return { anchor: hit.place.anchor, text: said.text, marks: said.marks, label: hit.label };
      }),
      more: total - shown,
    };
  }

  async function facets() {
    var read = await shards.load("search/facets");
    var names = {};
    Object.keys(read).forEach(function (name) { names[name] = read[name].names; });
    return {
      names: names,
      of: function (page) {
        var own = {};
        Object.keys(read).forEach(function (name) {
          own[name] = name === "year"
            ? read[name].pages[page].map(function (k) { return names[name][k]; })
            : read[name].pages[page];
        });
        return own;
      },
    };
  }

  window.gazetteSearch = {
    prepare: open, find: find, describe: describe, facets: facets, numbers: numbers, suggest: suggest,
  };
})();
