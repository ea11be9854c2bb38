/* The search costs nothing until it is used: its scripts come when the box is first entered, or where an
   address asks for words to be marked. The page names them (partials/scripts.html); they run in that
   order. */
(function () {
  "use strict";

  var script = /** @type {HTMLScriptElement} */ (document.currentScript);
  var root = new URL("..", script.src).href;
  var lists = script.dataset;
  var elements = window.gazetteElements;
  var asked = new Set();
  var input = /** @type {HTMLInputElement | null} */ (document.getElementById("gz-search-input"));
  // Whether the text in the box is still an input method's. Kept here, for that may begin before panel.js has
  // come. Whose it is that stood there before this script came is told by the next key.
  var BUSY = "正在准备检索……";
  var composing = input !== null && document.activeElement === input && input.value !== "";
  var large = /** @type {HTMLInputElement | null} */ (document.getElementById("gz-ask-q")); // the search page has a box of its own, and its scripts

  /** @param {string | undefined} list */
  function load(list) {
    (list || "").split(" ").forEach(function (name) {
      if (asked.has(name)) return;
      asked.add(name);
      var next = document.createElement("script");
      next.src = root + name + ".js";
      next.async = false; // in order
      next.onerror = function () { say("检索的程序没有读到，请检查网络或文件是否完整"); };
      document.head.append(next);
    });
  }

  /* Until panel.js is there, and in the element that it goes on to use: on a slow line that takes seconds. */
  /** @param {string} words */
  function say(words) {
    var form = input && input.form;
    if (!form || form.querySelector("[role=listbox]")) return;
    var panel = form.querySelector(".gz-search-panel") || elements.make("div", "gz-search-panel");
    var head = panel.firstChild || elements.make("p", "gz-search-head");
    panel.append(head);
    form.append(panel);
    if (head instanceof Element) head.setAttribute("role", "status");
    head.textContent = words;
    panel.hidden = !words;
  }

  /** @param {Element | null} element */
  function isTyping(element) {
    if (!element) return false;
    if (element instanceof HTMLElement && element.isContentEditable) return true;
    return element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
  }

  /** @param {HTMLInputElement} input */
  function watch(input) {
    var begin = function () {
      load(lists.engine);
      load(lists.panel);
    };
    if (document.activeElement === input) begin();
    // A page opened from a file has nothing to save by waiting.
    if (location.protocol === "file:") window.addEventListener("load", begin);
    input.addEventListener("focus", begin, { once: true });
    input.addEventListener("pointerenter", begin, { once: true });
    ["compositionstart", "keydown", "input", "compositionend"].forEach(function (type) {
      input.addEventListener(type, function (event) {
        composing = type === "compositionstart" || /** @type {InputEvent} */ (event).isComposing === true;
        if (type !== "compositionstart") say(composing || !input.value.trim() ? "" : BUSY);
      });
    });
  }
  if (input) watch(input);
  if (!large && new URLSearchParams(location.search).get("q")) {
    load(lists.engine);
    load(lists.marks);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.isComposing || isTyping(document.activeElement)) return;
    var box = large || input;
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  if (input && input.value.trim() && document.activeElement === input && !composing) say(BUSY);

  window.gazetteBox = { isComposing: function () { return composing; } };
})();
