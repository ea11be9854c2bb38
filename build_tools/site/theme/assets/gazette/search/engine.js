/* A query → the pages and places where its words stand; every one of them, and no other. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var forms = window.gazetteForms;
  var parse = window.gazetteQuery;
  var shards = window.gazetteShards;
  var open = window.gazetteIndex.open;
  var WHOLE = ["指标", "释义"]; // doors of words that many others begin with, too: asked for by the whole word
  var Run = window.gazetteWords.Run;
  var pagesOf = window.gazetteWords.pagesOf;
  var stands = window.gazetteWords.stands;

  /* {words, hits}: the pages on which all wanted words stand and no unwanted one; the words with the writings in
     which they stand. */
  /** @param {Word[]} words  @param {SearchIndex} index  @param {Run} run  @param {boolean} exact  @returns {Promise<{words: Word[], hits: Hits}>} */
  async function pagesOfAll(words, index, run, exact) {
    /** @type {Hits | null} */
    var all = null;
    /** @type {Map<Word, string[][]>} */
    var forms = new Map();
    for (var word of words.filter(function (w) { return !w.excluded; })) {
      var own = await pagesOf(word, index, run, exact);
      forms.set(word, own.forms);
      all = all ? both(all, own.pages) : own.pages;
      if (!all.size) break;
    }
    var hits = all || new Map();
    for (var unwanted of hits.size ? words.filter(function (w) { return w.excluded; }) : []) {
      for (var page of (await pagesOf(unwanted, index, run, exact)).pages.keys()) hits.delete(page);
    }
    return { words: words.map(function (w) { return Object.assign({}, w, { forms: forms.get(w) }); }), hits: hits };
  }

  /** @param {Hits} all  @param {Hits} own  @returns {Hits} */
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
  /** @param {string} name  @returns {Promise<any>} */
  function later(name) {
    return shards.load("gazette/search/" + name);
  }

  /** @param {Word[]} words  @returns {Found} */
  function foundOf(words) {
    return { words: words, number: null, pinyin: null, also: [], printed: false, pages: [], total: 0 };
  }

  /** @param {Found} found  @param {Hits} hits */
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

  /** @param {string} text  @param {SearchOptions} options  @param {Run | undefined} own  @returns {Promise<Found>} */
  async function find(text, options, own) {
    var run = own || new Run();
    var exact = Boolean(options && options.printed);
    var index = await open();
    await run.step();
    var read = await pagesOfAll(parse.words(text), index, run, exact);
    if (exact) {
      var found = foundOf(read.words);
      found.printed = true;
      return ranked(found, await asPrinted(read.words, read.hits, index, run));
    }
    if (!read.hits.size && /[“”「」]/u.test(text)) {
      // Chinese quotation marks are printed signs; where they find nothing they were meant to quote.
      read = await pagesOfAll(parse.words(text.replace(/[“”「」]/gu, '"')), index, run, false);
    }
    var number = parse.number(text);
    if (number) return findNumber(number, read, index, run);
    return (!read.hits.size && (await findPinyin(text, index, run))) || ranked(foundOf(read.words), read.hits);
  }

  /* The pages of the most frequent name that reads as typed; null where there is none. */
  /** @param {string} text  @param {SearchIndex} index  @param {Run} run */
  async function findPinyin(text, index, run) {
    var isSound = parse.readings(text, index.syllables).length > 0;
    var terms = isSound ? await (await later("names")).termsOf(text, index) : [];
    await run.step();
    if (!terms.length) return null;
    var read = await pagesOfAll(parse.words(terms[0].text), index, run, false);
    var found = foundOf(read.words);
    found.pinyin = { typed: text.trim(), terms: terms };
    return ranked(found, read.hits);
  }

  /* The pages on which words stand that were read otherwise than they were typed. */
  /** @param {Word[]} words  @param {Run} run  @returns {Promise<Found>} */
  async function findWords(words, run) {
    var read = await pagesOfAll(words, await open(), run, false);
    return ranked(foundOf(read.words), read.hits);
  }

  /* The page of the number, then those where it stands: as typed in one word, else in whatever brackets. */
  /** @param {DocumentNumber} number  @param {{words: Word[], hits: Hits}} read  @param {SearchIndex} index  @param {Run} run */
  async function findNumber(number, read, index, run) {
    var entries = await index.numbersFrom(number.key);
    var held = entries.filter(function (e) { return e[0] === number.key; });
    await run.step();
    if (read.words.length > 1 || !read.hits.size) {
      var whole = { text: number.text, quoted: true, excluded: false, chars: fold(number.text).chars };
      var byNumber = await pagesOfAll([whole], index, run, false);
      if (byNumber.hits.size || held.length) read = byNumber;
    }
    var found = foundOf(read.words);
    if (held.length) found.number = { text: held[0][1], pages: held.map(function (e) { return e[2]; }) };
    return ranked(found, read.hits);
  }

  /* Only the pages that print all words just as they were typed. */
  /** @param {Word[]} words  @param {Hits} hits  @param {SearchIndex} index  @param {Run} run */
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

  /** @param {string} text  @param {number} limit */
  async function numbers(text, limit) {
    var index = await open();
    var start = parse.numberStart(text);
    if (start.length < 2) return [];
    var found = await index.numbersFrom(start);
    return found.slice(0, limit || 8).map(function (e) { return { text: e[1], page: e[2] }; });
  }

  /* Pages that answer without printing anything: a unit, an instrument that is not held, a day. By what was
     typed as a whole, else by its first word; by what a question is about (a word, an office) as a whole. What only begins with it counts from four characters on. */
  /** @param {string} text  @returns {Promise<Door[]>} */
  async function doors(text) {
    var index = await open();
    var part = parse.number(text) ? null : forms.partNumber(text);
    var about = keyOf(forms.meant(text) || forms.officeAsked(text));
    for (var key of part ? ["#" + part.serial + "/"] : doorKeys(text).concat(about || [])) {
      var found = await index.doorsFrom(key);
      if (part) found = fitting(found, part);
      var exact = found.filter(function (e) { return e[0] === key; });
      found = found.filter(function (e) { return !WHOLE.includes(e[1]); });
      if (!exact.length && !part && (key.length < 4 || key === about)) continue;
      var ways = new Map((exact.length ? exact : found).map(function (e) {
        return [e[4], { tag: e[1], title: e[2], note: e[3], url: e[4] }];
      }));
      if (ways.size) return Array.from(ways.values()).slice(0, 3);
    }
    return [];
  }

  /** @param {DoorEntry[]} entries  @param {PartNumber} part */
  function fitting(entries, part) {
    return entries.filter(function (e) { return forms.fits(part, e[0]); });
  }

  /** @param {string} text */
  function keyOf(text) {
    return fold(text.replace(/[《》]/gu, "")).chars.join("");
  }

  /** @param {string} text */
  function doorKeys(text) {
    var number = parse.number(text);
    var day = forms.day(text);
    var typed = [text, text.trim().split(/\s+/u)[0]].map(keyOf);
    return Array.from(new Set(number ? [number.key] : day ? [day.said] : typed)).filter(Boolean);
  }

  /* Of several words those that stand in the text by themselves; of one the longest beginning and the longest
     end that are words of the archive, as they were typed. */
  /** @param {Word[]} words  @param {SearchIndex} index  @param {Run} run */
  async function parts(words, index, run) {
    var found = [];
    if (words.length > 1) {
      for (var word of words) {
        if (!word.excluded && (await pagesOf(word, index, run, false)).pages.size) found.push(word.text);
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

  /** @param {string} text  @returns {Promise<Suggestion[]>} */
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

  /** @param {number} page  @param {Found} found  @param {number} limit */
  async function describe(page, found, limit) {
    var index = await open();
    return window.gazetteSnippet.describe(await index.page(page), found, limit);
  }

  /** @returns {Promise<Facets>} */
  async function facets() {
    /** @type {Record<FacetName, {names: string[], pages: number[][]}>} */
    var read = await shards.load("search/facets");
    return {
      of: function (facet, page) {
        var names = read[facet].names;
        return read[facet].pages[page].map(function (k) { return names[k]; });
      },
    };
  }

  window.gazetteSearch = {
    later: later,
    foundOf: foundOf,
    prepare: open, find: find, findWords: findWords, describe: describe, facets: facets, numbers: numbers, doors: doors,
    suggest: suggest,
  };
})();
