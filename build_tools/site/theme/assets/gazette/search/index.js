/* The index of build_tools/site/search/index.py as the browser reads it: where pairs of characters stand,
   on which pages single ones do, and which page a position is on. */
(function () {
  "use strict";

  var shards = window.gazetteShards;
  var KEPT = 32e6; // bytes of postings held in memory
  /** @type {Map<string, PostingShard>} */
  var kept = new Map(); // name → shard, the one used last at the end
  var weight = 0; // of all that is kept
  var READ = 60; // pages held with their printed text
  /** @type {Map<number, ReadPage>} */
  var read = new Map(); // page → its text, the one used last at the end
  var NONE = new Uint8Array(0);

  /** @param {string} c */
  function codeOf(c) {
    return c.codePointAt(0) || 0;
  }

  /** @param {string} first  @param {string} second */
  function pairOf(first, second) {
    return codeOf(first) * 0x110000 + codeOf(second);
  }

  /** @param {string} text  @param {number} length */
  function named(text, length) {
    var codes = Array.from(text, codeOf);
    var names = new Float64Array(codes.length / length);
    for (var i = 0; i < names.length; i++) {
      names[i] = length === 1 ? codes[i] : codes[2 * i] * 0x110000 + codes[2 * i + 1];
    }
    return names;
  }

  /* The last place in an ordered array whose value is at most the one given; -1 if there is none. */
  /** @param {ArrayLike<any>} values  @param {any} wanted */
  function lastAtMost(values, wanted) {
    var low = 0;
    var high = values.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (values[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /* The bytes of one name. A shard: names in order, where the bytes of each end, all bytes. */
  /** @param {Directory} directory  @param {number} name  @returns {Promise<Uint8Array>} */
  async function bytesOf(directory, name) {
    var number = lastAtMost(directory.first, name);
    if (number < 0) return NONE;
    var shard = await shardOf(directory, number);
    var at = lastAtMost(shard.names, name);
    if (at < 0 || shard.names[at] !== name) return NONE;
    return shard.bytes.subarray(at ? shard.ends[at - 1] : 0, shard.ends[at]);
  }

  /** @param {Directory} directory  @param {number} number */
  async function shardOf(directory, number) {
    var path = "search/" + directory.letter + number;
    var shard = kept.get(path);
    if (!shard) {
      shard = opened(await shards.load(path), directory.length);
      shards.forget(path);
      if (!kept.has(path)) weight += shard.weight;
    }
    kept.delete(path);
    kept.set(path, shard);
    for (var [oldest, dropped] of kept) {
      if (weight <= KEPT || kept.size === 1) break;
      weight -= dropped.weight;
      kept.delete(oldest);
    }
    return shard;
  }

  /** @param {{n: string, s: number[], d: string}} read  @param {number} length  @returns {PostingShard} */
  function opened(read, length) {
    var text = atob(read.d);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
    var ends = new Uint32Array(read.s.length);
    var end = 0;
    for (var k = 0; k < ends.length; k++) ends[k] = end += read.s[k];
    return { names: named(read.n, length), ends: ends, bytes: bytes, weight: bytes.length + 12 * ends.length };
  }

  /** @param {Uint8Array} bytes */
  function numbersOf(bytes) {
    var found = new Uint32Array(bytes.length);
    var n = 0;
    var value = 0;
    var weight = 1;
    for (var i = 0; i < bytes.length; i++) {
      value += (bytes[i] & 127) * weight;
      weight *= 128;
      if (bytes[i] > 127) continue;
      found[n++] = value;
      value = 0;
      weight = 1;
    }
    return found.subarray(0, n);
  }

  /** @param {RawDirectory} read  @param {string} letter  @param {number} length  @returns {Directory} */
  function directoryOf(read, letter, length) {
    return { first: named(read.first, length), size: read.size, letter: letter, length: length };
  }

  /** @param {string} text  @returns {Map<string, string>} */
  function paired(text) {
    var chars = Array.from(text);
    var pairs = new Map();
    for (var i = 0; i + 1 < chars.length; i += 2) pairs.set(chars[i], chars[i + 1]);
    return pairs;
  }

  /** @param {string[]} keys  @param {string[]} values  @returns {Map<string, string>} */
  function mapped(keys, values) {
    return new Map(keys.map(function (key, i) { return [key, values[i]]; }));
  }

  class Index {
    /** @param {SearchCore} core */
    constructor(core) {
      this.core = core;
      this.pairs = directoryOf(core.pairs, "b", 2);
      this.singles = directoryOf(core.singles, "u", 1);
      this.alphabet = new Set(core.alphabet);
      this.syllables = new Set(core.syllables);
      this.pages = core.texts.length;
      this.titles = core.titles.reduce(function (n, own) { return n + own.length; }, 0);
      this.starts = new Float64Array(this.titles + 2 * this.pages + 1);
      this.owners = new Uint32Array(this.starts.length);
      this._layOut();
      // What is made when it is first of use.
      /** @type {Directory | null} */
      this._apart = null;
      this._printed = paired(core.traditional);
      /** @type {Map<string, string> | null} */
      this._typed = null;
      /** @type {Map<string, string> | null} */
      this._readings = null;
    }

    /* Where each title, the headings and the text of each page begin, in order of position. */
    _layOut() {
      var core = this.core;
      var starts = this.starts;
      var owners = this.owners;
      var n = 0;
      var at = 0;
      /** @param {number} page  @param {number} length */
      function add(page, length) {
        starts[n] = at;
        owners[n++] = page;
        at += length;
      }
      core.titles.forEach(function (own, page) {
        own.forEach(function (length) { add(page, length); });
      });
      core.headings.forEach(function (length, page) { add(page, length); });
      core.texts.forEach(function (length, page) { add(page, length); });
      starts[n] = at;
    }

    /* The rank of a position for a word of some length: 1 a whole title, 2 title, 3 heading, 4 text. */
    /** @param {number} stretch  @param {number} at  @param {number} length */
    rankOf(stretch, at, length) {
      if (stretch >= this.titles) return stretch < this.titles + this.pages ? 3 : 4;
      var whole = this.starts[stretch] === at && this.starts[stretch + 1] - at === length + 1;
      return whole ? 1 : 2;
    }

    /* How much of a title a word is; one that is less than a third of it only stands in it. */
    /** @param {number} stretch  @param {number} length */
    partOf(stretch, length) {
      if (stretch >= this.titles) return 0;
      var part = length / (this.starts[stretch + 1] - this.starts[stretch] - 1);
      return part < 1 / 3 ? 0 : part;
    }

    /* Page → {count, rank, part} of ordered positions of a word. */
    /** @param {Uint32Array} positions  @param {number} length  @returns {Hits} */
    pagesOf(positions, length) {
      var found = new Map();
      var stretch = 0;
      for (var i = 0; i < positions.length; i++) {
        var at = positions[i];
        while (this.starts[stretch + 1] <= at) stretch++;
        var page = this.owners[stretch];
        var rank = this.rankOf(stretch, at, length);
        var part = this.partOf(stretch, length);
        var own = found.get(page);
        if (!own) found.set(page, { count: 1, rank: rank, part: part });
        else {
          own.count++;
          own.rank = Math.min(own.rank, rank);
          own.part = Math.max(own.part, part);
        }
      }
      return found;
    }

    /** @param {string} first  @param {string} second  @returns {Promise<Uint32Array>} */
    async positions(first, second) {
      var name = pairOf(first, second);
      var found = numbersOf(await bytesOf(this.pairs, name));
      for (var i = 1; i < found.length; i++) found[i] += found[i - 1];
      return found;
    }

    /* Where two characters stand with signs between them, and how far from each other. */
    /** @param {string} first  @param {string} second  @returns {Promise<SpanList>} */
    async spans(first, second) {
      var apart = this._apart || (this._apart = directoryOf(await shards.load("search/spans"), "g", 2));
      var read = numbersOf(await bytesOf(apart, pairOf(first, second)));
      var found = { at: new Uint32Array(read.length / 2), over: new Uint32Array(read.length / 2) };
      for (var i = 0; i < found.at.length; i++) {
        found.at[i] = read[2 * i] + (i ? found.at[i - 1] : 0);
        found.over[i] = read[2 * i + 1];
      }
      return found;
    }

    /* What it costs to load the postings of a pair, in KB; next to nothing where they are held. */
    /** @param {string} first  @param {string} second */
    price(first, second) {
      var name = pairOf(first, second);
      var number = lastAtMost(this.pairs.first, name);
      if (number < 0) return 0;
      var size = this.pairs.size[number];
      return kept.has("search/b" + number) ? size / 100 : size;
    }

    /* Page → {count, rank} of a single character. */
    /** @param {string} character  @returns {Promise<Hits>} */
    async single(character) {
      var read = numbersOf(await bytesOf(this.singles, codeOf(character)));
      var found = new Map();
      var page = 0;
      for (var i = 0; i < read.length; i += 2) {
        page += read[i];
        found.set(page, { count: read[i + 1], rank: 4 });
      }
      return found;
    }

    /* The page as its shard of printed text has it. */
    /** @param {number} page  @returns {Promise<ReadPage>} */
    async page(page) {
      var held = read.get(page) || (await this._page(page));
      read.delete(page);
      read.set(page, held);
      for (var oldest of read.size > READ ? read.keys() : []) {
        read.delete(oldest);
        break;
      }
      return held;
    }

    /** @param {number} page  @returns {Promise<ReadPage>} */
    async _page(page) {
      var number = lastAtMost(this.core.pages, page);
      var shard = await shards.load("search/t" + number);
      var own = shard[page - this.core.pages[number]];
      return {
        url: own[0], title: own[1], number: own[2], date: own[3], kind: own[4], issue: own[5],
        places: own[6].map(function (/** @type {[string, number, string, string?]} */ p) {
          return { anchor: p[0], zone: p[1], text: p[2], label: p[3] || "" };
        }),
        states: own[7], // [from which day, code, words], in order
        annexes: own[8].map(function (/** @type {string[]} */ a) { return { number: a[0], title: a[1], url: a[2] }; }),
      };
    }

    /* For each character those of the archive that stand for the same one, traditional and simplified, itself first. */
    /** @param {string[]} chars */
    async writingsOf(chars) {
      var printed = this._printed;
      var alphabet = this.alphabet;
      if (!this._typed && chars.some(function (c) { return !alphabet.has(c) && c > "\u2e7f"; })) {
        var read = await shards.load("search/variants");
        this._typed = mapped(Array.from(read.traditional), Array.from(read.simplified));
      }
      var typed = this._typed;
      return chars.map(function (c) {
        var plain = printed.get(c) || (typed && typed.get(c)) || c;
        var forms = new Set([c, plain]);
        printed.forEach(function (to, from) { if (to === plain) forms.add(from); });
        return Array.from(forms).filter(function (x) { return alphabet.has(x); });
      });
    }

    /* The syllable of each character; "" where it has none, or several. */
    /** @param {string[]} chars  @returns {Promise<string[]>} */
    async syllablesOf(chars) {
      if (!this._readings) {
        var read = await shards.load("search/readings");
        this._readings = mapped(Array.from(read.chars), read.syllables.split(" "));
      }
      var readings = this._readings;
      return chars.map(function (c) { return readings.get(c) || ""; });
    }

    /* Entries of an ordered list of strings that begin with one of them; entry[0] is the string. */
    /**
     * @template T
     * @param {string} letter
     * @param {string[]} firsts
     * @param {string} start
     * @param {(entry: T) => string} keyOf
     * @returns {Promise<T[]>}
     */
    async entries(letter, firsts, start, keyOf) {
      var number = Math.max(0, lastAtMost(firsts, start));
      while (number > 0 && firsts[number] === start) number--; // it may begin in the shard before
      /** @type {T[]} */
      var found = [];
      for (; number < firsts.length && (firsts[number] <= start || firsts[number].startsWith(start)); number++) {
        var shard = await shards.load("search/" + letter + number);
        shard.forEach(function (/** @type {T} */ entry) {
          if (keyOf(entry).startsWith(start)) found.push(entry);
        });
      }
      return found;
    }
  }

  /** @type {Promise<SearchIndex> | null} */
  var opening = null;

  window.gazetteIndex = {
    open: function () {
      if (!opening) {
        opening = shards.load("search/core").then(function (core) { return new Index(core); });
        opening.catch(function () { opening = null; });
      }
      return opening;
    },
  };
})();
