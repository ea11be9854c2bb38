/* The matching form of search, as build_tools/search_fold.py makes it: one width, case, bracket and
   dot, no spaces; nothing else is made alike. Characters are code points, places are UTF-16 indices. */
(function () {
  "use strict";

  var alike = { "〈": "《", "〉": "》" };
  Array.from("([〔【〖").forEach(function (c) { alike[c] = "("; });
  Array.from(")]〕】〗").forEach(function (c) { alike[c] = ")"; });
  Array.from("•‧・∙⋅").forEach(function (c) { alike[c] = "·"; });
  // White space, and signs that show nothing (as in Python's str.isspace and in search_fold.py).
  var unseen = /[\s\u001c-\u001e\u0085\u00ad\u180e\u200b-\u200f\u2060\ufeff]/u;
  var known = new Map([["\u001f", ["\u001f"]]]);

  function foldedChar(c) {
    var made = known.get(c);
    if (!made) {
      made = Array.from(c.normalize("NFKC").toLowerCase()).filter(function (x) {
        return !unseen.test(x);
      }).map(function (x) {
        return alike[x] || x;
      });
      known.set(c, made);
    }
    return made;
  }

  /* The folded characters of a text, and for each where it was printed: from, up to before to. */
  function fold(text) {
    var chars = [];
    var from = [];
    var to = [];
    var at = 0;
    for (var c of text) {
      for (var x of foldedChar(c)) {
        chars.push(x);
        from.push(at);
        to.push(at + c.length);
      }
      at += c.length;
    }
    return { chars: chars, from: from, to: to };
  }

  /* Where the folded characters of a word stand in a folded text: [start, end] in the printed text,
     from left to right, none over another. */
  function findIn(text, word) {
    var found = [];
    var n = word.length;
    if (!n) return found;
    for (var i = 0; i + n <= text.chars.length; i++) {
      var k = 0;
      while (k < n && text.chars[i + k] === word[k]) k++;
      if (k < n) continue;
      found.push([text.from[i], text.to[i + n - 1]]);
      i += n - 1;
    }
    return found;
  }

  fold.find = function (text, word) {
    return findIn(fold(text), fold(word).chars);
  };
  fold.findIn = findIn;
  window.gazetteFold = fold;
})();
