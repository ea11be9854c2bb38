/* The search box: what is found, as a list below it while one types. box.js loads it when the box
   is first entered; without it the box is a form that leads to the search page. */
(function () {
  "use strict";

  var PAUSE = 120; // milliseconds without a key before it is searched
  var NUMBERS = 3;
  var PAGES = 6;
  var BEFORE = 12; // characters before a mark in a snippet

  var engine = window.gazetteSearch;
  var ways = window.gazetteWays;
  var elements = window.gazetteElements;
  var parts = window.gazetteParts;
  var isComposing = window.gazetteBox.isComposing;
  var make = elements.make;
  /** @type {HTMLFormElement | null} */
  var own = document.querySelector("form.gz-search");
  if (!own) return;

  var form = own;
  var input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=search]"));
  var panel = form.querySelector(".gz-search-panel") || make("div", "gz-search-panel"); // box.js may have used it
  var head = panel.querySelector("p") || make("p", "gz-search-head");
  var list = make("div", "gz-search-list");
  var status = make("p", "gz-unseen");
  var ticket = 0; // of the newest search; an older one shows nothing
  var timer = 0;
  var active = -1;

  var isBegun = Boolean(panel.firstChild) && !panel.hidden;
  panel.hidden = !isBegun;
  head.removeAttribute("role");
  list.hidden = true;
  list.id = "gz-search-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "检索结果");
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-keyshortcuts", "/");
  panel.append(head, list);
  form.append(panel, status);

  /* ---- the list ---- */

  /** @returns {HTMLAnchorElement[]} */
  function options() {
    return Array.from(list.querySelectorAll("[role=option]"));
  }

  function isOpen() {
    return !panel.hidden;
  }

  function close() {
    clearTimeout(timer);
    ticket++;
    panel.hidden = true;
    list.textContent = "";
    head.textContent = "";
    activate(-1);
    input.removeAttribute("aria-busy");
    input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} number */
  function activate(number) {
    var all = options();
    active = number;
    all.forEach(function (option, i) {
      option.setAttribute("aria-selected", String(i === number));
    });
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", all[number].id);
    all[number].scrollIntoView({ block: "nearest" });
  }

  /* One further on or back; beyond either end no option is marked, and Enter asks for all results. */
  /** @param {number} step */
  function move(step) {
    var all = options().length;
    if (all) activate(((active + 1 + step + all + 1) % (all + 1)) - 1);
  }

  /** @param {string} className  @param {string} href */
  function addOption(className, href) {
    var option = elements.makeLink("gz-option " + className, "", href);
    option.id = "gz-option-" + list.children.length;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    list.append(option);
    return option;
  }

  /* A snippet that shows its first mark in the two lines there are. */
  /** @param {Piece} hit  @returns {{text: string, marks: Range2[]}} */
  function near(hit) {
    var from = hit.marks.length ? hit.marks[0][0] - BEFORE : 0;
    if (from <= 1) return hit;
    if (hit.text.charCodeAt(from) >> 10 === 0x37) from++; // not between the halves of a character
    var marks = hit.marks.map(function (mark) { return /** @type {Range2} */ ([mark[0] - from + 1, mark[1] - from + 1]); });
    return { text: "…" + hit.text.slice(from), marks: marks };
  }

  /* `isNumber` says what led to it where that was no word of it: 文号, 日期. */
  /** @param {Described} page  @param {Found} found  @param {string} isNumber */
  function addPage(page, found, isNumber) {
    var hit = isNumber ? undefined : parts.hitsBesideTitle(page)[0];
    var option = addOption("gz-option-page", parts.pageAddress(page.url, found, hit ? hit.anchor : "", Boolean(isNumber)));
    var title = make("span", "gz-option-title");
    var facts = make("span", "gz-option-facts");
    if (isNumber) {
      facts.append(make("span", "gz-tag", isNumber), " ");
      title.append(page.title);
    } else parts.appendMarked(title, page.title, parts.rangesIn(page.title, found));
    facts.append(parts.facts(page).join("　"));
    option.append(title, facts);
    if (!hit) return;
    var text = make("span", "gz-option-text");
    var label = parts.labelOf(hit);
    if (label) text.append(make("span", "gz-hit-label", label), " ");
    var shown = near(hit);
    parts.appendMarked(text, shown.text, shown.marks);
    option.append(text);
  }

  /** @param {Door} door */
  function addDoor(door) {
    var option = addOption("gz-option-page", parts.doorAddress(door));
    var facts = make("span", "gz-option-facts");
    facts.append(make("span", "gz-tag", door.tag), " ", door.note);
    option.append(make("span", "gz-option-title", door.title), facts);
  }

  /** @param {Answer} answer  @param {Shown[]} numbers  @param {Shown[]} pages */
  function show(answer, numbers, pages) {
    var found = answer.found;
    var note = parts.howRead(answer);
    var all = pages.concat(numbers).length;
    var chosen = active < 0 ? null : options()[active].href;
    list.textContent = "";
    active = -1;
    input.removeAttribute("aria-activedescendant");
    answer.doors.forEach(addDoor);
    numbers.forEach(function (page) {
      addPage(page.read, found, "文号");
    });
    pages.forEach(function (page) {
      addPage(page.read, page.by, page.by.tag || "");
    });
    if (all) addOption("gz-option-all", parts.searchAddress(answer.text)).textContent = "全部结果（" + parts.sum(answer) + "）";
    open(note, [note, found.pages.length ? parts.counted(found) : ""].filter(Boolean).join("；"));
    activate(options().findIndex(function (option) { return option.href === chosen; }));
  }

  /** @param {Answer} answer  @param {Suggestion[]} suggestions */
  function showNone(answer, suggestions) {
    list.textContent = "";
    suggestions.slice(0, 4).forEach(function (other) {
      var option = addOption("gz-option-other", parts.searchAddress(other.text));
      option.append("改查", make("strong", "", other.text));
    });
    var none = (answer.cut ? parts.cutSaid(answer) : "") + (answer.unheld ? "本库未收录" + parts.unheldSaid(answer) : "没有找到" + parts.quoted([answer.text]));
    open(none, none + (suggestions.length ? "；有 " + suggestions.length + " 个相近的词" : ""));
  }

  /** @param {string} note  @param {string} said */
  function open(note, said) {
    input.removeAttribute("aria-busy");
    head.textContent = note;
    head.hidden = !note;
    list.hidden = !list.firstChild;
    panel.hidden = false;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = said;
  }

  /* ---- searching ---- */

  /** @param {unknown} error */
  function failed(error) {
    if (!(error instanceof Error) || error.name === "AbortError") return;
    list.textContent = "";
    open(error.message, error.message);
  }

  async function look() {
    if (isComposing()) return; // half-typed text is no query
    var text = input.value.trim();
    var own = ++ticket;
    function isWanted() {
      return own === ticket;
    }
    if (!text) return close();
    try {
      await ways.ask(text, { printed: false }, function (answer) { return tell(answer, isWanted); });
    } catch (error) {
      if (isWanted()) failed(error);
    }
  }

  /* What is known of an answer: titles first, for the others are read from more shards. */
  /** @param {Answer} answer  @param {() => boolean} isWanted */
  async function tell(answer, isWanted) {
    var numbers = await numbersOf(answer.text, answer.found);
    var entries = ways.entriesOf(answer).filter(function (entry) { return !numbers.includes(entry.page); }).slice(0, PAGES);
    var titled = entries.filter(function (entry) { return entry.rank <= 2; });
    /** @param {{page: number, by: Found}} entry  @param {number} limit  @returns {Promise<Shown>} */
    async function read(entry, limit) {
      return { read: await engine.describe(entry.page, entry.by, limit), by: entry.by };
    }
    var named = numbers.map(function (page) { return read({ page: page, by: answer.found }, 1); });
    for (var part of titled.length < entries.length ? [titled, entries] : [entries]) {
      var pages = await Promise.all(part.map(function (entry) { return read(entry, 2); }));
      if (!isWanted()) return;
      if (pages.length || named.length || answer.doors.length) show(answer, await Promise.all(named), pages);
    }
    if (entries.length || named.length || answer.doors.length || !answer.done) return;
    var others = await engine.suggest(answer.text);
    if (isWanted()) showNone(answer, others);
  }

  /* Pages by the document number that was typed, or that begins with what was typed. */
  /** @param {string} text  @param {Found} found */
  async function numbersOf(text, found) {
    var exact = found.number ? found.number.pages : [];
    var begun = exact.length ? [] : await engine.numbers(text, NUMBERS);
    var pages = exact.concat(begun.map(function (entry) { return entry.page; }));
    return Array.from(new Set(pages)).slice(0, NUMBERS);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
    if (!isComposing() && input.value.trim()) work();
  }

  /* Said at once; what was found before stays until there is something else. */
  function work() {
    input.setAttribute("aria-busy", "true");
    if (isOpen() && list.firstChild) return;
    head.textContent = "正在检索……";
    head.hidden = panel.hidden = false;
    list.hidden = true;
  }

  /* ---- keys and pointers ---- */

  function prepare() {
    engine.prepare().catch(function () {}); // what is missing is said when it is searched
  }

  input.addEventListener("focus", prepare);
  input.addEventListener("input", later);
  input.addEventListener("compositionend", later);

  function escape() {
    if (isOpen()) close();
    else input.value = "";
  }

  input.addEventListener("keydown", function (event) {
    if (parts.isComposing(event)) return;
    var key = event.key;
    if (key === "Escape") {
      escape();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (isOpen()) move(key === "ArrowDown" ? 1 : -1);
      else look();
    } else if (key === "Enter" && active >= 0) {
      options()[active].click();
    } else return;
    event.preventDefault();
  });

  // The focus stays in the box while one points at the list.
  panel.addEventListener("mousedown", function (event) {
    event.preventDefault();
  });
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(/** @type {Node} */ (event.relatedTarget))) close();
  });
  document.addEventListener("pointerdown", function (event) {
    if (!form.contains(/** @type {Node} */ (event.target))) close();
  });

  // The box was entered before this script was there.
  if (document.activeElement === input) {
    prepare();
    if (input.value.trim()) later();
  } else if (isBegun) close();
})();
