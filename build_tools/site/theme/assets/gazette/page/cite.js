/* Cite it: behind the sign of each block (gazette.js), of each table and of each row (tables.js) a menu
   with its address, its citation in two forms, its raw lines, and the way to report a misprint. What it
   knows stands in the page (#gz-cite, from the theme); a part that is not known is left out. */
(function () {
  "use strict";

  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var HANDLES = "article .gz-permalink, article .gz-table-files > a[href^='#']";

  var holder = document.getElementById("gz-cite");
  /** @type {CitedPage | null} */
  var facts = holder ? JSON.parse(holder.dataset.cite || "null") : null;
  var correction = holder ? holder.dataset.correction || "" : "";
  var spans = (facts && facts.pages) || [];
  /** @type {HTMLAnchorElement | null} */
  var handle = null; // the sign whose menu is open
  /** @type {HTMLElement | null} */
  var block = null; // what it belongs to

  /* ---- what is cited ---- */

  /* The text that a block belongs to: the last one that begins above it. The imprint is the first one's. */
  /** @param {Element} place  @returns {CitedText} */
  function textOf(place) {
    var texts = facts ? facts.texts : [];
    var own = texts[0];
    if (place.classList.contains("gz-imprint")) return own;
    texts.forEach(function (text) {
      var start = document.getElementById(text.at);
      if (!start) return;
      var follows = start.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (start === place || follows) own = text;
    });
    return own;
  }

  /** @param {Element} place */
  function isWhole(place) {
    return place.matches("h1");
  }

  /* 第十五条第二款 · 一、（二） · 表“…”第7行; nothing for titles, signatures and the like. */
  /** @param {HTMLElement} place */
  function placeOf(place) {
    if (place.matches("tr")) {
      var figure = place.closest(".gz-table");
      var table = (figure && figure.dataset.at) || "";
      // A page that is this table has said its name already.
      if (facts && figure && table === "表“" + textOf(figure).annex_title + "”") table = "";
      return table + "第" + place.id.replace(/^.*row-/, "") + "行";
    }
    return place.dataset.at || "";
  }

  /** @param {HTMLElement} place */
  function linesOf(place) {
    var own = place.dataset.l ? place : place.closest("[data-l]");
    var ends = own ? (own.dataset.l || "").split("-").map(Number) : [];
    return ends.length ? [ends[0], ends[ends.length - 1]] : null;
  }

  /** @param {number} line */
  function pageOfLine(line) {
    var found = spans.filter(function (span) {
      return span.first <= line && line <= span.last;
    })[0];
    return found ? found.page : 0;
  }

  /* 第9页, 第9—10页; 第9页起 where only the page is known on which the text begins. */
  /** @param {HTMLElement} place */
  function printedPage(place) {
    var lines = linesOf(place);
    var first = lines ? pageOfLine(lines[0]) : 0;
    var last = lines ? pageOfLine(lines[1]) : 0;
    if (first && last && placeOf(place)) {
      return first === last ? "第" + first + "页" : "第" + first + "—" + last + "页";
    }
    var begins = (!placeOf(place) && first) || (facts && facts.begins);
    return begins ? "第" + begins + "页起" : "";
  }

  /** @param {HTMLElement} place */
  function address(place) {
    /** @type {HTMLLinkElement | null} */
    var canonical = document.querySelector("link[rel=canonical]");
    var page = (canonical ? canonical.href : location.href).split("#")[0];
    return facts && isWhole(place) ? page : page + "#" + place.id;
  }

  /* In a citation: that of a file on this machine would lead no one else anywhere. */
  /** @param {HTMLElement} place */
  function citedAddress(place) {
    var whole = address(place);
    return whole.startsWith("file:") ? whole.slice(root.length) : whole;
  }

  /** @param {HTMLElement} place */
  function plain(place) {
    var text = textOf(place);
    var cited = "《" + text.title + "》" + (text.number ? "（" + text.number + "）" : "");
    if (text.annex) cited += text.annex + "《" + text.annex_title + "》";
    var gazette = facts && facts.gazette ? "《" + facts.gazette + "》" + (facts.issue || "") : "";
    return [cited + placeOf(place), gazette + printedPage(place), citedAddress(place)].filter(Boolean).join("，");
  }

  /* GB/T 7714—2015, electronic resources: 主要责任者. 题名: 其他题名信息[EB/OL]. (日期)[引用日期]. 路径. */
  /** @param {HTMLElement} place */
  function standard(place) {
    var text = textOf(place);
    var organs = text.issuers || [];
    var by = organs.slice(0, 3).join(", ") + (organs.length > 3 ? ", 等" : "");
    var annex = text.annex ? text.annex + " " + text.annex_title : "";
    var title = [text.title, annex, text.number].filter(Boolean).join(": ");
    var day = text.day ? "(" + text.day + ")" : "";
    return (by ? by + ". " : "") + title + "[EB/OL]. " + day + "[" + window.gazetteDays.today() + "]. " + citedAddress(place) + ".";
  }

  /* One pass, so that nothing in a title can be taken for a placeholder. */
  /** @param {HTMLElement} place */
  function report(place) {
    var whole = isWhole(place);
    var text = textOf(place);
    /** @type {Record<string, string>} */
    var values = {
      title: text.annex_title || text.title,
      anchor: whole ? "" : place.id,
      url: address(place),
    };
    return correction.replace(/\{(title|anchor|url)\}/g, function (_, name) {
      return encodeURIComponent(values[name]);
    });
  }

  /* ---- the menu ---- */

  var make = window.gazetteElements.make;
  var makeButton = window.gazetteElements.makeButton;
  var menu = make("div", "gz-menu");
  var title = make("div", "gz-menu-title");
  var row = make("div", "gz-menu-row");
  var link = makeButton("gz-copy-link", "复制链接");
  var cite = makeButton("gz-copy-plain", "复制引文");
  var formal = makeButton("gz-copy-standard", "GB/T 7714");
  var source = makeButton("gz-source", "原文");
  var wrong = make("a", "gz-correction", "纠错");
  var shut = makeButton("gz-menu-close", "×");
  var status = make("div", "gz-menu-status");
  var shown = make("textarea", "gz-menu-text");
  menu.hidden = true;
  menu.dataset.derived = "true";
  menu.setAttribute("role", "dialog");
  title.id = "gz-menu-title";
  menu.setAttribute("aria-labelledby", title.id);
  formal.setAttribute("aria-label", "复制引文，格式 GB/T 7714");
  source.setAttribute("aria-label", "看来源文本的原文");
  shut.setAttribute("aria-label", "关闭");
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  shown.readOnly = true;
  shown.rows = 2;
  shown.setAttribute("aria-label", "所复制的文字");
  row.append(link, cite, formal, source);
  if (correction) row.append(wrong); // a link that leads nowhere is none
  menu.append(title, shut, row, status, shown);
  document.body.append(menu);
  document.querySelectorAll(HANDLES).forEach(function (sign) {
    sign.setAttribute("aria-haspopup", "dialog");
  });

  /* Where the clipboard may not be used (http, old browsers): the browser's own copying of a selection. */
  /** @param {string} text */
  function copySelected(text) {
    shown.hidden = false;
    shown.value = text;
    shown.focus({ preventScroll: true });
    shown.select();
    try {
      return document.execCommand("copy");
    } catch (error) {
      return false;
    }
  }

  /** @param {string} text  @param {HTMLElement} button */
  function copy(text, button) {
    /** @param {boolean} copied */
    function say(copied) {
      status.textContent = copied ? "已复制" : "没能复制，请选中下面的文字自行复制";
      shown.hidden = false;
      shown.value = text;
      shown.style.height = "auto";
      shown.style.height = shown.scrollHeight + 4 + "px";
      if (copied) button.focus({ preventScroll: true });
      else shown.select();
      put();
    }
    status.textContent = "";
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(
        function () {
          say(true);
        },
        function () {
          say(copySelected(text));
        }
      );
    } else {
      say(copySelected(text));
    }
  }

  /* Below the sign, above it where there is no room; always inside the window. */
  function put() {
    if (!handle) return;
    var at = handle.getBoundingClientRect();
    var room = document.documentElement.clientWidth - menu.offsetWidth - 8;
    var margin = Math.max(8, /** @type {Element} */ (document.querySelector("article")).getBoundingClientRect().left);
    var below = at.bottom + menu.offsetHeight + 8 <= window.innerHeight;
    menu.style.left = Math.min(Math.max(margin, at.right - menu.offsetWidth), Math.max(8, room)) + "px";
    menu.style.top = Math.max(8, below ? at.bottom + 4 : at.top - menu.offsetHeight - 4) + "px";
  }

  /** @param {HTMLElement} sign */
  function nameOf(sign) {
    return (sign.getAttribute("aria-label") || sign.textContent).replace(/：链接与引文$|的固定地址$/, "");
  }

  /** @param {HTMLAnchorElement} sign */
  function open(sign) {
    var place = document.getElementById(decodeURIComponent(sign.hash.slice(1)));
    if (!place) return;
    close();
    handle = sign;
    block = place;
    title.textContent = facts && isWhole(block) ? "本页" : nameOf(sign);
    cite.hidden = formal.hidden = !facts;
    source.hidden = !block.dataset.l || !document.querySelector("details.gz-raw");
    wrong.hidden = !facts || !correction;
    if (!wrong.hidden) wrong.href = report(block);
    status.textContent = "";
    shown.hidden = true;
    (sign.closest(":fullscreen, .gz-full") || document.body).append(menu);
    menu.hidden = false;
    block.classList.add("gz-cited");
    sign.setAttribute("aria-expanded", "true");
    put();
    link.focus({ preventScroll: true });
  }

  /** @param {boolean} [back] */
  function close(back) {
    if (!handle || !block) return;
    var sign = handle;
    menu.hidden = true;
    block.classList.remove("gz-cited");
    sign.removeAttribute("aria-expanded");
    handle = block = null;
    if (back) sign.focus({ preventScroll: true });
  }

  /** @param {HTMLButtonElement} button  @param {(place: HTMLElement) => void} act  On what the menu belongs to. */
  function answer(button, act) {
    button.addEventListener("click", function () {
      if (block) act(block);
    });
  }

  answer(link, function (place) { copy(address(place), link); });
  answer(cite, function (place) { copy(plain(place), cite); });
  answer(formal, function (place) { copy(standard(place), formal); });
  answer(source, function (place) {
    close();
    place.dispatchEvent(new CustomEvent("gz-source", { bubbles: true }));
  });
  shut.addEventListener("click", function () {
    close(true);
  });

  /* The address goes to the bar, the text stays where it is. */
  document.addEventListener("click", function (event) {
    var at = /** @type {Element} */ (event.target);
    /** @type {HTMLAnchorElement | null} */
    var sign = at.closest(HANDLES);
    if (sign && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      if (sign === handle) return close(true);
      history.replaceState(history.state, "", sign.hash);
      open(sign);
    } else if (handle && !menu.contains(at)) {
      close();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (!handle) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return close(true);
    }
    if (event.key !== "Tab" || !menu.contains(document.activeElement)) return;
    var stops = Array.from(menu.querySelectorAll("a[href], button, textarea")).filter(function (stop) {
      return !stop.hidden;
    });
    // Beyond either end the focus goes on from the sign, as if the menu stood behind it.
    if (document.activeElement === stops[event.shiftKey ? 0 : stops.length - 1]) close(true);
  }, true);
  document.addEventListener("scroll", put, { capture: true, passive: true });
  window.addEventListener("resize", put);

  /* The link on the page itself, with the whole address. */
  var head = document.querySelector("article h1[id]");
  /** @type {HTMLAnchorElement | null} */
  var own = document.querySelector(".gz-page-tools .gz-correction");
  if (facts && own && head) own.href = report(head);
})();
