/* What the search box, the search page and the marks on a page have in common: elements that hold
   nothing but text, and addresses. */
(function () {
  "use strict";

  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  var days = window.gazetteDays;
  var make = window.gazetteElements.make;

  /* Ranges in order, those that touch or overlap as one. */
  /** @param {Range2[]} ranges */
  function merged(ranges) {
    /** @type {Range2[]} */
    var made = [];
    ranges
      .slice()
      .sort(function (a, b) {
        return a[0] - b[0] || a[1] - b[1];
      })
      .forEach(function (range) {
        var last = made[made.length - 1];
        if (last && range[0] < last[1]) last[1] = Math.max(last[1], range[1]);
        else made.push([range[0], range[1]]);
      });
    return made;
  }

  /* Append a text whose ranges are marked. */
  /** @param {HTMLElement} parent  @param {string} text  @param {Range2[]} ranges */
  function appendMarked(parent, text, ranges) {
    var at = 0;
    merged(ranges).forEach(function (range) {
      parent.append(text.slice(at, range[0]));
      parent.append(make("mark", "", text.slice(range[0], range[1])));
      at = range[1];
    });
    parent.append(text.slice(at));
  }

  /** @param {Word[]} words */
  function wanted(words) {
    return words.filter(function (word) {
      return !word.excluded;
    });
  }

  /* Where the wanted words stand in a short text, such as a title. */
  /** @param {string} text  @param {Found} found */
  function rangesIn(text, found) {
    var texts = wanted(found.words).map(function (word) {
      return word.text;
    });
    return texts.concat(found.also).flatMap(function (word) {
      return window.gazetteFold.find(text, word, found.free);
    });
  }

  /* Words as one would type them. */
  /** @param {Word[]} words */
  function typed(words) {
    return words
      .map(function (word) {
        return (word.excluded ? "-" : "") + (word.quoted ? '"' + word.text + '"' : word.text);
      })
      .join(" ");
  }

  /* The address of a page of the archive on which the words are marked. Of a number that led there
     nothing is marked: the page is what was asked for. */
  /** @param {string} url  @param {Found} found  @param {string} anchor  @param {boolean} [isPlain] */
  function pageAddress(url, found, anchor, isPlain) {
    var asked = new URLSearchParams();
    if (!isPlain) {
      asked.set("q", typed(wanted(found.words)));
      found.also.forEach(function (other) {
        asked.append("also", other);
      });
      if (found.printed) asked.set("printed", "1");
      if (found.free) asked.set("free", "1");
    }
    var query = asked.toString();
    return root + url + (query ? "?" + query : "") + (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  /* The address of a page that answers without printing anything. */
  /** @param {Door} door */
  function doorAddress(door) {
    return root + door.url;
  }

  /** @param {string} text */
  function searchAddress(text) {
    return root + "search.html?" + new URLSearchParams({ q: text }).toString();
  }

  /* Its number, its day, and the state of the text as of the reader's own day. */
  /** @param {Described} page */
  function facts(page) {
    var state = days.begun(page.states, function (entry) { return entry[0]; });
    return [page.number, days.said(page.date), state ? state[2] : ""].filter(Boolean);
  }

  /* Where a hit stands, unless its text begins with that. */
  /** @param {Piece} hit */
  function labelOf(hit) {
    var label = window.gazetteFold(hit.label || "").chars.join("");
    var start = window.gazetteFold(hit.text).chars.join("").slice(0, label.length);
    return start === label ? "" : hit.label;
  }

  /* The places of a page that say more than its title does. */
  /** @param {Described} page */
  function hitsBesideTitle(page) {
    return page.hits.filter(function (hit) {
      return hit.text !== page.title;
    });
  }

  /** @param {Found} found */
  function counted(found) {
    return "找到 " + found.pages.length + " 篇，" + found.total + " 处";
  }

  /* 6 篇，51 处, and the pages of the other readings. */
  /** @param {Answer} answer */
  function sum(answer) {
    var exact = answer.found.pages.length ? answer.found.pages.length + " 篇，" + answer.found.total + " 处" : "";
    var others = answer.groups.reduce(function (n, group) { return n + (group === answer.found ? 0 : group.pages.length); }, 0);
    return [exact, others ? (exact ? "另 " : "") + others + " 篇" : ""].filter(Boolean).join("，");
  }

  /** @param {string[]} texts */
  function quoted(texts) {
    return texts
      .map(function (text) {
        return "“" + text + "”";
      })
      .join("");
  }

  /* How what was searched differs from what was typed; "" where it does not. */
  /** @param {Found} found */
  function readAs(found) {
    if (found.pinyin) return quoted([found.pinyin.typed]) + "按拼音查" + quoted([found.pinyin.terms[0].text]);
    if (found.also.length) return "也查了" + quoted(found.also);
    return "";
  }

  /** @param {Answer} answer */
  function cutSaid(answer) {
    return "输入过长，只查了前 " + Array.from(answer.text).length + " 个字。";
  }

  /* Of the title of an instrument that nothing prints: what is said behind 本库未收录; "" of all else. */
  /** @param {Answer} answer */
  function unheldSaid(answer) {
    if (!answer.unheld) return "";
    var said = "《" + answer.unheld + "》，收录的文件也没有提到它。";
    var group = answer.groups[0];
    if (!group) return said;
    var words = quoted(group.words.map(function (word) { return word.text.replace(/[《》]/gu, ""); }));
    return said + "以下 " + group.pages.length + " 篇只含其中的" + words + "。";
  }

  /* The same of all readings. */
  /** @param {Answer} answer */
  function howRead(answer) {
    if (answer.unheld) return "本库未收录" + unheldSaid(answer);
    var others = answer.groups.map(function (group) { return group.said ? group.said + "，有 " + group.pages.length + " 篇" : ""; });
    return [answer.cut ? cutSaid(answer) : "", readAs(answer.found)].concat(others).filter(Boolean).join("；");
  }

  /* Whether a key belongs to an input method that is still composing (229 in Safari). */
  /** @param {KeyboardEvent} event */
  function isComposing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  window.gazetteParts = {
    merged: merged,
    appendMarked: appendMarked,
    rangesIn: rangesIn,
    wanted: wanted,
    typed: typed,
    pageAddress: pageAddress,
    doorAddress: doorAddress,
    searchAddress: searchAddress,
    facts: facts,
    labelOf: labelOf,
    hitsBesideTitle: hitsBesideTitle,
    counted: counted,
    quoted: quoted,
    cutSaid: cutSaid,
    readAs: readAs,
    unheldSaid: unheldSaid,
    howRead: howRead,
    sum: sum,
    isComposing: isComposing,
  };
})();
