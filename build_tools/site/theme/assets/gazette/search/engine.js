/* A query → the pages and places where its words stand; every one of them, and no other. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var forms = window.gazetteForms;
  var parse = window.gazetteQuery;
  var shards = window.gazetteShards;
  var open = window.gazetteIndex.open;
  var Run = window.gazetteWords.Run;
  var pagesOf = window.gazetteWords.pagesOf;
  var stands = window.gazetteWords.stands;

  /* Pages on which all wanted words stand and no unwanted one. */
  async function pagesOfAll(words, index, run, exact) {
    var all = null;
    var wanted = words.filter(function (w) { return !w.excluded; });
    for (var word of wanted) {
      var own = await pagesOf(word, index, run, exact);
      all = all ? both(all, own) : own;
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
      found.set(page, { count: hit.count + more.count, rank: Math.max(hit.rank, more.rank, 2), part: 0 });
    });
    return found;
  }

  /* A script that most queries do without: it comes like a shard. */
  function later(name) {
    return shards.load("gazette/search/" + name);
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
      var hit = entry[1];
      return { page: entry[0], rank: first.has(entry[0]) ? 0 : hit.rank, count: hit.count, part: hit.part || 0 };
    }).sort(function (a, b) {
      return a.rank - b.rank || b.part - a.part || b.count - a.count || b.page - a.page;
    });
    found.total = found.pages.reduce(function (n, p) { return n + p.count; }, 0);
    found.also = found.words.flatMap(function (word) {
      var typed = word.chars.join("");
      var forms = (word.forms || []).map(function (chars) { return chars.join(""); });
      return word.excluded ? [] : forms.filter(function (form) { return form !== typed; });
    });
    return found;
  }

  async function find(text, options, own) {
    var run = own || new Run();
    var exact = Boolean(options && options.printed);
    var index = await open();
    await run.step();
    var found = new Found(parse.words(text));
    var hits = await pagesOfAll(found.words, index, run, exact);
    if (exact) {
      found.printed = true;
      return ranked(found, await asPrinted(found.words, hits, index, run));
    }
    if (!hits.size && /[“”「」]/u.test(text)) {
      // Chinese quotation marks are printed signs; where they find nothing they were meant to quote.
      found = new Found(parse.words(text.replace(/[“”「」]/gu, '"')));
      hits = await pagesOfAll(found.words, index, run, false);
    }
    var number = parse.number(text);
    if (number) return findNumber(number, found, hits, index, run);
    if (!hits.size) {
      var terms = parse.readings(text, index.syllables).length ? await (await later("names")).termsOf(text, index) : [];
      await run.step();
      if (terms.length) {
        found = new Found(parse.words(terms[0].text));
        found.pinyin = { typed: text.trim(), terms: terms };
        hits = await pagesOfAll(found.words, index, run, false);
      }
    }
    return ranked(found, hits);
  }

  /* The pages on which words stand that were read otherwise than they were typed. */
  async function findWords(words, run) {
    var found = new Found(words);
    return ranked(found, await pagesOfAll(words, await open(), run, false));
  }

  /* The page of the number, then those where it stands: as typed in one word, else in whatever brackets. */
  async function findNumber(number, found, hits, index, run) {
    var entries = await index.entries("n", index.core.numbers, number.key, first);
    var held = entries.filter(function (e) { return e[0] === number.key; });
    await run.step();
    if (found.words.length > 1 || !hits.size) {
      var whole = { text: number.text, quoted: true, excluded: false, chars: fold(number.text).chars };
      var byNumber = await pagesOfAll([whole], index, run, false);
      if (byNumber.size || held.length) {
        hits = byNumber;
        found = new Found([whole]);
      }
    }
    if (held.length) found.number = { text: held[0][1], pages: held.map(function (e) { return e[2]; }) };
    return ranked(found, hits);
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

  async function numbers(text, limit) {
    var index = await open();
    var start = parse.numberStart(text);
    if (start.length < 2) return [];
    var found = await index.entries("n", index.core.numbers, start, first);
    return found.slice(0, limit || 8).map(function (e) { return { text: e[1], page: e[2] }; });
  }

  /* Pages that answer without printing anything: a unit, an instrument that is not held, a day. By what was
     typed as a whole, else by its first word; what only begins with it counts from four characters on. */
  async function doors(text) {
    var index = await open();
    var part = parse.number(text) ? null : forms.partNumber(text);
    for (var key of part ? ["#" + part.serial + "/"] : doorKeys(text)) {
      var found = await index.entries("w", index.core.doors, key, first);
      if (part) found = found.filter(function (e) { return forms.fits(part, e[0]); });
      var exact = found.filter(function (e) { return e[0] === key; });
      if (!exact.length && !part && key.length < 4) continue;
      var ways = new Map((exact.length ? exact : found).map(function (e) {
        return [e[4], { tag: e[1], title: e[2], note: e[3], url: e[4] }];
      }));
      if (ways.size) return Array.from(ways.values()).slice(0, 3);
    }
    return [];
  }

  function doorKeys(text) {
    var number = parse.number(text);
    var day = forms.day(text);
    var typed = [text, text.trim().split(/\s+/u)[0]].map(function (t) { return fold(t.replace(/[《》]/gu, "")).chars.join(""); });
    return Array.from(new Set(number ? [number.key] : day ? [day.said] : typed)).filter(Boolean);
  }

  /* Of several words those that stand in the text by themselves; of one the longest beginning and the longest
     end that are words of the archive, as they were typed. */
  async function parts(words, index, run) {
    var found = [];
    if (words.length > 1) {
      for (var word of words) {
        if (!word.excluded && (await pagesOf(word, index, run, false)).size) found.push(word.text);
      }
      return found;
    }
    var typed = fold(words[0].text);
    for (var part of await (await later("names")).wholeParts(typed.chars, index)) {
      if (await stands(typed.chars.slice(part[0], part[1]), index, run)) {
        found.push(words[0].text.slice(typed.from[part[0]], typed.to[part[1] - 1]));
      }
    }
    return found;
  }

  async function suggest(text) {
    var index = await open();
    var run = new Run();
    var words = parse.words(text);
    var names = await later("names");
    var found = [];
    for (var word of words.slice(0, 3)) {
      if (word.excluded || word.chars.length < 2) continue;
      for (var other of (await names.alike(word.chars.join(""), index)).slice(0, 3)) {
        if (other.text === word.chars.join("")) continue;
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

  async function describe(page, found, limit) {
    var index = await open();
    return window.gazetteSnippet.describe(await index.page(page), found, limit);
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
    later: later,
    foundOf: function (words) { return new Found(words); },
    prepare: open, find: find, findWords: findWords, describe: describe, facets: facets, numbers: numbers, doors: doors,
    suggest: suggest,
  };
})();
