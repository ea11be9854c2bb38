/* What a link leads to, beside it: on hover and on keyboard focus. The texts come from one script file
   per page (assets/previews/), loaded by shards.js when first needed. Without them a link is a link. */
(function () {
  "use strict";

  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  /** @type {Map<string, Record<string, any> | null>} */
  var pages = new Map(); // page → its texts; null where there are none
  var box = document.createElement("div");
  /** @type {HTMLAnchorElement | null} */
  var shown = null; // the link whose preview is open
  /** @type {HTMLAnchorElement | null} */
  var wanted = null; // the link that the pointer or the focus is on
  var leaving = 0;

  box.className = "gz-preview";
  box.id = "gz-preview";
  box.hidden = true;
  box.dataset.derived = "true";
  box.setAttribute("role", "tooltip");

  /** @param {string} page */
  function load(page) {
    var name = page.replace(/^documents\//, "previews/").replace(/\.html$/, "");
    /** @param {Record<string, any> | null} texts */
    function keep(texts) {
      pages.set(page, texts);
      if (texts && wanted && wanted !== shown && pageOf(wanted) === page) show(wanted);
    }
    window.gazetteShards.load(name).then(keep, function () {
      keep(null);
    });
  }

  /** @param {HTMLAnchorElement} link */
  function pageOf(link) {
    var address = link.href.split("#")[0];
    return address.startsWith(root + "documents/") && address.endsWith(".html") ? address.slice(root.length) : "";
  }

  /** @param {HTMLAnchorElement} link */
  function isElsewhere(link) {
    return link.href.split("#")[0] !== location.href.split("#")[0];
  }

  /* Within its own page only a citation and a word that the text defines have a preview: all else there is a way about the page. */
  /** @param {EventTarget | null} at  @returns {HTMLAnchorElement | null} */
  function linkAt(at) {
    /** @type {HTMLAnchorElement | null} */
    var link = at instanceof Element ? at.closest("article a[href]") : null;
    if (!link || !pageOf(link)) return null;
    return link.matches(".gz-cite, .gz-term") || isElsewhere(link) ? link : null;
  }

  /** @param {HTMLAnchorElement} link */
  function want(link) {
    clearTimeout(leaving);
    wanted = link;
    if (shown === link) return;
    hide();
    var page = pageOf(link);
    if (pages.has(page)) return show(link);
    load(page);
  }

  /** @param {string} name  @param {string | undefined} text */
  function part(name, text) {
    if (!text) return;
    var line = document.createElement("div");
    line.className = "gz-preview-" + name;
    line.textContent = text;
    box.append(line);
  }

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    var texts = pages.get(pageOf(link));
    if (!texts) return;
    var head = texts[""];
    var anchor = link.hash.slice(1);
    box.textContent = "";
    if (isElsewhere(link)) {
      part("title", head.title);
      part("facts", [head.number, head.date].filter(Boolean).join("　"));
    }
    var defined = link.classList.contains("gz-term") && texts["=" + link.textContent];
    part("text", defined || (anchor ? texts[anchor] : head.text));
    if (!box.firstChild) return;
    box.hidden = false;
    shown = link;
    link.setAttribute("aria-describedby", box.id);
    place();
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  }

  /* Below the last line of the link, above its first where there is no room. */
  function place() {
    if (!shown) return;
    var lines = shown.getClientRects();
    if (!lines.length) return hide();
    var first = lines[0];
    var last = lines[lines.length - 1];
    var room = document.documentElement.clientWidth - box.offsetWidth - 8;
    var below = last.bottom + box.offsetHeight + 8 <= window.innerHeight;
    var above = first.top - box.offsetHeight - 8 >= 0;
    var atTop = !below && above;
    box.style.left = Math.max(8, Math.min((atTop ? first : last).left, room)) + "px";
    box.style.top = (atTop ? first.top - box.offsetHeight - 2 : last.bottom + 2) + "px";
  }

  function focused() {
    var active = document.activeElement;
    return active && active.matches("a:focus-visible") ? linkAt(active) : null;
  }

  /* The pointer may wander from the link onto the box; a link in focus keeps its own. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(function () {
      wanted = focused();
      if (wanted) want(wanted);
      else hide();
    }, 200);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    if (box.contains(/** @type {Node} */ (event.target))) return clearTimeout(leaving);
    var link = linkAt(event.target);
    if (link) want(link);
    else if (wanted) leave();
  });
  document.documentElement.addEventListener("pointerleave", function () {
    if (wanted) leave();
  });
  document.addEventListener("focusin", function () {
    var link = focused();
    if (link) want(link);
  });
  document.addEventListener("focusout", function () {
    if (wanted) leave();
  });
  document.addEventListener(
    "keydown",
    function (event) {
      if (event.key !== "Escape" || !shown) return;
      event.preventDefault();
      wanted = null;
      hide();
    },
    true
  );
  document.addEventListener("scroll", place, { capture: true, passive: true });
  window.addEventListener("resize", place);
  (document.querySelector("main") || document.body).append(box); // where its link stands, for who goes by landmarks
})();
