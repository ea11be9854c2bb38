/* What this browser keeps of what a reader watches: each thing with its lines as they were seen; those of today come
   like shards. Nothing leaves the machine. The list (watch.js) and the links 关注 use it when they are used. */
(function () {
  "use strict";

  var FORM = "gazette-watch";
  var MOST = 60; // characters kept of a line, and results kept of a query: MOST_FOUND
  var MOST_FOUND = 100;
  // documents/xizang-2024-07 · units/la-sa-shi-cai-zheng-ju · targets/491587e1
  var SHARD = /^(?:documents|units|targets)\/[\w-]+$/u;

  var elements = window.gazetteElements;
  var days = window.gazetteDays;
  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var place = new URL(root).pathname + "watch";

  /** @param {any} told  An entry of a list as it was kept or exported; null for what is none. @returns {WatchItem | null} */
  function itemOf(told) {
    if (!told || typeof told !== "object" || typeof told.title !== "string") return null;
    var isQuery = typeof told.q === "string" && told.q.trim() !== "";
    if (!isQuery && !(typeof told.shard === "string" && SHARD.test(told.shard) && typeof told.key === "string")) return null;
    /** @type {Record<string, string>} */
    var seen = {};
    Object.entries(told.seen || {}).forEach(function (entry) {
      if (typeof entry[1] === "string") seen[entry[0]] = entry[1];
    });
    return {
      shard: isQuery ? "" : told.shard, key: isQuery ? "" : told.key, q: isQuery ? told.q : "", title: told.title, seen: seen,
      day: /^\d{4}-\d\d-\d\d$/.test(told.day) ? told.day : days.today(),
    };
  }

  /** @param {unknown} told  @returns {WatchItem[]} */
  function itemsOf(told) {
    var list = told && /** @type {any} */ (told).format === FORM ? /** @type {any} */ (told).items : null;
    if (!Array.isArray(list)) throw new Error("这个文件不是从关注清单导出的");
    return list.map(itemOf).filter(function (item) { return item !== null; });
  }

  function read() {
    try {
      return itemsOf(JSON.parse(localStorage.getItem(place) || "null"));
    } catch (error) {
      return []; // nothing kept yet, or not of this form, or nothing may be kept
    }
  }

  /** @param {WatchItem[]} items */
  function exported(items) {
    return JSON.stringify({ format: FORM, version: 1, items: items }, null, 1);
  }

  /** @param {WatchItem[]} items  @returns {boolean} Whether the browser has kept them. */
  function keep(items) {
    var text = exported(items);
    try {
      localStorage.setItem(place, text);
      return localStorage.getItem(place) === text;
    } catch (error) {
      return false;
    }
  }

  /** @param {WatchItem} one  @param {WatchItem} other */
  function isSame(one, other) {
    return one.shard === other.shard && one.key === other.key && one.q === other.q;
  }

  /** @param {WatchItem} item  @returns {Promise<WatchThing | null>} Null where the site has it no more. */
  async function now(item) {
    if (item.q) return found(item.q);
    try {
      return (await window.gazetteShards.load("watch/" + item.shard))[item.key] || null;
    } catch (error) {
      return null;
    }
  }

  /** @param {string} q  The newest documents that a query finds. @returns {Promise<WatchThing>} */
  async function found(q) {
    var answer = await window.gazetteSearch.find(q, { printed: false });
    var index = await window.gazetteIndex.open();
    var pages = answer.pages.map(function (entry) { return entry.page; }).sort(function (a, b) { return b - a; });
    /** @type {WatchLine[]} */
    var lines = [];
    for (var page of pages.slice(0, MOST_FOUND)) {
      var own = await index.page(page);
      lines.push([own.url, "结果", own.title, own.url]);
    }
    return { title: q, href: "search.html?q=" + encodeURIComponent(q), lines: lines };
  }

  /** @param {string} words */
  function short(words) {
    return words.length > MOST ? words.slice(0, MOST) + "…" : words;
  }

  /** @param {WatchThing} thing */
  function seenOf(thing) {
    return Object.fromEntries(thing.lines.map(function (line) { return [line[0], short(line[2])]; }));
  }

  /* ---- the links 关注 ---- */

  /** @param {HTMLAnchorElement} link  @returns {WatchItem | null} */
  function itemAt(link) {
    var asked = new URLSearchParams(link.search);
    return asked.has("q") || asked.has("add") ? asking(asked) : null;
  }

  /** @param {URLSearchParams} asked  What a link names: ?add=…&of=…, ?q=… @returns {WatchItem | null} */
  function asking(asked) {
    var q = asked.get("q") || "";
    var told = { shard: asked.get("add") || "", key: asked.get("of") || "", q: q };
    return itemOf(Object.assign(told, { title: q || told.key || told.shard, seen: {} }));
  }

  /* 关注 or 已关注, and then the way to the list beside it, where none stands there anyway. */
  /** @param {HTMLAnchorElement} link */
  function mark(link) {
    var item = itemAt(link);
    var isHeld = item && read().some(function (held) { return isSame(held, /** @type {WatchItem} */ (item)); });
    var words = (link.textContent || "").replace(/^已?关注/u, isHeld ? "已关注" : "关注");
    if (link.textContent !== words) link.textContent = words;
    var beside = link.nextElementSibling;
    if (!beside || !beside.classList.contains("gz-watched")) {
      beside = elements.make("span", "gz-watched");
      beside.setAttribute("role", "status");
      link.after(beside);
    }
    var isLed = link.parentElement !== null && link.parentElement.querySelector("a[href$='watch.html']:not(.gz-watched a)") !== null;
    var said = isLed
      ? elements.make("span", "gz-unseen", "已加入关注清单")
      : elements.makeLink("", "看关注清单", root + "lists/watch.html");
    if (Boolean(beside.firstChild) !== isHeld) beside.replaceChildren.apply(beside, isHeld ? [" ", said] : []);
  }

  /* A thing is added as it stands now: all of it is seen. Where that is not to be had, or may not be kept, the list
     says so. */
  /** @param {HTMLAnchorElement} link */
  async function toggle(link) {
    var item = itemAt(link);
    var items = read();
    var thing = item && (await now(item));
    var isKept = false;
    if (item && thing) {
      var own = item;
      var others = items.filter(function (held) { return !isSame(held, own); });
      item.title = thing.title;
      item.seen = seenOf(thing);
      isKept = keep(others.length < items.length ? others : items.concat(item));
    }
    if (isKept) mark(link);
    else location.href = link.href;
  }

  window.gazetteShard("gazette/page/watched", {
    asking: asking, itemsOf: itemsOf, read: read, exported: exported, keep: keep, isSame: isSame, now: now, short: short,
    seenOf: seenOf, mark: mark, toggle: toggle,
  });
})();
