/* The files of a document, below the link 下载 at its title. gazette.js has this come when the link is used. The
   books are told by the list that is made after the site; where there is none, the texts beside the page are
   offered, which are always there. */
(function () {
  "use strict";

  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var elements = window.gazetteElements;
  var menu = elements.make("div", "gz-menu gz-downloads");
  /** @type {HTMLAnchorElement | null} */
  var opener = null;

  menu.hidden = true;
  menu.id = "gz-downloads";
  menu.dataset.derived = "true";
  menu.setAttribute("role", "group");
  menu.setAttribute("aria-label", "下载");

  /** @param {string} href  @param {string} words */
  function file(href, words) {
    var link = elements.makeLink("", words, href);
    link.setAttribute("download", "");
    return link;
  }

  /* The books of this page; those of an annex are its instrument's, which stands above it. */
  /** @param {Record<string, [string, string, string][]>} told */
  function booksOf(told) {
    var address = decodeURI(location.href.split(/[?#]/)[0]).slice(decodeURI(root).length).replace(/\.html$/, "");
    while (address && !told[address + ".html"]) address = address.slice(0, Math.max(0, address.lastIndexOf("/")));
    return told[address + ".html"] || [];
  }

  /** @param {HTMLElement[]} books  @param {string} [said] */
  function fill(books, said) {
    var row = elements.make("div", "gz-menu-row");
    row.append(...books);
    document.querySelectorAll(".gz-text-files a").forEach(function (link) {
      if (link instanceof HTMLAnchorElement) row.append(file(link.href, link.textContent || ""));
    });
    if (opener) row.append(elements.makeLink("", "全部下载", opener.href));
    menu.replaceChildren(row);
    if (said) menu.append(elements.make("div", "gz-menu-status", said));
  }

  function put() {
    if (!opener) return;
    var at = opener.getBoundingClientRect();
    menu.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - menu.offsetWidth - 8)) + "px";
    menu.style.top = Math.max(8, Math.min(at.bottom + 4, window.innerHeight - menu.offsetHeight - 8)) + "px";
  }

  /** @param {boolean} [back] */
  function close(back) {
    if (!opener) return;
    var link = opener;
    opener = null;
    menu.hidden = true;
    link.removeAttribute("aria-expanded");
    if (back) link.focus({ preventScroll: true });
  }

  /** @param {HTMLAnchorElement} link */
  function open(link) {
    if (opener === link) return close(true);
    opener = link;
    window.gazetteShards.load("../downloads/list/" + link.dataset.list).then(
      function (told) {
        show(booksOf(told).map(function (book) {
          return file(root + book[1], book[0] + " " + book[2]);
        }));
      },
      function () { show([], "这里没有另做 Word、EPUB 和 PDF"); }
    );
  }

  /** @param {HTMLElement[]} books  @param {string} [said] */
  function show(books, said) {
    if (!opener) return;
    fill(books, said);
    opener.after(menu);
    opener.setAttribute("aria-expanded", "true");
    menu.hidden = false;
    put();
    var first = menu.querySelector("a");
    if (first) first.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", function (event) {
    if (!opener || event.key !== "Escape") return;
    event.preventDefault();
    close(true);
  });
  document.addEventListener("click", function (event) {
    var at = /** @type {Node} */ (event.target);
    if (opener && at !== opener && !menu.contains(at)) close();
  });
  menu.addEventListener("focusout", function (event) {
    var to = /** @type {Node | null} */ (event.relatedTarget);
    if (to && to !== opener && !menu.contains(to)) close();
  });
  document.addEventListener("scroll", put, { capture: true, passive: true });
  window.addEventListener("resize", put);

  window.gazetteShard("gazette/page/downloads", open);
})();
