/* All that is shown of a query, told as it is found: what it names, the exact places, and where these are few
   other readings of what was typed, each with words on how it was read. */
(function () {
  "use strict";

  var FEW = 3; // pages; where fewer are found, other readings are tried
  // 怎样离线阅读, 表格怎么下载: of this site, which says it at the door of that name (site/search/doors.py)
  var OF_SITE = /离线|脱机|下载|excel|xlsx|csv|订阅|rss|打印|怎样引用|引用格式|最近更新|有什么变化|错别字|纠错|无障碍/iu;

  var engine = window.gazetteSearch;
  var forms = window.gazetteForms;
  var parse = window.gazetteQuery;
  var Run = window.gazetteWords.Run;
  var freed = window.gazetteWords.freed;

  /** @param {{text: string}[]} words */
  function quoted(words) {
    return words.map(function (w) { return "“" + w.text + "”"; }).join("");
  }

  /* 十三五节能 → “十三五”节能: nobody types signs. */
  /** @param {Found} found  @param {Run} run  @returns {Promise<Found | null>} */
  async function withoutSigns(found, run) {
    if (found.words.some(function (w) { return w.quoted; })) return null;
    var words = found.words.map(freed).filter(function (w) { return w.chars.length; });
    if (words.length < found.words.length) return null;
    return Object.assign({}, await engine.findWords(words, run), { free: true, said: "不计标点符号" });
  }

  /* 十二月十七日 → 12月17日, 第15条 → 第十五条, 2024-12-17 → 2024年12月17日. */
  /** @param {Found} found  @param {Run} run  @param {string} text  @returns {Promise<Found | null>} */
  async function otherNumerals(found, run, text) {
    var day = forms.day(text);
    var other = day ? day.said : forms.otherNumerals(text);
    if (!other || other === text || found.words.some(function (w) { return w.quoted; })) return null;
    var words = parse.words(other);
    return Object.assign({}, await engine.findWords(words, run), { said: "查“" + other + "”" });
  }

  /* 什么是母基金 → 母基金; 市财政局的任务 → 市财政局. */
  /** @param {Found} found  @param {Run} run  @param {string} text  @returns {Promise<Found | null>} */
  async function whatIsAskedFor(found, run, text) {
    var word = forms.meant(text) || forms.officeAsked(text);
    if (!word || found.words.some(function (w) { return w.quoted; })) return null;
    return Object.assign({}, await engine.findWords(parse.words(word), run), { said: "查“" + word + "”" });
  }

  /* Each word by itself may be pinyin: lasa kongqi, kqzl方案. */
  /** @param {Found} found  @param {Run} run  @param {string} text  @returns {Promise<Found | null>} */
  async function byPinyin(found, run, text) {
    if (found.pinyin || !/[a-z]{2}/iu.test(text)) return null;
    var index = await engine.prepare();
    var names = await engine.later("names");
    var words = [];
    for (var word of found.words) {
      if (word.quoted || word.excluded) words.push(word);
      else for (var part of word.text.match(/[a-zü'’]+|[^a-zü'’]+/giu) || []) {
        var isSound = /^[a-zü]/iu.test(part);
        var terms = isSound ? await names.termsOf(part, index) : [];
        if (isSound && !terms.length) return null;
        words.push(parse.words(isSound ? terms[0].text : part)[0]);
      }
    }
    words = words.filter(Boolean);
    var said = quoted([{ text: text }]) + "按拼音查" + quoted(words);
    return Object.assign({}, await engine.findWords(words, run), { said: said });
  }

  /* Readings that are tried: always, where few pages were found, where none was. */
  /** @param {Found} found  @param {string} text */
  function readings(found, text) {
    var few = found.pages.length < FEW;
    var isPlain = /^[\sa-zü'’]+$/iu.test(text);
    return [otherNumerals].concat(few ? [whatIsAskedFor, withoutSigns] : [], few || isPlain ? [byPinyin] : []);
  }

  /* A reading with those of its pages that no reading before it has; null where there are none. */
  /** @param {Found} group  @param {Found[]} groups */
  function rest(group, groups) {
    var known = new Set(groups.flatMap(function (g) { return g.pages; }).map(function (entry) { return entry.page; }));
    var pages = group.pages.filter(function (entry) { return !known.has(entry.page); });
    return pages.length ? Object.assign({}, group, { pages: pages }) : null;
  }

  /* What leads to documents without being words of them. */
  /** @param {Answer} answer  @param {string} text  @param {Run} run */
  async function lead(answer, text, run) {
    var doors = engine.doors(text);
    doors.catch(function () {}); // said where it is waited for
    var isNamed = forms.partNumber(text) || forms.day(text) || forms.placeBehind(text);
    var leads = isNamed ? await engine.later("leads") : null;
    var [places, lists] = leads
      ? await Promise.all([leads.places(text, run), Promise.all(leads.lists(text))])
      : [null, []];
    answer.doors = (places ? places.doors : []).concat(await doors);
    answer.groups = [...lists, places].flatMap(function (list) {
      return list && list.pages.length ? [Object.assign({}, engine.foundOf(list.words), list)] : [];
    });
  }

  /* show(answer) is called whenever more of it is to be shown; the whole is returned. */
  /** @param {string} typed  @param {SearchOptions} options  @param {(answer: Answer) => void | Promise<void>} show  @returns {Promise<Answer>} */
  async function ask(typed, options, show) {
    var run = new Run();
    var text = parse.cut(typed);
    var found = engine.foundOf(parse.words(text));
    /** @type {Answer} */
    var answer = { text: text, cut: text !== typed.trim(), groups: [], doors: [], unheld: "", done: false, found: found };
    var leading = options.printed ? Promise.resolve() : lead(answer, text, run);
    var finding = engine.find(text, options, run);
    var isFound = false;
    finding.then(function () { isFound = true; }, function () {}); // what is wrong is said where it is waited for
    await leading;
    if (!isFound && (answer.groups.length || answer.doors.length)) await show(answer);
    answer.found = await finding;
    if (answer.found.pinyin) answer.doors = answer.doors.concat(await engine.doors(answer.found.pinyin.terms[0].text));
    if (answer.found.pages.length) {
      answer.groups = answer.groups.concat(answer.found);
      await show(answer);
    }
    var shown = answer.found.pages.length && answer.groups.length;
    if (!options.printed) await readOtherwise(answer, text, run);
    answer.done = true;
    if (!shown || answer.groups.length !== shown) await show(answer);
    return answer;
  }

  /* What was typed, where it is one word; "" where it is quoted or more. */
  /** @param {Found} found */
  function soleWord(found) {
    return found.words.length === 1 && !found.words[0].quoted ? found.words[0].text : "";
  }

  /** @param {Answer} answer  @param {string} text  @param {Run} run */
  async function readOtherwise(answer, text, run) {
    for (var read of readings(answer.found, text)) {
      var group = await read(answer.found, run, text);
      await run.step();
      var more = group && rest(group, answer.groups);
      if (more) answer.groups = answer.groups.concat(more);
    }
    var name = soleWord(answer.found);
    if (answer.found.pages.length < FEW && window.gazetteOffices.isOffice(name)) {
      var units = await (await engine.later("units")).read(answer.found, run);
      if (!answer.doors.length) answer.doors = units.doors;
      var named = units.group && rest(units.group, answer.groups);
      if (named) answer.groups = answer.groups.concat(named);
    }
    if (answer.groups.length || (answer.doors.length && !forms.officeAsked(text))) return;
    answer.unheld = forms.isInstrument(name) ? name.replace(/^《(.*)》$/u, "$1") : "";
    var asked = await (await engine.later("question")).read(answer.found, run);
    if (asked) answer.groups = [asked];
    var ofSite = OF_SITE.exec(text);
    if (ofSite && !answer.doors.length) answer.doors = await engine.doors(ofSite[0]);
  }

  /* The pages of all readings, each once, with the reading that it belongs to. */
  /** @param {Answer} answer  @returns {ShownEntry[]} */
  function entriesOf(answer) {
    var known = new Set();
    return answer.groups.flatMap(function (group, i) {
      return group.pages.filter(function (entry) {
        var isNew = !known.has(entry.page);
        known.add(entry.page);
        return isNew;
      }).map(function (entry) {
        return Object.assign({ by: group, group: i, alone: answer.groups.length === 1 }, entry);
      });
    });
  }

  window.gazetteWays = { ask: ask, entriesOf: entriesOf };
})();
