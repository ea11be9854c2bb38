/* What a result shows of a page: the places where the words stand, each with its sentence. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var SEPARATOR = "\u001f"; // between the cells of a row
  var CONTEXT = 50; // characters before and after a hit that are shown of a long sentence

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

  /* The sentence of the first mark, or the piece around it; which may reach into each other. */
  function piece(hit) {
    var text = hit.place.text;
    var first = hit.marks[0];
    var from = Math.max(edge(text, first[0], -1), first[0] - CONTEXT);
    var to = Math.min(edge(text, first[1], 1), Math.max(first[1], first[0] + 2 * CONTEXT));
    if (from > 0 && isLow(text, from)) from--;
    if (isLow(text, to)) to++;
    var head = from > 0 && !isEnd(text[from - 1]) ? "…" : "";
    var tail = to < text.length && !isEnd(text[to - 1]) ? "…" : "";
    var marks = hit.marks
      .filter(function (mark) { return mark[0] >= from && mark[1] <= to; })
      .map(function (mark) { return [mark[0] - from + head.length, mark[1] - from + head.length]; });
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

  /* A page as read from its shard, with at most `limit` places, those with all words first. */
  function describe(read, found, limit) {
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
      issue: read.issue, states: read.states,
      hits: hits.map(function (hit) {
        var said = piece(hit);
        return { anchor: hit.place.anchor, text: said.text, marks: said.marks, label: hit.label };
      }),
      more: total - shown,
    };
  }

  window.gazetteSnippet = { describe: describe };
})();
