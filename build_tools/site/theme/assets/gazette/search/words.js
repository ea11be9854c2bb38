/* Where one word stands, in all its writings: the pairs of its characters, side by side. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var SLICE = 8; // milliseconds of work before the browser may do its own
  var WRITINGS = 16; // in traditional and simplified characters, of one word
  var AT_ONCE = 8; // pairs that are loaded side by side
  var newest = 0;

  /* One search: it stops when a newer one begins, and gives way to the browser. */
  class Run {
    constructor() {
      this.number = ++newest;
      this.since = performance.now();
    }

    async step() {
      if (performance.now() - this.since > SLICE) {
        await new Promise(function (resolve) {
          var channel = new MessageChannel();
          channel.port1.onmessage = resolve;
          channel.port2.postMessage(0);
        });
        this.since = performance.now();
      }
      if (this.number !== newest) throw new DOMException("已有新的检索", "AbortError");
    }
  }

  /* The other characters that stand for the same one in the corpus, and itself. */
  /** @param {Word} word  @param {SearchIndex} index  @param {boolean} exact  @returns {Promise<string[][]>} */
  async function writings(word, index, exact) {
    if (exact) return [word.chars];
    /** @type {string[][]} */
    var made = [[]];
    (await index.writingsOf(word.chars)).forEach(function (known) {
      made = made.flatMap(function (way) {
        return known.map(function (x) { return way.concat(x); });
      }).slice(0, WRITINGS);
    });
    return made;
  }

  /* Which pairs of a word to load: all of its characters, at the least price. */
  /** @param {string[]} chars  @param {SearchIndex} index */
  function cover(chars, index) {
    var last = chars.length - 2;
    /** @type {{price: number, taken: number[]}[]} */
    var best = [];
    for (var i = 0; i <= last; i++) {
      var price = index.price(chars[i], chars[i + 1]);
      var before = i === 0 ? { price: 0, taken: [] } : cheaper(best[i - 1], i > 1 ? best[i - 2] : null);
      best.push({ price: before.price + price, taken: before.taken.concat(i) });
    }
    return best[last].taken;
  }

  /**
   * @template {{price: number}} T
   * @param {T} one
   * @param {T | null} other
   */
  function cheaper(one, other) {
    return other && other.price < one.price ? other : one;
  }

  /* The places of the first list that the second one has as well, so much further on. */
  /** @param {Uint32Array} starts  @param {Uint32Array} list  @param {number} offset */
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

  /** @param {Uint32Array} list  @param {number} wanted  @param {number} low */
  function firstFrom(list, wanted, low) {
    var high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {string[]} chars  @param {SearchIndex} index  @param {Run} run */
  async function positions(chars, index, run) {
    var offsets = cover(chars, index);
    var lists = await Promise.all(offsets.map(function (i) { return index.positions(chars[i], chars[i + 1]); }));
    await run.step();
    var order = lists.map(function (_, i) { return i; });
    order.sort(function (a, b) { return lists[a].length - lists[b].length; });
    var first = order[0];
    /** @type {Uint32Array} */
    var starts = lists[first].map(function (p) { return Math.max(p - offsets[first], 0); });
    for (var k = 1; k < order.length && starts.length; k++) {
      starts = shared(starts, lists[order[k]], offsets[order[k]]);
      await run.step();
    }
    return apart(starts, chars.length);
  }

  /* The same whatever signs stand between the characters: from pair to pair, directly or over signs. */
  /** @param {string[]} chars  @param {SearchIndex} index  @param {Run} run */
  async function freePositions(chars, index, run) {
    var isFirst = true;
    /** @type {Uint32Array} */
    var starts = new Uint32Array(0);
    /** @type {Uint32Array} */
    var now = new Uint32Array(0); // where the character is that each start has come to
    for (var i = 0; i + 1 < chars.length; i += AT_ONCE) {
      var pairs = chars.slice(i, Math.min(i + AT_ONCE, chars.length - 1)).map(function (c, k) {
        return Promise.all([index.positions(c, chars[i + k + 1]), index.spans(c, chars[i + k + 1])]);
      });
      for (var pair of await Promise.all(pairs)) {
        await run.step();
        if (isFirst) {
          starts = joined(pair[0], pair[1].at);
          now = starts.slice();
          isFirst = false;
        }
        var n = follow(starts, now, pair[0], pair[1]);
        starts = starts.subarray(0, n);
        now = now.subarray(0, n);
      }
      if (!starts.length) break;
    }
    return apart(starts, chars.length);
  }

  /** @param {Uint32Array} one  @param {Uint32Array} other */
  function joined(one, other) {
    var all = new Uint32Array(one.length + other.length);
    all.set(one);
    all.set(other, one.length);
    return all.sort();
  }

  /* Those that go on are moved to the front, in place; how many. */
  /** @param {Uint32Array} starts  @param {Uint32Array} now  @param {Uint32Array} direct  @param {SpanList} spans */
  function follow(starts, now, direct, spans) {
    var n = 0;
    var d = 0;
    var s = 0;
    for (var i = 0; i < starts.length; i++) {
      d = firstFrom(direct, now[i], d);
      s = firstFrom(spans.at, now[i], s);
      var next = direct[d] === now[i] ? now[i] + 1 : spans.at[s] === now[i] ? now[i] + spans.over[s] : 0;
      if (!next) continue;
      starts[n] = starts[i];
      now[n++] = next;
    }
    return n;
  }

  /* A word that overlaps itself counts as often as one could mark it. */
  /** @param {Uint32Array} starts  @param {number} length */
  function apart(starts, length) {
    var n = 0;
    for (var i = 0; i < starts.length; i++) {
      if (!n || starts[i] >= starts[n - 1] + length) starts[n++] = starts[i];
    }
    return starts.subarray(0, n);
  }

  /* {pages, forms} of a word in all its writings: page → {count, rank}, and the writings that were found. */
  /** @param {Word} word  @param {SearchIndex} index  @param {Run} run  @param {boolean} exact */
  async function pagesOf(word, index, run, exact) {
    var all = new Map();
    var find = word.free ? freePositions : positions;
    /** @type {string[][]} */
    var forms = [];
    for (var chars of await writings(word, index, exact || word.quoted)) {
      if (!chars.every(function (c) { return index.alphabet.has(c); })) continue;
      var own = chars.length === 1
        ? await index.single(chars[0])
        : index.pagesOf(await find(chars, index, run), chars.length);
      await run.step();
      if (own.size) forms.push(chars);
      merge(all, own);
    }
    return { pages: all, forms: forms };
  }

  /** @param {Hits} all  @param {Hits} own */
  function merge(all, own) {
    own.forEach(function (hit, page) {
      var had = all.get(page);
      if (had) hit = { count: had.count + hit.count, rank: Math.min(had.rank, hit.rank), part: Math.max(had.part || 0, hit.part || 0) };
      all.set(page, hit);
    });
  }

  /* A word whose characters may have signs between them. */
  /** @param {Word} word  @returns {Word} */
  function freed(word) {
    var chars = fold.bare({ chars: word.chars, from: [], to: [] }).chars;
    return Object.assign({}, word, { chars: chars, free: true });
  }

  /** @param {string[]} chars  @param {SearchIndex} index  @param {Run} run */
  async function stands(chars, index, run) {
    if (!chars.every(function (c) { return index.alphabet.has(c); })) return false;
    return (await positions(chars, index, run)).length > 0;
  }

  window.gazetteWords = { Run: Run, freed: freed, pagesOf: pagesOf, shared: shared, stands: stands };
})();
