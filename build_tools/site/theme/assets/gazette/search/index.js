/* The index of build_tools/site/search/index.py as the browser reads it: where pairs of characters stand,
   on which pages single ones do, and which page a position is on. Each layer of the archive has an index of its
   own; what is asked is asked of all at once, and what they say stands one behind the other. */
(function () {
  "use strict";

  var postings = window.gazettePostings;
  var shards = window.gazetteShards;
  var READ = 60; // pages held with their printed text
  /** @type {Map<number, ReadPage>} */
  var read = new Map(); // page → its text, the one used last at the end

  /** @param {string} text  @returns {Map<string, string>} */
  function paired(text) {
    var chars = Array.from(text);
    var pairs = new Map();
    for (var i = 0; i + 1 < chars.length; i += 2) pairs.set(chars[i], chars[i + 1]);
    return pairs;
  }

  /* Lists one behind the other, each in positions of its own; where each layer begins stands in `bases`. */
  /** @param {Uint32Array[]} lists  @param {number[]} bases */
  function joined(lists, bases) {
    var all = new Uint32Array(lists.reduce(function (n, list) { return n + list.length; }, 0));
    var n = 0;
    lists.forEach(function (list, layer) {
      for (var i = 0; i < list.length; i++) all[n++] = list[i] + bases[layer];
    });
    return all;
  }

  /** @param {(string | number)[]} one  @param {(string | number)[]} other */
  function compared(one, other) {
    for (var i = 0; i < one.length; i++) {
      if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
    }
    return 0;
  }

  /* The initials of a name, by which names are in order, then its reading, then itself. */
  /** @param {NameEntry} entry  @returns {string[]} */
  function nameOrder(entry) {
    var initials = entry[1].split(" ").map(function (s) { return s[0]; }).join("");
    return [initials, entry[1], entry[0]];
  }

  /**
   * @template T
   * @param {T} entry
   * @returns {T}
   */
  function asItIs(entry) {
    return entry;
  }

  /** @param {string[]} keys  @param {string[]} values  @returns {Map<string, string>} */
  function mapped(keys, values) {
    return new Map(keys.map(function (key, i) { return [key, values[i]]; }));
  }

  class Index {
    /** @param {SearchCore} core */
    constructor(core) {
      var layers = core.layers;
      this.pairs = layers.map(function (own, k) { return postings.directoryOf(own.pairs, "b" + k + "-", 2); });
      this.singles = layers.map(function (own, k) { return postings.directoryOf(own.singles, "u" + k + "-", 1); });
      this.alphabet = new Set(core.alphabet);
      this.syllables = new Set(core.syllables);
      /** @type {Record<string, EntryList[]>} */
      this._lists = {
        n: layers.map(function (own, k) { return { letter: "n" + k + "-", firsts: own.numbers, layer: k }; }),
        d: layers.map(function (own, k) { return { letter: "d" + k + "-", firsts: own.days, layer: k }; }),
        p: layers.map(function (own, k) { return { letter: "p" + k + "-", firsts: own.names, layer: k }; }),
        w: layers.map(function (own, k) { return { letter: "w" + k + "-", firsts: own.doors, layer: k }; }),
      };
      this._lists.w.push({ letter: "v", firsts: core.doors, layer: -1 });
      this.pages = core.later.length;
      // Pages stand in the order of their sources; their numbers tell which is newer.
      this.numbers = Uint32Array.from(core.later, function (later, place) { return place + later; });
      this.places = new Uint32Array(this.pages);
      for (var [place, number] of this.numbers.entries()) this.places[number] = place;
      // Where each title, the headings and the text of each page begin, in order of position; whose they are, and
      // how much a hit in them says.
      var titles = layers.reduce(function (n, own) { return n + own.titles.flat().length; }, 0);
      this.starts = new Float64Array(titles + 2 * this.pages + 1);
      this.owners = new Uint32Array(this.starts.length);
      this.ranks = new Uint8Array(this.starts.length);
      /** @type {number[]} */
      this.bases = []; // the first position of each layer
      /** @type {number[]} */
      this.firsts = []; // the place of its first page
      this._layOut(layers);
      // The shards of printed text, and the place of the first page in each.
      this._shown = core.shown.flatMap(function (own) { return own[1]; });
      this._texts = core.shown.flatMap(function (own) { return own[1].map(function (_, k) { return own[0] + "-" + k; }); });
      // What is made when it is first of use.
      /** @type {Directory[] | null} */
      this._apart = null;
      this._printed = paired(core.traditional);
      /** @type {Map<string, string> | null} */
      this._typed = null;
      /** @type {Map<string, string> | null} */
      this._readings = null;
    }

    /* Titles, headings and texts of a layer stand one behind the other, then those of the next one. */
    /** @param {LayerCore[]} layers */
    _layOut(layers) {
      var { starts, owners, ranks, numbers } = this;
      var n = 0;
      var at = 0;
      var first = 0;
      /** @param {number} place  @param {number} length  @param {number} rank */
      function add(place, length, rank) {
        starts[n] = at;
        owners[n] = numbers[first + place];
        ranks[n++] = rank;
        at += length;
      }
      for (var own of layers) {
        this.bases.push(at);
        this.firsts.push(first);
        own.titles.forEach(function (lengths, place) {
          lengths.forEach(function (length) { add(place, length, 2); });
        });
        own.headings.forEach(function (length, place) { add(place, length, 3); });
        own.texts.forEach(function (length, place) { add(place, length, 4); });
        first += own.texts.length;
      }
      starts[n] = at;
    }

    /* The rank of a position for a word of some length: 1 a whole title, 2 title, 3 heading, 4 text. */
    /** @param {number} stretch  @param {number} at  @param {number} length */
    rankOf(stretch, at, length) {
      if (this.ranks[stretch] > 2) return this.ranks[stretch];
      var whole = this.starts[stretch] === at && this.starts[stretch + 1] - at === length + 1;
      return whole ? 1 : 2;
    }

    /* How much of a title a word is; one that is less than a third of it only stands in it. */
    /** @param {number} stretch  @param {number} length */
    partOf(stretch, length) {
      if (this.ranks[stretch] > 2) return 0;
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
      var name = postings.pairOf(first, second);
      var lists = await Promise.all(this.pairs.map(async function (own) {
        var found = await postings.numbersOf(own, name);
        for (var i = 1; i < found.length; i++) found[i] += found[i - 1];
        return found;
      }));
      return joined(lists, this.bases);
    }

    /* Where two characters stand with signs between them, and how far from each other. */
    /** @param {string} first  @param {string} second  @returns {Promise<SpanList>} */
    async spans(first, second) {
      var read = /** @type {RawDirectory[]} */ (this._apart ? [] : await shards.load("search/spans"));
      var apart = this._apart || (this._apart = read.map(function (own, k) { return postings.directoryOf(own, "g" + k + "-", 2); }));
      var name = postings.pairOf(first, second);
      var lists = await Promise.all(apart.map(async function (own) {
        var pairs = await postings.numbersOf(own, name);
        var at = pairs.filter(function (_, i) { return i % 2 === 0; });
        for (var i = 1; i < at.length; i++) at[i] += at[i - 1];
        return { at: at, over: pairs.filter(function (_, i) { return i % 2 === 1; }) };
      }));
      return {
        at: joined(lists.map(function (list) { return list.at; }), this.bases),
        over: joined(lists.map(function (list) { return list.over; }), lists.map(function () { return 0; })),
      };
    }

    /* What it costs to load the postings of a pair, in KB; next to nothing where they are held. */
    /** @param {string} first  @param {string} second */
    price(first, second) {
      var name = postings.pairOf(first, second);
      return this.pairs.reduce(function (sum, own) { return sum + postings.price(own, name); }, 0);
    }

    /* Page → {count, rank} of a single character. */
    /** @param {string} character  @returns {Promise<Hits>} */
    async single(character) {
      var code = postings.codeOf(character);
      var lists = await Promise.all(this.singles.map(function (own) { return postings.numbersOf(own, code); }));
      var found = new Map();
      for (var [layer, own] of lists.entries()) {
        var place = this.firsts[layer];
        for (var i = 0; i < own.length; i += 2) {
          place += own[i];
          found.set(this.numbers[place], { count: own[i + 1], rank: 4 });
        }
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
      var place = this.places[page];
      var number = postings.lastAtMost(this._shown, place);
      var shard = await shards.load("search/t" + this._texts[number]);
      var own = shard[place - this._shown[number]];
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

    /* Document numbers held that begin so: [key, as printed, page]. */
    /** @param {string} start  @returns {Promise<NumberEntry[]>} */
    async numbersFrom(start) {
      var index = this;
      return this._entries("n", start, asItIs, function (/** @type {NumberEntry} */ e, layer) {
        return [e[0], e[1], index.numbers[index.firsts[layer] + e[2]]];
      });
    }

    /* Pages of days that begin so: [day, page]. */
    /** @param {string} start  @returns {Promise<DayEntry[]>} */
    async daysFrom(start) {
      var index = this;
      return this._entries("d", start, asItIs, function (/** @type {DayEntry} */ e, layer) {
        return [e[0], index.numbers[index.firsts[layer] + e[1]]];
      });
    }

    /* Stretches of names whose initials begin so. */
    /** @param {string} start  @returns {Promise<NameEntry[]>} */
    async namesFrom(start) {
      return this._entries("p", start, nameOrder, asItIs);
    }

    /* Doors whose key begins so. */
    /** @param {string} start  @returns {Promise<DoorEntry[]>} */
    async doorsFrom(start) {
      return this._entries("w", start, asItIs, asItIs);
    }

    /* Entries whose key begins so, of all layers, in order. */
    /**
     * @template T
     * @param {string} letter
     * @param {string} start
     * @param {(entry: T) => (string | number)[]} orderOf the first of it is the key
     * @param {(entry: T, layer: number) => T} read
     * @returns {Promise<T[]>}
     */
    async _entries(letter, start, orderOf, read) {
      var lists = await Promise.all(this._lists[letter].map(async function (list) {
        /** @type {T[][]} */
        var parts = await Promise.all(postings.shardsFor(list.firsts, start).map(function (k) {
          return shards.load("search/" + list.letter + k);
        }));
        return parts.flat().map(function (entry) { return read(entry, list.layer); });
      }));
      var found = lists.flat().map(function (entry) { return { entry: entry, order: orderOf(entry) }; });
      return found
        .filter(function (one) { return String(one.order[0]).startsWith(start); })
        .sort(function (one, other) { return compared(one.order, other.order); })
        .map(function (one) { return one.entry; });
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
