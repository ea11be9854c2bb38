/* All that is shown of a query, told as it is found: the exact places first, and where these are few other
   readings of what was typed, each with words on how it was read. */
(function () {
  "use strict";

  var FEW = 3; // pages; where fewer are found, other readings are tried

  var engine = window.gazetteSearch;
  var fold = window.gazetteFold;
  var parse = window.gazetteQuery;
  var Run = window.gazetteWords.Run;

  function freed(word) {
    var chars = fold.bare({ chars: word.chars, from: [], to: [] }).chars;
    return Object.assign({}, word, { chars: chars, free: true });
  }

  /* 十三五节能 → “十三五”节能: nobody types signs. */
  async function withoutSigns(found, run) {
    if (found.words.some(function (w) { return w.quoted; })) return null;
    var words = found.words.map(freed).filter(function (w) { return w.chars.length; });
    if (words.length < found.words.length) return null;
    return named(await engine.findWords(words, run), "不计标点符号");
  }

  function named(found, said) {
    found.said = said;
    found.free = found.words.some(function (w) { return w.free; });
    return found;
  }

  var READINGS = [withoutSigns];

  /* Pages of a reading that none before it has. */
  function add(answer, group) {
    var known = new Set(answer.groups.flatMap(function (g) {
      return g.pages.map(function (entry) { return entry.page; });
    }));
    group.pages = group.pages.filter(function (entry) { return !known.has(entry.page); });
    if (group.pages.length) answer.groups.push(group);
  }

  /* show(answer) is called whenever more is known of it; the last one is returned. */
  async function ask(text, options, show) {
    var run = new Run();
    var answer = { text: text, found: null, groups: [], doors: [], done: false };
    var doors = engine.doors(text);
    answer.found = await engine.find(text, options, run);
    answer.groups = [answer.found];
    answer.doors = await doors;
    if (answer.found.pages.length) await show(answer);
    if (!options.printed && answer.found.pages.length < FEW) {
      for (var read of READINGS) {
        var group = await read(answer.found, run);
        await run.step();
        if (group) add(answer, group);
      }
    }
    answer.done = true;
    await show(answer);
    return answer;
  }

  /* The pages of all readings, each with the reading that it belongs to. */
  function entriesOf(answer) {
    return answer.groups.flatMap(function (group, i) {
      return group.pages.map(function (entry) { return Object.assign({ by: group, group: i }, entry); });
    });
  }

  window.gazetteWays = { ask: ask, entriesOf: entriesOf };
})();
