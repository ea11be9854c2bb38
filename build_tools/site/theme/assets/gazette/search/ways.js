/* All that is shown of a query, told as it is found: what it names, the exact places, and where these are few
   other readings of what was typed, each with words on how it was read. */
(function () {
  "use strict";

  var FEW = 3; // pages; where fewer are found, other readings are tried

  var engine = window.gazetteSearch;
  var forms = window.gazetteForms;
  var parse = window.gazetteQuery;
  var Run = window.gazetteWords.Run;
  var freed = window.gazetteWords.freed;

  function quoted(words) {
    return words.map(function (w) { return "“" + w.text + "”"; }).join("");
  }

  /* 十三五节能 → “十三五”节能: nobody types signs. */
  async function withoutSigns(found, run) {
    if (found.words.some(function (w) { return w.quoted; })) return null;
    var words = found.words.map(freed).filter(function (w) { return w.chars.length; });
    if (words.length < found.words.length) return null;
    var group = await engine.findWords(words, run);
    group.free = true;
    group.said = "不计标点符号";
    return group;
  }

  /* 十二月十七日 → 12月17日, 第15条 → 第十五条, 2024-12-17 → 2024年12月17日. */
  async function otherNumerals(found, run, text) {
    var day = forms.day(text);
    var other = day ? day.said : forms.otherNumerals(text);
    if (!other || other === text || found.words.some(function (w) { return w.quoted; })) return null;
    var words = parse.words(other);
    return Object.assign(await engine.findWords(words, run), { said: "查“" + other + "”" });
  }

  /* Each word by itself may be pinyin: lasa kongqi, kqzl方案. */
  async function byPinyin(found, run, text) {
    if (found.pinyin || !/[a-z]{2}/iu.test(text)) return null;
    var index = await engine.prepare();
    var names = await engine.later("names");
    var words = [];
    for (var word of found.words) {
      if (word.quoted || word.excluded) words.push(word);
      else for (var part of word.text.match(/[a-zü'’]+|[^a-zü'’]+/giu)) {
        var isSound = /^[a-zü]/iu.test(part);
        var terms = isSound ? await names.termsOf(part, index) : [];
        if (isSound && !terms.length) return null;
        words.push(parse.words(isSound ? terms[0].text : part)[0]);
      }
    }
    words = words.filter(Boolean);
    var group = await engine.findWords(words, run);
    group.said = quoted([{ text: text }]) + "按拼音查" + quoted(words);
    return group;
  }

  /* Readings that are tried: always, where few pages were found, where none was. */
  function readings(found, text) {
    var few = found.pages.length < FEW;
    var isPlain = /^[\sa-zü'’]+$/iu.test(text);
    return [otherNumerals].concat(few ? [withoutSigns] : [], few || isPlain ? [byPinyin] : []);
  }

  /* Those of its pages that no reading before it has; null where there are none. */
  function rest(group, groups) {
    var known = new Set(groups.flatMap(function (g) { return g.pages; }).map(function (entry) { return entry.page; }));
    group.pages = group.pages.filter(function (entry) { return !known.has(entry.page); });
    return group.pages.length ? group : null;
  }

  function nothing() {
    return { doors: [], pages: [] };
  }

  /* What leads to documents without being words of them. */
  async function lead(answer, text, run) {
    var doors = engine.doors(text);
    doors.catch(function () {}); // said where it is waited for
    var isNamed = forms.partNumber(text) || forms.day(text) || forms.placeBehind(text);
    var leads = isNamed ? await engine.later("leads") : { lists: [], places: nothing };
    var asked = [leads.places(text, run)].concat(leads.lists.map(function (read) { return read(text); }));
    var [places, ...lists] = await Promise.all(asked);
    doors = await doors;
    answer.doors = places.doors.concat(doors);
    answer.groups = lists.concat(places).filter(function (list) { return list && list.pages.length; }).map(function (list) {
      return Object.assign(engine.foundOf(list.words), list);
    });
  }

  /* show(answer) is called whenever more of it is to be shown; the whole is returned. */
  async function ask(typed, options, show) {
    var run = new Run();
    var text = parse.cut(typed);
    var answer = { text: text, cut: text !== typed.trim(), groups: [], doors: [], done: false };
    answer.found = engine.foundOf(parse.words(text));
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

  async function readOtherwise(answer, text, run) {
    for (var read of readings(answer.found, text)) {
      var group = await read(answer.found, run, text);
      await run.step();
      if (group && rest(group, answer.groups)) answer.groups = answer.groups.concat(group);
    }
    if (answer.groups.length || answer.doors.length) return;
    var asked = await (await engine.later("question")).read(answer.found, run);
    if (asked) answer.groups = [asked];
  }

  /* The pages of all readings, each once, with the reading that it belongs to. */
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
