/* Shards of the index of build_tools/site/search as the browser reads them: the postings of one layer by the names
   of pairs of characters, or of single ones, and in which shard to look. */
(function () {
  "use strict";

  var shards = window.gazetteShards;
  var KEPT = 32e6; // bytes of postings held in memory
  /** @type {Map<string, PostingShard>} */
  var kept = new Map(); // name → shard, the one used last at the end
  var weight = 0; // of all that is kept
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

  /* What is written down of one name. */
  /** @param {Directory} directory  @param {number} name  @returns {Promise<Uint32Array>} */
  async function numbersOf(directory, name) {
    var bytes = await bytesOf(directory, name);
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

  /* A list of shards, `b0-` and the number of each, by the first name of each. */
  /** @param {RawDirectory} read  @param {string} letter  @param {number} length  @returns {Directory} */
  function directoryOf(read, letter, length) {
    return { first: named(read.first, length), size: read.size, letter: letter, length: length };
  }

  /* What it costs to load what is written down of a name, in KB; next to nothing where it is held. */
  /** @param {Directory} directory  @param {number} name */
  function price(directory, name) {
    var number = lastAtMost(directory.first, name);
    if (number < 0) return 0;
    return directory.size[number] / (kept.has("search/" + directory.letter + number) ? 100 : 1);
  }

  /* The shards that may hold strings with this beginning, by the first string of each. */
  /** @param {string[]} firsts  @param {string} start */
  function shardsFor(firsts, start) {
    var number = Math.max(0, lastAtMost(firsts, start));
    while (number > 0 && firsts[number] === start) number--; // it may begin in the shard before
    var found = [];
    for (; number < firsts.length && (firsts[number] <= start || firsts[number].startsWith(start)); number++) {
      found.push(number);
    }
    return found;
  }

  window.gazettePostings = {
    codeOf: codeOf, pairOf: pairOf, lastAtMost: lastAtMost, directoryOf: directoryOf, numbersOf: numbersOf,
    price: price, shardsFor: shardsFor,
  };
})();
