/* 关注清单: what this browser keeps of what a reader watches (watched.js), and what is new of it since it was last
   seen. A link 关注 that could not add to it where it stands leads here and names what to add (?add=…&of=…, ?q=…). */
(function () {
  "use strict";

  var elements = window.gazetteElements;
  var make = elements.make;
  var days = window.gazetteDays;
  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  /** @param {string} id  @returns {any} */
  function part(id) {
    return document.getElementById(id);
  }
  if (!part("gz-watch")) return;

  /** @type {WatchStore} */
  var store;
  /** @type {WatchItem[]} */
  var items = [];

  function keep() {
    if (store.keep(items)) return true;
    say("这个浏览器不让这一页保存清单，离开就没有了：请用“导出”存成文件，下次再“导入”。");
    return false;
  }

  /** @param {WatchItem[]} more  @returns {WatchItem[]} Those that were not there yet. */
  function add(more) {
    var fresh = more.filter(function (item) {
      return !items.some(function (held) { return store.isSame(held, item); });
    });
    items = items.concat(fresh);
    return fresh;
  }

  /** @param {WatchItem} item  @param {WatchThing} thing  What is new, and what is there no more. */
  function news(item, thing) {
    /** @type {{words: string, href: string}[]} */
    var told = [];
    var names = new Set();
    thing.lines.forEach(function (line) {
      var was = item.seen[line[0]];
      names.add(line[0]);
      if (was === store.short(line[2])) return;
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
    var thing = await store.now(item);
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
    var thing = await store.now(item);
    if (!thing) return say("没有找到要关注的这一条。");
    item.title = thing.title;
    item.seen = store.seenOf(thing);
    var back = elements.makeLink("", "回到原处", root + thing.href);
    var isNew = add([item]).length > 0;
    if (!isNew || keep()) say((isNew ? "已加入：" : "清单里已有：") + thing.title + "　", back);
    await show();
  }

  async function seenAll() {
    for (var item of items) {
      var thing = await store.now(item);
      if (thing) item.seen = store.seenOf(thing);
      item.day = days.today();
    }
    if (keep()) say("都记作看过了。");
    await show();
  }

  function save() {
    var link = elements.makeLink("", "", URL.createObjectURL(new Blob([store.exported(items)], { type: "application/json" })));
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
      var fresh = add(store.itemsOf(JSON.parse(await file.text())));
      if (keep()) say("导入了" + fresh.length + "条。");
      await show();
    } catch (error) {
      say(error instanceof SyntaxError ? "这个文件不是从关注清单导出的" : String(error instanceof Error ? error.message : error));
    }
    input.value = "";
  }

  async function arrive() {
    var item = store.asking(new URLSearchParams(location.search));
    part("gz-watch").hidden = false;
    history.replaceState(null, "", location.pathname);
    if (item) await take(item);
    else await show();
  }

  /** @param {WatchStore} loaded */
  function start(loaded) {
    store = loaded;
    items = store.read();
    arrive();
  }

  part("gz-watch-seen").addEventListener("click", seenAll);
  part("gz-watch-export").addEventListener("click", save);
  part("gz-watch-import").addEventListener("change", load);
  part("gz-watch-ask").addEventListener("submit", /** @param {SubmitEvent} event */ function (event) {
    var input = /** @type {HTMLInputElement} */ (part("gz-watch-ask").elements.namedItem("q"));
    var item = store.asking(new URLSearchParams({ q: input.value.trim() }));
    event.preventDefault();
    input.value = "";
    if (item) take(item);
  });
  window.gazetteShards.load("gazette/page/watched").then(start);
})();
