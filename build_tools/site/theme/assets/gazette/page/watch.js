/* 关注清单: what this browser keeps of what a reader watches, and what is new of it since it was last seen. The links
   关注 lead here and name what to add (?add=…&of=…, ?q=…): no other page has work for it. Each thing is kept with its
   lines as they were seen; those of today come like shards. Nothing leaves the machine. */
(function () {
  "use strict";

  var FORM = "gazette-watch";
  var MOST = 60; // characters kept of a line, and results kept of a query: MOST_FOUND
  var MOST_FOUND = 100;
  // documents/xizang-2024-07 · units/la-sa-shi-cai-zheng-ju · targets/491587e1
  var SHARD = /^(?:documents|units|targets)\/[\w-]+$/u;

  var elements = window.gazetteElements;
  var make = elements.make;
  var days = window.gazetteDays;
  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var place = new URL(root).pathname + "watch";
  /** @param {string} id  @returns {any} */
  function part(id) {
    return document.getElementById(id);
  }
  if (!part("gz-watch")) return;

  /** @type {WatchItem[]} */
  var items = read();

  /* ---- what is kept ---- */

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

  function exported() {
    return JSON.stringify({ format: FORM, version: 1, items: items }, null, 1);
  }

  function keep() {
    var text = exported();
    try {
      localStorage.setItem(place, text);
      if (localStorage.getItem(place) === text) return true;
    } catch (error) {
      // said below
    }
    say("这个浏览器不让这一页保存清单，离开就没有了：请用“导出”存成文件，下次再“导入”。");
    return false;
  }

  /** @param {WatchItem} one  @param {WatchItem} other */
  function isSame(one, other) {
    return one.shard === other.shard && one.key === other.key && one.q === other.q;
  }

  /** @param {WatchItem[]} more  @returns {WatchItem[]} Those that were not there yet. */
  function add(more) {
    var fresh = more.filter(function (item) {
      return !items.some(function (held) { return isSame(held, item); });
    });
    items = items.concat(fresh);
    return fresh;
  }

  /* ---- what stands there now ---- */

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

  /** @param {WatchItem} item  @param {WatchThing} thing  What is new, and what is there no more. */
  function news(item, thing) {
    /** @type {{words: string, href: string}[]} */
    var told = [];
    var names = new Set();
    thing.lines.forEach(function (line) {
      var was = item.seen[line[0]];
      names.add(line[0]);
      if (was === short(line[2])) return;
      if (line[0] === "text") told.push({ words: "文字有改动", href: thing.href });
      else if (was === undefined) told.push({ words: "新增" + line[1] + "：" + line[2], href: line[3] });
      else told.push({ words: line[1] + "有变：原为“" + was + "”，现为“" + line[2] + "”", href: line[3] || thing.href });
    });
    if (item.q) return told; // of many results the oldest are not kept
    Object.keys(item.seen).forEach(function (name) {
      if (!names.has(name)) told.push({ words: "不再列出：" + item.seen[name], href: "" });
    });
    return told;
  }

  /* ---- what is shown ---- */

  /** @param {string} words  @param {HTMLElement} [more] */
  function say(words, more) {
    part("gz-watch-said").replaceChildren(words, more || "");
  }

  /** @param {string} kind */
  function kindOf(kind) {
    return /** @type {Record<string, string>} */ ({ documents: "文件", units: "单位", targets: "指标" })[kind] || "检索";
  }

  /** @param {WatchItem} item */
  async function shown(item) {
    var thing = await now(item);
    var box = make("section", "gz-watch-item");
    var head = make("h2");
    var line = make("p", "gz-facts");
    var title = thing ? thing.title : item.title;
    head.append(thing ? elements.makeLink("", title, root + thing.href) : title);
    line.append(kindOf(item.shard.split("/")[0]) + "，上次看：" + days.said(item.day) + "　");
    var drop = elements.makeButton("", "取消关注");
    drop.setAttribute("aria-label", "取消关注：" + title);
    drop.addEventListener("click", function () {
      items = items.filter(function (other) { return other !== item; });
      if (keep()) say("已取消关注：" + title);
      box.remove();
      empty();
    });
    line.append(drop);
    box.append(head, line, thing ? listOf(news(item, thing)) : make("p", "", "本站现在没有这一条，地址可能改了。"));
    return box;
  }

  /** @param {{words: string, href: string}[]} told */
  function listOf(told) {
    if (!told.length) return make("p", "gz-watch-none", "没有新变化");
    var list = make("ul");
    told.forEach(function (one) {
      var entry = make("li");
      entry.append(one.href ? elements.makeLink("", one.words, root + one.href) : one.words);
      list.append(entry);
    });
    return list;
  }

  function empty() {
    if (!items.length) part("gz-watch-items").replaceChildren(make("p", "", "还没有关注什么。"));
    part("gz-watch-seen").hidden = part("gz-watch-export").hidden = !items.length;
  }

  async function show() {
    var boxes = [];
    for (var item of items) boxes.push(await shown(item));
    boxes.sort(function (a, b) { return Number(!a.querySelector("li")) - Number(!b.querySelector("li")); });
    part("gz-watch-items").replaceChildren.apply(part("gz-watch-items"), boxes);
    empty();
  }

  /* ---- what the reader does ---- */

  /** @param {WatchItem} item  A thing is added as it stands now: all of it is seen. */
  async function take(item) {
    var thing = await now(item);
    if (!thing) return say("没有找到要关注的这一条。");
    item.title = thing.title;
    item.seen = seenOf(thing);
    var back = elements.makeLink("", "回到原处", root + thing.href);
    var isNew = add([item]).length > 0;
    if (!isNew || keep()) say((isNew ? "已加入：" : "清单里已有：") + thing.title + "　", back);
    await show();
  }

  /** @param {string} shard  @param {string} key  @param {string} q */
  function asked(shard, key, q) {
    return itemOf({ shard: shard, key: key, q: q, title: q || key || shard, seen: {} });
  }

  async function seenAll() {
    for (var item of items) {
      var thing = await now(item);
      if (thing) item.seen = seenOf(thing);
      item.day = days.today();
    }
    if (keep()) say("都记作看过了。");
    await show();
  }

  function save() {
    var link = elements.makeLink("", "", URL.createObjectURL(new Blob([exported()], { type: "application/json" })));
    link.download = "关注清单.json";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  /** @param {Event} event */
  async function load(event) {
    var input = /** @type {HTMLInputElement} */ (event.target);
    var file = input.files && input.files[0];
    if (!file) return;
    try {
      var fresh = add(itemsOf(JSON.parse(await file.text())));
      if (keep()) say("导入了" + fresh.length + "条。");
      await show();
    } catch (error) {
      say(error instanceof SyntaxError ? "这个文件不是从关注清单导出的" : String(error instanceof Error ? error.message : error));
    }
    input.value = "";
  }

  async function arrive() {
    var wanted = new URLSearchParams(location.search);
    var item = asked(wanted.get("add") || "", wanted.get("of") || "", wanted.get("q") || "");
    part("gz-watch").hidden = false;
    history.replaceState(null, "", location.pathname);
    if (item) await take(item);
    else await show();
  }

  part("gz-watch-seen").addEventListener("click", seenAll);
  part("gz-watch-export").addEventListener("click", save);
  part("gz-watch-import").addEventListener("change", load);
  part("gz-watch-ask").addEventListener("submit", /** @param {SubmitEvent} event */ function (event) {
    var input = /** @type {HTMLInputElement} */ (part("gz-watch-ask").elements.namedItem("q"));
    var item = asked("", "", input.value.trim());
    event.preventDefault();
    input.value = "";
    if (item) take(item);
  });
  arrive();
})();
