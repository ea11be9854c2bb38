/* The matching form of search, as build_tools/site/search/fold.py makes it: one width, case, bracket,
   dot, dash, quotation mark and zero, no spaces; a radical is the character that it looks like; nothing else
   is made alike. Characters are code points, places are UTF-16 indices. */
(function () {
  "use strict";

  /** @type {Record<string, string>} */
  var alike = { "〈": "《", "〉": "》" };
  Array.from("([〔【〖").forEach(function (c) { alike[c] = "("; });
  Array.from(")]〕】〗").forEach(function (c) { alike[c] = ")"; });
  Array.from("•‧・∙⋅").forEach(function (c) { alike[c] = "·"; });
  Array.from("-‐‑‒–−―~〜∼").forEach(function (c) { alike[c] = "—"; });
  Array.from("\"'”‘’„‟‛「」『』〝〞").forEach(function (c) { alike[c] = "“"; });
  Array.from("零○◯").forEach(function (c) { alike[c] = "〇"; });
  var radicals =
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫" +
    "⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶" +
    "⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";
  for (var k = 0; k < radicals.length; k += 2) alike[radicals[k]] = radicals[k + 1];
  // White space, and signs that show nothing (as in Python's str.isspace and in fold.py).
  var unseen = /[\s\u001c-\u001e\u0085\u00ad\u180e\u200b-\u200f\u2060\ufeff]/u;
  var known = new Map([["\u001f", ["\u001f"]]]);

  /** @param {string} c  @returns {string[]} */
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
  /** @param {string} text  @returns {Folded} */
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
  /** @param {Folded} text  @param {string[]} word  @returns {Range2[]} */
  function findIn(text, word) {
    /** @type {Range2[]} */
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

  /* Nobody types them; a full stop parts sentences and is none, a point between two figures is theirs. */
  /** @param {string} c */
  function isSign(c) {
    return c !== "。" && /^\p{P}$/u.test(c);
  }

  /** @param {string | undefined} c */
  function isFigure(c) {
    return c !== undefined && c >= "0" && c <= "9";
  }

  /* A folded text without its signs. */
  /** @param {Folded} text  @returns {Folded} */
  function bare(text) {
    var kept = text.chars.map(function (c, i) {
      return !isSign(c) || (c === "." && isFigure(text.chars[i - 1]) && isFigure(text.chars[i + 1]));
    });
    /** @template T  @param {T[]} list */
    function only(list) { return list.filter(function (_, i) { return kept[i]; }); }
    return { chars: only(text.chars), from: only(text.from), to: only(text.to) };
  }

  /**
   * Where a word stands in a text; `freely`: whatever signs are between its characters.
   * @param {string} text
   * @param {string} word
   * @param {boolean} [freely]
   */
  function find(text, word, freely) {
    var own = fold(text);
    var wanted = fold(word);
    return freely ? findIn(bare(own), bare(wanted).chars) : findIn(own, wanted.chars);
  }

  window.gazetteFold = Object.assign(fold, { find: find, findIn: findIn, bare: bare });
  window.gazetteShard("gazette/search/fold", window.gazetteFold); // for a page that does not search (sift.js)
})();
