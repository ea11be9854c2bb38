/* What a reader typed → words to find, a document number, or syllables. Nothing is loaded here. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var LONGEST = 200;

  /** @param {string} text  @param {boolean} quoted  @param {boolean} excluded  @returns {Word} */
  function word(text, quoted, excluded) {
    return { text: text, quoted: quoted, excluded: excluded, chars: fold(text).chars };
  }

  /* What is searched of a text: as many characters as a long title has several times over. */
  /** @param {string} text */
  function cut(text) {
    var chars = Array.from(text.trim());
    return chars.length > LONGEST ? chars.slice(0, LONGEST).join("") : text.trim();
  }

  /* Several words are all wanted, "quoted" ones as they stand, -such not. A quotation mark that does
     not enclose a whole word, and a lone - word, are characters like others. */
  /** @param {string} text  @returns {Word[]} */
  function words(text) {
    var found = [];
    var pattern = /(-?)"([^"]*[^"\s][^"]*)"(?=\s|$)|(\S+)/gu;
    text = text.replace(/\u001f/gu, " ").replace(/＂/gu, '"').replace(/(^|\s)－(?=\S)/gu, "$1-");
    for (var match of text.matchAll(pattern)) {
      if (match[2] !== undefined) found.push(word(match[2], true, match[1] === "-"));
      else if (/^-./u.test(match[3])) found.push(word(match[3].slice(1), false, true));
      else found.push(word(match[3], false, false));
    }
    if (!found.some(function (w) { return !w.excluded; })) {
      found = text.trim() ? [word(text.trim(), false, false)] : [];
    }
    return apart(found.filter(function (w) { return w.chars.length; }));
  }

  /* Each word once; and one that stands within another wanted one adds nothing to it: every place of the
     longer is one of the shorter, and one mark. */
  /** @param {Word[]} found */
  function apart(found) {
    return found.filter(function (w, i) {
      return !found.some(function (other, k) {
        if (other === w || other.excluded !== w.excluded || (w.quoted && !other.quoted)) return false;
        var same = other.chars.length === w.chars.length;
        var within = w.excluded ? same && isWithin(w.chars, other.chars) : isWithin(w.chars, other.chars);
        return within && (!same || other.quoted !== w.quoted || k < i);
      });
    });
  }

  /** @param {string[]} chars  @param {string[]} longer */
  function isWithin(chars, longer) {
    for (var at = 0; at + chars.length <= longer.length; at++) {
      if (chars.every(function (c, i) { return longer[at + i] === c; })) return true;
    }
    return false;
  }

  /* 藏政发〔2024〕11号, 藏政发2024 11, 藏政发(2024)11号, 国务院令第735号 → the key of the number and
     how it is printed; null where the text is none. */
  /** @param {string} text  @returns {DocumentNumber | null} */
  function number(text) {
    var plain = text.normalize("NFKC").replace(/[()[\]〔〕【】〖〗第年号號\-_/]/gu, " ").trim();
    var match =
      /^(\D*[^\d\s])\s*(\d{4})\s+(\d{1,6})$/u.exec(plain) ||
      /^(\D*[^\d\s])\s*((?:19|20)\d\d)(\d{1,4})$/u.exec(plain) ||
      /^(\D*(?:令|字|公告))\s*()(\d{1,12})$/u.exec(plain);
    if (!match) return null;
    var organ = match[1].replace(/\s+/gu, "").replace(/^中华人民共和国(?=.)/u, "");
    var serial = String(Number(match[3]));
    if (!match[2]) return { key: keyed([organ, serial]), text: organ + "第" + serial + "号" };
    return { key: keyed([organ, match[2], serial]), text: organ + "〔" + match[2] + "〕" + serial + "号" };
  }

  /** @param {string[]} parts */
  function keyed(parts) {
    return parts.filter(Boolean).map(function (p) { return fold(p).chars.join(""); }).join("/");
  }

  /* What the keys of numbers begin with that are still being typed: 藏政发2024 1 → 藏政发/2024/1. */
  /** @param {string} text */
  function numberStart(text) {
    var plain = text.normalize("NFKC").replace(/[()[\]〔〕【】〖〗第年号號\-_/]/gu, " ").trim();
    var match = /^(\D*[^\d\s])\s*(\d{0,4})(?:\s*(\d{1,6}))?$/u.exec(plain);
    if (!match) return "";
    var organ = match[1].replace(/\s+/gu, "");
    return keyed([organ, match[2], match[3]]);
  }

  /* Letters → the ways to read them as syllables or initials, the fewest parts first:
     "kongqi zhil" → [["kong","qi","zhi","l"]], "kqzl" → [["k","q","z","l"]]. */
  /** @param {string} text  @param {Set<string>} syllables  @returns {string[][]} */
  function readings(text, syllables) {
    var parts = text.toLowerCase().replace(/ü/gu, "v").split(/[\s'’]+/u).filter(Boolean);
    if (!parts.length || !parts.every(function (p) { return /^[a-z]+$/u.test(p); })) return [];
    /** @type {string[][]} */
    var ways = [[]];
    parts.forEach(function (part) {
      var own = partings(part, syllables);
      ways = ways.flatMap(function (way) {
        return own.map(function (more) { return way.concat(more); });
      }).slice(0, 12);
    });
    return ways.filter(function (way) { return way.length > 1; });
  }

  /** @param {string} letters  @param {Set<string>} syllables  @returns {string[][]} */
  function partings(letters, syllables) {
    /** @type {string[][]} */
    var found = [];
    (function part(/** @type {string} */ rest, /** @type {string[]} */ taken) {
      if (found.length > 200) return;
      if (!rest) return void found.push(taken);
      for (var n = Math.min(6, rest.length); n > 0; n--) {
        var head = rest.slice(0, n);
        var initial = n === 1 || /^[zcs]h$/u.test(head);
        var last = n === rest.length;
        if (syllables.has(head) || (initial && /^[^aeiouv]/u.test(head)) || (last && begins(head, syllables))) {
          part(rest.slice(n), taken.concat(head));
        }
      }
    })(letters, []);
    found.sort(function (a, b) { return a.length - b.length; });
    return found.slice(0, 6);
  }

  /** @param {string} head  @param {Set<string>} syllables */
  function begins(head, syllables) {
    for (var syllable of syllables) if (syllable.startsWith(head)) return true;
    return false;
  }

  /* Whether the syllables of a name begin as typed: whole ones, initials, and the last one unfinished. */
  /** @param {string[]} reading  @param {string[]} way */
  function readsAs(reading, way) {
    if (reading.length < way.length) return false;
    return way.every(function (typed, i) {
      var short = typed.length === 1 || /^[zcs]h$/u.test(typed) || i === way.length - 1;
      return short ? reading[i].startsWith(typed) : reading[i] === typed;
    });
  }

  window.gazetteQuery = {
    cut: cut, words: words, number: number, numberStart: numberStart, readings: readings, readsAs: readsAs,
  };
})();
