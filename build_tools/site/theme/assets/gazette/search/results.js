/* What the search page shows: results by page, what was searched, and what to do where nothing was found. */
(function () {
  "use strict";

  var HITS = 3;
  var OTHERWISE = "文中印作别的名称的不计在内；";
  var UNITS = "不论印作哪个名称，单位的任务都在单位页：";
  /** @type {Record<string, string>} */
  var WHY = { pinyin: "读音相同", similar: "只差一字", part: "其中的一部分" };

  /** @type {WeakMap<Node, Found>} */
  var groups = new WeakMap(); // result → the reading that it belongs to

  var engine = window.gazetteSearch;
  var elements = window.gazetteElements;
  var parts = window.gazetteParts;
  var make = elements.make;

  /* ---- one result ---- */

  /** @param {Described} page  @param {Piece} hit  @param {Found} found */
  function hitItem(page, hit, found) {
    var item = make("li");
    var link = elements.makeLink("gz-hit-link", "", parts.pageAddress(page.url, found, hit.anchor));
    var label = parts.labelOf(hit);
    if (label) link.append(make("span", "gz-hit-label", label), " ");
    var text = make("span", "gz-hit-text");
    parts.appendMarked(text, hit.text, hit.marks);
    link.append(text);
    item.append(link);
    return item;
  }

  /** @param {HTMLElement} list  @param {Described} page  @param {Found} found */
  function fillHits(list, page, found) {
    list.textContent = "";
    parts.hitsBesideTitle(page).forEach(function (hit) {
      list.append(hitItem(page, hit, found));
    });
    list.hidden = !list.firstChild;
  }

  /* 另有 N 处: all places of this page, loaded when they are asked for. */
  /** @param {HTMLElement} list  @param {Described} page  @param {ShownEntry} entry */
  function moreButton(list, page, entry) {
    var found = entry.by;
    var button = elements.makeButton("gz-plain", "另有 " + page.more + " 处");
    button.setAttribute("aria-label", "另有 " + page.more + " 处：" + page.title);
    button.addEventListener("click", async function () {
      var shown = list.children.length;
      button.disabled = true;
      try {
        fillHits(list, await engine.describe(entry.page, found, Infinity), found);
        button.remove();
        var next = list.children[shown];
        var link = next && next.querySelector("a");
        if (link) link.focus({ preventScroll: true });
      } catch (error) {
        button.disabled = false;
        button.textContent = error instanceof Error ? error.message : "";
      }
    });
    return button;
  }

  /** @param {Described} page  @param {ShownEntry} entry  @param {boolean} isFirst */
  function result(page, entry, isFirst) {
    var item = make("li", "gz-result");
    var found = entry.by;
    var isNumber = entry.rank === 0;
    var title = make("h2", "gz-result-title");
    var link = elements.makeLink("", "", parts.pageAddress(page.url, found, "", isNumber));
    if (isNumber) title.append(make("span", "gz-tag", found.tag || "文号"), " ");
    parts.appendMarked(link, page.title, parts.rangesIn(page.title, found));
    title.append(link);
    var facts = parts.facts(page).concat(page.kind, page.issue === page.title ? [] : page.issue);
    if (page.count) facts.push(page.count + " 处");
    var hits = make("ul", "gz-hits");
    fillHits(hits, page, found);
    if (isFirst && found.said && !entry.alone) item.append(make("p", "gz-group", groupSaid(found)));
    item.append(title, make("p", "gz-result-facts", facts.filter(Boolean).join("　")), hits);
    if (page.more > 0) item.append(moreButton(hits, page, entry));
    return item;
  }

  /* 不计标点符号，有 3 篇: above the first page of a reading. */
  /** @param {Found} group */
  function groupSaid(group) {
    return group.said + "，有 " + group.pages.length + " 篇";
  }

  /* Append these pages to a list in their order, each as soon as it and those before it are read. */
  /** @param {HTMLElement} list  @param {ShownEntry[]} pages  @param {() => boolean} isWanted */
  async function append(list, pages, isWanted) {
    var before = list.lastChild ? groups.get(list.lastChild) : null;
    var reads = pages.map(function (entry) { return engine.describe(entry.page, entry.by, HITS); });
    reads.forEach(function (read) { read.catch(function () {}); }); // said where it is waited for
    for (var i = 0; i < pages.length; i++) {
      var page = await reads[i];
      if (!isWanted()) return;
      var item = result(page, pages[i], pages[i].by !== before);
      before = pages[i].by;
      groups.set(item, before);
      list.append(item);
    }
  }

  /* Above the results: pages that answer without printing anything. */
  /** @param {Door[]} doors */
  function doorList(doors) {
    var list = make("ul", "gz-ways-in");
    doors.forEach(function (door) {
      var item = make("li");
      item.append(make("span", "gz-tag", door.tag), " ", elements.makeLink("", door.title, parts.doorAddress(door)), "　" + door.note);
      list.append(item);
    });
    return list;
  }

  /* ---- what was searched ---- */

  /** @param {Term[]} words */
  function searchLinks(words) {
    var list = make("span", "gz-others");
    words.forEach(function (word) {
      list.append(elements.makeLink("gz-chip", word.text, parts.searchAddress(word.text)), " ");
    });
    return list;
  }

  /* The number of pages and places, and how the query was read where that is not plain. */
  /** @param {Answer} answer  @param {number} kept  @param {number} all */
  function said(answer, kept, all) {
    var found = answer.found;
    var made = [];
    var others = answer.groups.filter(function (group) { return group.said; }).map(groupSaid);
    var exact = found.pages.length ? counted(answer) : answer.done ? notFound(answer) : "正在检索……";
    if (answer.unheld) return [unheld(answer, kept, all)];
    var line = make("p", "gz-count", [exact].concat(others).filter(Boolean).join("；"));
    if (kept < all) line.append("；所选范围内 " + kept + " 篇");
    made.push(line);
    if (answer.cut) made.push(make("p", "", parts.cutSaid(answer)));
    if (unitsOf(answer).length) made.push(make("p", "", (found.pages.length ? OTHERWISE : "") + UNITS));
    if (found.number) made.push(make("p", "", "文号" + parts.quoted([found.number.text]) + "的文件列在最前。"));
    if (found.pinyin) {
      var read = make("p", "", parts.readAs(found) + "。");
      var alike = found.pinyin.terms.slice(1);
      if (alike.length) read.append("同样拼音的还有：", searchLinks(alike));
      made.push(read);
    } else if (found.also.length) {
      made.push(make("p", "", parts.readAs(found) + "。"));
    }
    return made;
  }

  /* Nobody expects a question to be printed that was understood: it is answered, or said that no text answers it. Of
     what stands nowhere as typed it is said so: what holds its words stands below. */
  /** @param {Answer} answer */
  function notFound(answer) {
    var word = window.gazetteForms.meant(answer.text);
    var isOffice = window.gazetteForms.officeAsked(answer.text) !== "" && unitsOf(answer).length > 0;
    if (!answer.groups.length || (!word && !isOffice)) return (answer.groups.length ? "没有一处逐字印有" : "没有找到") + nameWords(answer.found);
    var isTold = isOffice || answer.doors.some(function (door) { return door.tag === "释义"; });
    return isTold ? "" : "词语释义里没有" + parts.quoted([word]);
  }

  /* Texts print a unit in many ways: what its name finds is no count of what it has to do. */
  /** @param {Answer} answer */
  function counted(answer) {
    var words = nameWords(answer.found);
    return unitsOf(answer).length ? parts.counted(answer.found).replace("找到 ", "印有" + words + "的 ") : parts.counted(answer.found);
  }

  /** @param {Answer} answer */
  function unitsOf(answer) {
    return answer.doors.filter(function (door) { return door.tag === "责任单位"; });
  }

  /* An instrument that is not held: what stands below holds parts of its title and is no answer. */
  /** @param {Answer} answer  @param {number} kept  @param {number} all */
  function unheld(answer, kept, all) {
    var line = make("p", "gz-count");
    line.append(make("span", "gz-tag", "本库未收录"), " ", parts.unheldSaid(answer));
    if (kept < all) line.append("所选范围内 " + kept + " 篇。");
    return line;
  }

  /** @param {Found} found */
  function nameWords(found) {
    var excluded = found.words.filter(function (word) { return word.excluded; });
    var text = parts.quoted(parts.wanted(found.words).map(function (word) { return word.text; }));
    if (found.also.length) text += "（也查了" + parts.quoted(found.also) + "）";
    return text + (excluded.length ? "，不含" + parts.quoted(excluded.map(function (word) { return word.text; })) : "");
  }

  /* ---- nothing found ---- */

  /* Queries that ask for less: without quotation marks, without one of the words. */
  /** @param {Word[]} words */
  function wider(words) {
    var made = [];
    if (words.some(function (word) { return word.quoted; })) {
      var free = words.map(function (word) { return Object.assign({}, word, { quoted: false }); });
      made.push({ text: parts.typed(free), why: "去掉引号" });
    }
    if (words.length > 1 && words.length < 6) {
      words.forEach(function (word, i) {
        var left = words.filter(function (_, k) { return k !== i; });
        if (left.every(function (other) { return other.excluded; })) return;
        made.push({ text: parts.typed(left), why: (word.excluded ? "不排除“" : "去掉“") + word.text + "”" });
      });
    }
    return made;
  }

  /* Those of the queries that find something, with the number of pages; and the engine's own. */
  /** @param {string} text  @param {Found} found  @param {() => boolean} isWanted  @returns {Promise<Helpful[]>} */
  async function helpful(text, found, isWanted) {
    var made = [];
    var tried = wider(found.words).concat(await engine.suggest(text));
    var known = new Set([text]);
    for (var other of tried) {
      if (!isWanted()) return [];
      if (known.has(other.text)) continue;
      known.add(other.text);
      var own = await engine.find(other.text, { printed: false });
      if (!own.pages.length) continue;
      made.push({ text: other.text, why: WHY[other.why] || other.why, pages: own.pages.length });
    }
    return made;
  }

  /** @param {Helpful[]} others */
  function suggestionList(others) {
    var list = make("ul", "gz-widen");
    others.forEach(function (other) {
      var item = make("li", "", other.why + "：");
      var link = elements.makeLink("", other.text, parts.searchAddress(other.text));
      item.append(link, " " + other.pages + " 篇");
      list.append(item);
    });
    return list;
  }

  /** @param {Answer} answer  @param {boolean} printed */
  function none(answer, printed) {
    var found = answer.found;
    var made = make("div", "gz-none");
    if (answer.cut) made.append(make("p", "", parts.cutSaid(answer)));
    if (answer.unheld) made.append(unheld(answer, 0, 0));
    else if (answer.doors.length) made.append(make("p", "", "文件里没有" + nameWords(found) + "这几个字。"));
    else made.append(make("p", "", (parts.wanted(found.words).length > 1 ? "没有一篇同时印有" : "没有找到") + nameWords(found) + (printed ? "（按印本原样）" : "") + "。"));
    return made;
  }

  window.gazetteResults = {
    append: append,
    said: said,
    doorList: doorList,
    none: none,
    nameWords: nameWords,
    helpful: helpful,
    suggestionList: suggestionList,
  };
})();
