/* What a result shows of a page: the places where the words stand, each with its sentence. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var SEPARATOR = "\u001f"; // between the cells of a row
  var CONTEXT = 50; // characters before and after a hit that are shown of a long sentence
  /** @type {WeakMap<Place, Folded>} */
  var whole = new WeakMap(); // place → its folded text, while the index holds it
  /** @type {WeakMap<Place, Folded>} */
  var bare = new WeakMap(); // the same without signs

  /* Where the wanted words stand in a place: [from, up to, which word], from left to right. */
  /** @param {Place} place  @param {Found} found  @returns {Mark[]} */
  function marksOf(place, found) {
    var folded = foldedOf(place, found.free);
    var wanted = found.words.filter(function (w) { return !w.excluded; });
    return wanted.flatMap(function (word, which) {
      var ranges = found.printed
        ? literal(place.text, word.text)
        : (word.forms || [word.chars]).flatMap(function (chars) { return fold.findIn(folded, chars); });
      return ranges.map(function (range) { return /** @type {Mark} */ ([range[0], range[1], which]); });
    }).sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  /** @param {Place} place  @param {boolean | undefined} free  @returns {Folded} */
  function foldedOf(place, free) {
    var own = whole.get(place) || fold(place.text);
    whole.set(place, own);
    if (!free) return own;
    var freed = bare.get(place) || fold.bare(own);
    bare.set(place, freed);
    return freed;
  }

  /** @param {string} text  @param {string} word  @returns {Range2[]} */
  function literal(text, word) {
    /** @type {Range2[]} */
    var found = [];
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
    return found;
  }

  /* The sentence of the first mark, or the piece around it, with the marks that lie in it. */
  /** @param {Place} place  @param {Mark[]} marks  @returns {Piece} */
  function piece(place, marks) {
    var text = place.text;
    var first = marks[0];
    var from = Math.max(edge(text, first[0], -1), first[0] - CONTEXT);
    var to = Math.min(edge(text, first[1], 1), Math.max(first[1], first[0] + 2 * CONTEXT));
    if (from > 0 && isLow(text, from)) from--;
    if (isLow(text, to)) to++;
    while (text[from] === SEPARATOR) from++;
    var head = from > 0 && !isEnd(text[from - 1]) ? "…" : "";
    var tail = to < text.length && !isEnd(text[to - 1]) ? "…" : "";
    var own = marks.filter(function (mark) { return mark[1] <= to; });
    return {
      anchor: place.anchor,
      text: head + text.slice(from, to).split(SEPARATOR).join("｜") + tail,
      marks: own.map(function (mark) { return [mark[0] - from + head.length, mark[1] - from + head.length]; }),
      words: new Set(own.map(function (mark) { return mark[2]; })),
      count: counted(own),
      to: to,
      label: place.label,
    };
  }

  /* A place as pieces: every mark lies in exactly one of them. */
  /** @param {Place} place  @param {Mark[]} marks */
  function piecesOf(place, marks) {
    var made = [];
    while (marks.length) {
      var next = piece(place, marks);
      made.push(next);
      marks = marks.filter(function (mark) { return mark[1] > next.to; });
    }
    return made;
  }

  /* How many marks one sees: those that reach into each other are one. */
  /** @param {Mark[]} marks */
  function counted(marks) {
    var end = -1;
    return marks.filter(function (mark) {
      var isNew = mark[0] >= end;
      end = Math.max(end, mark[1]);
      return isNew;
    }).length;
  }

  /** @param {string} text  @param {number} at */
  function isLow(text, at) {
    var code = text.charCodeAt(at);
    return code >= 0xdc00 && code < 0xe000;
  }

  /** @param {string} c */
  function isEnd(c) {
    return "。；！？".indexOf(c) >= 0;
  }

  /** @param {string} text  @param {number} at  @param {number} way */
  function edge(text, at, way) {
    if (way < 0) {
      while (at > 0 && !isEnd(text[at - 1])) at--;
    } else {
      while (at < text.length && !isEnd(text[at - 1])) at++;
    }
    return at;
  }

  /* The piece with most of the words first, then for each word that it lacks one that has it, then the
     others: those with most words before, in print order. `needed` of them show every word. */
  /** @param {Piece[]} pieces */
  function ordered(pieces) {
    var left = new Set(pieces.flatMap(function (p) { return Array.from(p.words); }));
    var first = [];
    /** @param {Piece} p */
    function gain(p) {
      return Array.from(p.words).filter(function (word) { return left.has(word); }).length;
    }
    while (left.size) {
      var best = pieces.reduce(function (a, b) { return gain(b) > gain(a) ? b : a; });
      best.words.forEach(function (word) { left.delete(word); });
      first.push(best);
    }
    var chosen = new Set(first);
    var rest = pieces.filter(function (p) { return !chosen.has(p); });
    rest.sort(function (a, b) { return b.words.size - a.words.size; });
    return { pieces: first.concat(rest), needed: first.length };
  }

  /* A page as read from its shard: at most `limit` pieces of it, or as many as show every word. `count` is
     how many marks the page has when it is opened, `more` how many of them are not shown here. */
  /** @param {ReadPage} read  @param {Found} found  @param {number} limit  @returns {Described} */
  function describe(read, found, limit) {
    var label = "";
    var count = 0;
    var pieces = read.places.flatMap(function (place) {
      if (place.zone !== 3 && place.label) label = place.label;
      var marks = marksOf(place, found);
      var own = piecesOf(place, marks);
      count += counted(marks);
      own.forEach(function (p) { p.label = p.label || label; });
      return own;
    });
    var order = ordered(pieces);
    var shown = order.pieces.slice(0, Math.max(limit, order.needed));
    var seen = shown.reduce(function (n, p) { return n + p.count; }, 0);
    return {
      url: read.url, title: read.title, number: read.number, date: read.date, kind: read.kind,
      issue: read.issue, states: read.states, hits: shown, count: count, more: count - seen,
    };
  }

  window.gazetteSnippet = { describe: describe };
})();
