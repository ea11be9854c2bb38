/* The search page. What is asked stands in its address: ?q=…&kind=…&year=…&order=date&printed=1 */
(function () {
  "use strict";

  var PAUSE = 200; // milliseconds without a key before it is searched
  var SLOW = 80; // milliseconds until it is said that it works
  var STEP = 10; // results shown at a time
  var INDEXES = [["按日期", "by-date"], ["按文号", "by-number"], ["按发文机关", "by-issuer"], ["按拼音", "by-pinyin"]];

  var engine = window.gazetteSearch;
  var parse = window.gazetteQuery;
  var elements = window.gazetteElements;
  var parts = window.gazetteParts;
  var facets = window.gazetteFacets;
  var results = window.gazetteResults;
  var ways = window.gazetteWays;
  var make = elements.make;
  var asking = document.getElementById("gz-ask");
  if (!asking) return;

  var form = /** @type {HTMLFormElement} */ (asking);
  /** @type {{q: HTMLInputElement, printed: HTMLInputElement, order: RadioNodeList}} */
  var fields = /** @type {any} */ (form.elements);
  var input = fields.q;
  var help = Array.from(document.querySelectorAll("#gz-ask-help, #gz-ask-indexes"));
  var place = /** @type {HTMLElement} */ (document.getElementById("gz-found"));
  var status = make("div", "gz-said");
  var chips = make("div", "gz-chosen");
  var side = make("aside", "gz-facets");
  var main = make("div", "gz-answers");
  var list = make("ol", "gz-results");
  var more = elements.makeButton("gz-more", "");
  var watching = elements.makeLink("gz-chip", "关注这个检索", ""); // below the answers
  var seeWatched = elements.watchable(watching);
  var title = document.title;
  var state = read();
  var settled = address(); // where the reader was before he began to type
  /** @typedef {{answer: Answer, entries: ShownEntry[], facets: Facets, pages: ShownEntry[]}} Current  Found, and shown of it. */
  /** @type {Current | null} */
  var current = null;
  var ticket = 0;
  var timer = 0;
  var composing = false;

  status.setAttribute("role", "status");
  side.setAttribute("aria-label", "筛选");
  side.hidden = more.hidden = watching.hidden = true;
  main.append(chips, list, more, watching);
  place.append(status, side, main);
  form.hidden = false;
  var showFacets = facets.boxes(side, function (facet, value, isChosen) {
    if (isChosen) state.chosen[facet].add(value);
    else state.chosen[facet].delete(value);
    settle();
    render(STEP);
  });

  /* ---- the address ---- */

  function read() {
    var asked = new URLSearchParams(location.search);
    var chosen = facets.none();
    facets.ALL.forEach(function (facet) {
      chosen[facet] = new Set(asked.getAll(facet).filter(Boolean));
    });
    return {
      q: asked.get("q") || "",
      printed: asked.get("printed") === "1",
      order: asked.get("order") === "date" ? "date" : "",
      chosen: chosen,
    };
  }

  function address() {
    var asked = new URLSearchParams();
    if (state.q) asked.set("q", parse.cut(state.q));
    facets.ALL.forEach(function (facet) {
      state.chosen[facet].forEach(function (value) {
        asked.append(facet, value);
      });
    });
    if (state.order) asked.set("order", state.order);
    if (state.printed) asked.set("printed", "1");
    var query = asked.toString();
    return location.pathname + (query ? "?" + query : "");
  }

  /* A step that one can go back from. While typing the address followed the keys: what stood there
     before is put back first. */
  function settle() {
    var next = address();
    if (next === settled) return;
    history.replaceState(null, "", settled);
    history.pushState(null, "", next);
    settled = next;
  }

  function fill() {
    input.value = state.q;
    fields.printed.checked = state.printed;
    fields.order.value = state.order;
  }

  /* ---- searching ---- */

  /** @param {number} [shown] */
  async function run(shown) {
    var own = ++ticket;
    var text = state.q.trim();
    clearTimeout(timer);
    document.title = text ? parse.cut(text) + " - " + title : title;
    help.forEach(function (part) { part.hidden = Boolean(text); });
    place.hidden = !text;
    if (!text) return clear();
    place.setAttribute("aria-busy", "true");
    var slow = setTimeout(function () { say([make("p", "gz-busy", "正在检索……")]); }, SLOW);
    try {
      var read = engine.facets();
      read.catch(function () {}); // said where it is waited for
      await ways.ask(text, { printed: state.printed }, async function (answer) {
        var now = { answer: answer, entries: ways.entriesOf(answer), facets: await read, pages: [] };
        if (own !== ticket) return;
        current = now;
        clearTimeout(slow);
        await render(shown || STEP);
      });
      if (own !== ticket) return;
      watching.href = "lists/watch.html?q=" + encodeURIComponent(text);
      seeWatched();
      watching.hidden = false; // not before: it would move while answers come
    } catch (error) {
      if (own !== ticket || !(error instanceof Error) || error.name === "AbortError") return;
      clear();
      say([make("p", "gz-error", error.message)]);
    } finally {
      clearTimeout(slow);
      if (own === ticket) place.removeAttribute("aria-busy");
    }
  }

  function clear() {
    current = null;
    status.textContent = "";
    chips.textContent = "";
    list.textContent = "";
    more.hidden = watching.hidden = true;
    side.hidden = true;
  }

  /** @param {Answer} answer */
  function doors(answer) {
    return answer.doors.length ? [results.doorList(answer.doors)] : [];
  }

  /** @param {HTMLElement[]} lines */
  function say(lines) {
    status.replaceChildren.apply(status, lines);
  }

  /* ---- showing ---- */

  /** @param {number} shown */
  async function render(shown) {
    if (!current) return;
    var answer = current.answer;
    var sifted = facets.sift(current.entries, current.facets, state.chosen);
    var pages = sifted.kept;
    if (state.order) {
      // The newest has the highest number; a reading of its own stays apart.
      pages = pages.slice().sort(function (a, b) { return a.group - b.group || b.page - a.page; });
    }
    current.pages = pages;
    side.hidden = !current.entries.length;
    showFacets(sifted.counts, state.chosen);
    showChips();
    if (!answer.done && !current.entries.length) return say(doors(answer));
    if (!pages.length) return renderNone(sifted);
    say(results.said(answer, pages.length, current.entries.length).concat(doors(answer)));
    // From the top down, so that nothing that is seen is pushed aside by what comes after it; what stood there
    // already is replaced in one go.
    var target = make("ol", "gz-results");
    if (!list.firstChild) swap(target);
    await fillList(target, 0, shown);
  }

  /* Whether it is still wanted once it is there. */
  /** @param {HTMLOListElement} target  @param {number} from  @param {number} to */
  async function fillList(target, from, to) {
    var now = current;
    if (!now) return false;
    var pages = now.pages;
    function isWanted() {
      return now === current && pages === current?.pages;
    }
    // Results come in one by one: once the last ones do, there are no more to ask for.
    if (to >= pages.length) more.hidden = true;
    await results.append(target, pages.slice(from, to), isWanted);
    if (!isWanted()) return false;
    swap(target);
    var left = pages.length - list.children.length;
    more.hidden = !left;
    more.textContent = "更多（还有 " + left + " 篇）";
    return true;
  }

  /** @param {HTMLOListElement} target */
  function swap(target) {
    if (target === list) return;
    list.replaceWith(target);
    list = target;
  }

  function chosenValues() {
    return facets.ALL.flatMap(function (facet) {
      return Array.from(state.chosen[facet], function (value) { return { facet: facet, value: value }; });
    });
  }

  function chosenFacets() {
    return facets.ALL.filter(function (facet) { return state.chosen[facet].size; });
  }

  function showChips() {
    chips.textContent = "";
    chosenValues().forEach(function (entry) {
      var text = facets.NAMES[entry.facet] + "：" + entry.value + " ✕";
      var button = elements.makeButton("gz-chip", text);
      button.setAttribute("aria-label", "去掉 " + facets.NAMES[entry.facet] + "：" + entry.value);
      button.addEventListener("click", function () {
        state.chosen[entry.facet].delete(entry.value);
        settle();
        render(STEP);
        input.focus();
      });
      chips.append(button);
    });
  }

  /** @param {string} text  @param {() => void} change */
  function wideButton(text, change) {
    var item = make("li");
    var button = elements.makeButton("gz-plain", text);
    button.addEventListener("click", function () {
      change();
      fill();
      settle();
      run();
      input.focus();
    });
    item.append(button);
    return item;
  }

  /* What was searched, and what would find more. */
  /** @param {Sifted} sifted */
  async function renderNone(sifted) {
    var now = current;
    if (!now) return;
    var found = now.answer.found;
    var widen = make("ul", "gz-widen");
    var made;
    list.textContent = "";
    more.hidden = watching.hidden = true;
    if (now.entries.length) {
      var chosen = parts.quoted(chosenValues().map(function (entry) { return entry.value; }));
      var all = results.nameWords(found) + "有 " + now.entries.length + " 篇，都不在所选的" + chosen + "之内。";
      made = make("div", "gz-none");
      made.append(make("p", "", all));
      if (found.pinyin) made.append(make("p", "", parts.readAs(found) + "。"));
      facets.ALL.forEach(function (facet) {
        if (!state.chosen[facet].size || !sifted.without[facet]) return;
        var text = "不限" + facets.NAMES[facet] + "（" + sifted.without[facet] + " 篇）";
        widen.append(wideButton(text, function () { state.chosen[facet].clear(); }));
      });
      if (widen.children.length !== 1 || chosenFacets().length > 1) {
        var free = "不作筛选（" + now.entries.length + " 篇）";
        widen.append(wideButton(free, function () { state.chosen = facets.none(); }));
      }
    } else {
      made = results.none(now.answer, state.printed);
      if (state.printed) widen.append(wideButton("不按印本原样", function () { state.printed = false; }));
    }
    if (widen.firstChild) made.append(widen);
    say(doors(now.answer).concat([made]));
    if (now.entries.length || !now.answer.done) return;
    var others = await results.helpful(now.answer.text, found, function () { return now === current; });
    if (now !== current) return;
    if (others.length) made.append(make("p", "", "可以改查："), results.suggestionList(others));
    var indexes = make("p", "", "也可以从目录查找：");
    INDEXES.forEach(function (entry) {
      indexes.append(elements.makeLink("gz-chip", entry[0], "lists/" + entry[1] + ".html"), " ");
    });
    made.append(indexes);
  }

  /* ---- what the reader does ---- */

  function typed() {
    clearTimeout(timer);
    timer = setTimeout(function () {
      state.q = input.value.trim();
      history.replaceState(null, "", address());
      run();
    }, PAUSE);
  }

  input.addEventListener("compositionstart", function () {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", function () {
    composing = false;
    typed();
  });
  input.addEventListener("input", function () {
    if (!composing) typed();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    state.q = input.value.trim();
    settle();
    run();
  });
  form.addEventListener("change", function (event) {
    if (event.target === input) return;
    state.printed = fields.printed.checked;
    state.order = fields.order.value;
    settle();
    if (event.target === fields.printed) run();
    else render(STEP);
  });
  more.addEventListener("click", async function () {
    var shown = list.children.length;
    await fillList(list, shown, shown + STEP);
    var next = list.children[shown];
    var link = next && next.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  });

  // Back from a result: as many of them as there were, at the same place.
  place.addEventListener("click", function (event) {
    if (!(/** @type {Element} */ (event.target).closest("a"))) return;
    history.replaceState({ shown: list.children.length, top: window.scrollY }, "", location.href);
  });

  async function arrive() {
    var kept = history.state;
    state = read();
    settled = address();
    fill();
    await run(kept && kept.shown);
    if (kept && kept.top) window.scrollTo(0, kept.top);
  }

  window.addEventListener("popstate", arrive);
  engine.prepare().catch(function () {}); // what is missing is said when it is searched
  if (!state.q) input.focus({ preventScroll: true });
  arrive();
})();
