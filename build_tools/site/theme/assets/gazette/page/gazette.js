/* From a paragraph to its raw lines in one click; the current place in the outline. Without this
   script the page reads the same: raw lines stand folded at its end. */
(function () {
  "use strict";

  /** @type {HTMLDetailsElement | null} */
  var raw = document.querySelector("details.gz-raw");

  /** @param {HTMLElement} block */
  function linesOf(block) {
    var ends = (block.dataset.l || "").split("-").map(Number);
    var lines = [];
    for (var n = ends[0]; n <= (ends[1] || ends[0]); n++) {
      var line = document.getElementById("L" + n);
      if (line) lines.push(line);
    }
    return lines;
  }

  /** @param {HTMLElement | null} block */
  function show(block) {
    if (!raw || !block) return;
    raw.querySelectorAll(".gz-shown").forEach(function (line) {
      line.classList.remove("gz-shown");
    });
    var lines = linesOf(block);
    raw.open = true;
    lines.forEach(function (line) {
      line.classList.add("gz-shown");
    });
    if (!lines.length) return;
    lines[0].tabIndex = -1;
    lines[0].focus({ preventScroll: true });
    lines[0].scrollIntoView({ block: "center" });
    back(block, lines[lines.length - 1]);
  }

  /** @param {HTMLElement} block  @param {HTMLElement} line */
  function back(block, line) {
    var old = document.querySelector(".gz-return");
    if (old) old.remove();
    var button = document.createElement("button");
    button.type = "button";
    button.className = "gz-return";
    button.textContent = "↩ 回到正文";
    button.addEventListener("click", function () {
      block.tabIndex = -1;
      block.focus({ preventScroll: true });
      block.scrollIntoView({ block: "center" });
    });
    line.append(button);
  }

  /* The sign behind a block: its permanent address. A click on it opens the menu of cite.js. */
  /** @param {HTMLElement} block */
  function tools(block) {
    if (!block.id) return;
    var box = document.createElement("span");
    var link = document.createElement("a");
    box.className = "gz-tools";
    box.dataset.derived = "true";
    link.className = "gz-permalink";
    link.href = "#" + block.id;
    link.textContent = "¶";
    link.setAttribute("aria-label", (block.dataset.at || block.textContent.trim().slice(0, 20)) + "：链接与引文");
    box.append(link);
    block.append(box);
  }

  /* Where nothing hovers, a tap on a block shows its sign. The listener stands on the article: Safari tells the
     document of no tap on plain text. */
  /** @param {Event} event */
  function pick(event) {
    var block = /** @type {Element} */ (event.target).closest("[data-l]:not(tr, .gz-table), h1");
    document.querySelectorAll("article .gz-picked:not(tr)").forEach(function (old) {
      if (old !== block) old.classList.remove("gz-picked");
    });
    if (block) block.classList.add("gz-picked");
  }
  if (matchMedia("(hover: none)").matches) document.querySelector("article")?.addEventListener("click", pick);

  // Table rows get theirs from tables.js; 原文 of both, and of the menu, is answered here.
  document.querySelectorAll("article :is([data-l]:not(tr, .gz-table), h1[data-derived])").forEach(tools);
  document.addEventListener("click", function (event) {
    var button = /** @type {Element} */ (event.target).closest("article .gz-source");
    if (button) show(button.closest("[data-l]"));
  });
  document.addEventListener("gz-source", function (event) {
    show(/** @type {HTMLElement} */ (event.target));
  });

  // A sign of the printed page leads to its picture, where the page has one.
  document.querySelectorAll(".gz-turn[data-print]").forEach(function (sign) {
    var print = sign.dataset.print || "";
    if (!document.getElementById(print)) return;
    var link = document.createElement("a");
    link.href = "#" + print;
    link.title = "看所印原样";
    link.append(...sign.childNodes);
    sign.append(link);
  });

  // What offers the files of a document comes when it is asked for; the link leads to all of them.
  /** @type {HTMLAnchorElement | null} */
  var files = document.querySelector("a[data-list]");
  if (files) files.addEventListener("click", offer);

  document.querySelectorAll("a[href*='watch.html?']").forEach(function (link) {
    window.gazetteElements.watchable(/** @type {HTMLAnchorElement} */ (link))();
  });

  /** @this {HTMLAnchorElement}  @param {MouseEvent} event */
  function offer(event) {
    var link = this;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.gazetteShards.load("gazette/page/downloads").then(
      function (open) { open(link); },
      function () { location.href = link.href; }
    );
  }

  // 复制 behind a checksum; where the clipboard may not be used the sum is selected.
  document.querySelectorAll(".gz-sum button").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var sum = /** @type {Element} */ (button.previousElementSibling);
      function select() { window.getSelection()?.selectAllChildren(sum); }
      if (!navigator.clipboard) return select();
      navigator.clipboard.writeText(sum.textContent || "").then(function () { button.textContent = "已复制"; }, select);
    });
  });

  function openTarget() {
    var target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    var folded = target && target.closest("details");
    if (target && folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView({ block: "center" });
    }
    if (target) foldsBelow(target).forEach(function (fold) { fold.open = true; });
  }

  /* What is folded in a list below a heading. */
  /** @param {Element} heading */
  function foldsBelow(heading) {
    /** @type {HTMLDetailsElement[]} */
    var found = [];
    var next = /^H[2-6]$/.test(heading.tagName) ? heading.nextElementSibling : null;
    for (; next && !(/^H[1-6]$/.test(next.tagName) && next.tagName <= heading.tagName); next = next.nextElementSibling) {
      if (next.matches("details.gz-fold-list")) found.push(/** @type {HTMLDetailsElement} */ (next));
    }
    return found;
  }

  // On paper all of a list is unfolded; print.css does that alone in browsers that know ::details-content.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.gz-fold-list:not([open])").forEach(function (fold) {
      fold.setAttribute("open", "");
      window.addEventListener("afterprint", function () { fold.removeAttribute("open"); }, { once: true });
    });
  });

  var up = document.querySelector(".gz-up");
  if (up && document.documentElement.scrollHeight > 2.5 * window.innerHeight) up.hidden = false;

  window.addEventListener("hashchange", openTarget);
  openTarget();

  // Where there is room the outline is open; site.css does that alone in browsers that know ::details-content.
  /** @type {HTMLDetailsElement | null} */
  var outline = document.querySelector("details.gz-outline");
  var isLarge = document.documentElement.hasAttribute("data-gz-large");
  if (outline && !isLarge && matchMedia("(min-width: 60em)").matches) outline.open = true;

  /* The last line on paper says what the screen shows: the state of the day that was asked for, the whole address,
     and the day of printing; so does the line below the title of its state. */
  /** @param {string} name  @param {string} words */
  function fillFoot(name, words) {
    var place = document.querySelector(".gz-print-foot .gz-paper-" + name);
    if (place) place.textContent = words;
  }

  window.addEventListener("beforeprint", function () {
    var days = window.gazetteDays;
    var clock = /** @type {HTMLElement | null} */ (document.querySelector("dl.gazette-facts .gz-clock"));
    var stage = clock && clock.querySelector("[data-from]:not([hidden])");
    var said = stage ? stage.textContent || "" : "";
    var now = document.querySelector(".gz-print-state .gz-paper-now");
    var on = document.querySelector(".gz-print-state .gz-paper-on");
    if (now && on && said) {
      now.textContent = said;
      on.textContent = days.said(days.asked() || days.today()) + "，";
    }
    fillFoot("state", said && "时效状态（" + days.said(days.asked() || days.today()) + "）：" + said + "。");
    if (location.protocol !== "file:") fillFoot("address", location.href);
    fillFoot("day", "。打印日期：" + days.said(days.today()) + "。");
    if (document.querySelector(".gz-paper-of")) headSheets();
  });

  /* What a loose sheet belongs to stands at its head: a box of the page, in which only the style sheet can write. */
  function headSheets() {
    /** @param {string} name */
    function said(name) {
      var place = document.querySelector(".gz-print-foot .gz-paper-" + name);
      return (place && place.textContent || "").replace(/[ \n\r\t]+/g, " ").trim().replace(/[，。]$/, "");
    }
    var printed = said("in");
    var lines = [said("of"), (printed && printed + "　") + said("address")].map(function (words) {
      return words.replace(/["\\]/g, "\\$&");
    });
    document.documentElement.style.setProperty("--gz-sheet", '"' + lines.join("\\A ") + '"');
  }

  // 打印 stands beside the title's facts.
  var print = /** @type {HTMLElement | null} */ (document.querySelector(".gz-print"));
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }

  // 朗读, where the browser has a voice; what it does comes when it is first pressed.
  var speak = /** @type {HTMLButtonElement | null} */ (document.querySelector(".gz-speak"));
  if (speak && "speechSynthesis" in window) {
    speak.hidden = false;
    speak.addEventListener("click", function () {
      window.gazetteShards.load("gazette/page/speak").then(function (start) { start(speak); });
    }, { once: true });
  }

  // The box in the outline of a document (find) or of a list (sift); what it does comes when it is first entered.
  ["find", "sift"].forEach(function (name) {
    var box = /** @type {HTMLInputElement | null} */ (document.getElementById("gz-" + name));
    if (!box || !box.parentElement) return;
    var own = box;
    box.parentElement.hidden = false;
    box.addEventListener("focus", function () {
      window.gazetteShards.load("gazette/page/" + name).then(function (start) { start(own); });
    }, { once: true });
  });

  /** @type {HTMLAnchorElement[]} */
  var links = Array.from(document.querySelectorAll(".gz-outline a"));
  var column = document.querySelector(".gz-side");
  var places = links.map(function (link) {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  });

  function mark() {
    var current = -1;
    for (var i = 0; i < places.length; i++) {
      var place = places[i];
      if (place && place.getBoundingClientRect().top <= 100) current = i;
    }
    links.forEach(function (link, i) {
      if (i !== current) return link.removeAttribute("aria-current");
      if (link.hasAttribute("aria-current")) return;
      link.setAttribute("aria-current", "true");
      keepInSight(link);
    });
  }

  /* The outline scrolls by itself, and only itself. */
  /** @param {HTMLElement} link */
  function keepInSight(link) {
    if (!column) return;
    var box = column.getBoundingClientRect();
    var at = link.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) column.scrollTop += at.top - box.top - box.height / 3;
  }

  if (links.length) {
    var waiting = false;
    window.addEventListener(
      "scroll",
      function () {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          mark();
        });
      },
      { passive: true }
    );
    mark();
  }
})();
