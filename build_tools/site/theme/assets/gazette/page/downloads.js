/* The files of a document, below the link 下载 at its title. gazette.js has this come when the link is used. The
   books are told by the list that is made after the site; where there is none, the texts beside the page are
   offered, which are always there. */
(function () {
  "use strict";

  var root = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  var MOST = 3; // tables
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
  /** @param {Record<string, [string, string, string][]>} told  @returns {{books: [string, string, string][], isWhole: boolean}} */
  function booksOf(told) {
    var own = decodeURI(location.href.split(/[?#]/)[0]).slice(decodeURI(root).length).replace(/\.html$/, "");
    var address = own;
    while (address && !told[address + ".html"]) address = address.slice(0, Math.max(0, address.lastIndexOf("/")));
    return { books: told[address + ".html"] || [], isWhole: address === own };
  }

  /** @param {string} said  @param {HTMLElement[]} links */
  function add(said, links) {
    if (!links.length) return;
    var row = elements.make("div", "gz-menu-row");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", said);
    row.append(elements.make("span", "gz-menu-about", said), ...links);
    menu.append(row);
  }

  /** @param {ParentNode} place  @param {string} which  @returns {HTMLElement[]} */
  function filesAt(place, which) {
    /** @type {HTMLAnchorElement[]} */
    var links = Array.from(place.querySelectorAll(`.${which}`));
    return links.map(function (link) { return file(link.href, link.textContent || ""); });
  }

  /* What each file holds is said: the books of an annex are those of the whole document; its tables have their own. */
  /** @param {[string, string, string][]} books  @param {boolean} isWhole  @param {string} [said] */
  function fill(books, isWhole, said) {
    menu.replaceChildren();
    if (said) menu.append(elements.make("div", "gz-menu-status", said));
    add(isWhole ? "全文" : "所属文件全文，含全部附件", books.map(function (book) {
      return file(root + book[1], book[0] + " " + book[2]);
    }));
    add("本页文字", filesAt(document, "gz-text-files a"));
    var tables = Array.from(document.querySelectorAll("figure.gz-table"));
    tables.slice(0, MOST).forEach(function (table) {
      var name = (table.querySelector("caption")?.firstChild?.textContent || "").trim();
      add("表：" + name, filesAt(table, "gz-table-files a[download]"));
    });
    if (tables.length > MOST) menu.append(elements.make("div", "gz-menu-about", "另有 " + (tables.length - MOST) + " 个表，文件在各表上方"));
    if (!opener) return;
    add("别的文件", [elements.makeLink("", "全部下载", opener.href)]);
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
    told(link.dataset.list || "").then(
      function (files) {
        var found = booksOf(files);
        show(found.books, found.isWhole);
      },
      function () { show([], true, "这里没有另做 Word、EPUB 和 PDF"); }
    );
  }

  /* The books of a source; where none were made there is no list to ask for. */
  /** @param {string} source */
  async function told(source) {
    var isMade = await window.gazetteShards.load("books");
    if (!isMade) throw new Error("no books");
    return window.gazetteShards.load("../downloads/list/" + source);
  }

  /** @param {[string, string, string][]} books  @param {boolean} isWhole  @param {string} [said] */
  function show(books, isWhole, said) {
    if (!opener) return;
    fill(books, isWhole, said);
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
