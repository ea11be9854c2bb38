/* The words of ?q=… marked in the printed text of a page, and a bar to go from one to the next. What
   is derived is not marked, and 清除 leaves the page as it was. */
(function () {
  "use strict";

  // Elements that begin and end a stretch of text; within one, a phrase may run through others.
  var BLOCKS =
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul";
  var SKIPPED = "[data-derived], .headerlink, script, style, template, noscript, svg, .gz-hit-bar";

  var elements = window.gazetteElements;
  var parts = window.gazetteParts;
  var make = elements.make;
  var blocks = new Set(BLOCKS.toUpperCase().split(" "));
  var text = document.querySelector("article");
  var asked = new URLSearchParams(location.search);
  var typed = asked.get("q") || "";
  if (!text || !typed || document.getElementById("gz-ask")) return;

  var article = text;
  /** @type {HTMLElement[][]} */
  var hits = []; // for each hit its marks: several where it runs through inline elements
  var current = -1;
  var status = make("span", "gz-hit-status");

  /* ---- finding ---- */

  /* The stretches of printed text: runs of text nodes with no block between them. */
  /** @param {Element} root */
  function stretchesOf(root) {
    /** @type {Text[][]} */
    var made = [];
    /** @type {Text[]} */
    var run = [];
    function end() {
      if (run.length) made.push(run);
      run = [];
    }
    (function walk(/** @type {Node} */ node) {
      if (node instanceof Text) return void run.push(node);
      if (!(node instanceof Element) || node.matches(SKIPPED)) return;
      var isBlock = blocks.has(node.nodeName);
      if (isBlock) end();
      node.childNodes.forEach(walk);
      if (isBlock) end();
    })(root);
    return made;
  }

  /** @param {string} text  @param {string} word  @returns {Range2[]} */
  function literal(text, word) {
    /** @type {Range2[]} */
    var found = [];
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
    return found;
  }

  /* A function that gives the ranges of all wanted words in a text. */
  function finder() {
    var words = parts.wanted(window.gazetteQuery.words(typed));
    var texts = words.map(function (word) { return word.text; }).concat(asked.getAll("also").filter(Boolean));
    if (asked.get("printed") === "1") {
      return function (/** @type {string} */ text) {
        return texts.flatMap(function (word) { return literal(text, word); });
      };
    }
    var free = asked.get("free") === "1";
    return function (/** @type {string} */ text) {
      return texts.flatMap(function (word) { return window.gazetteFold.find(text, word, free); });
    };
  }

  /* ---- marking ---- */

  /** @param {Text} node  @param {number} from  @param {number} to  @param {HTMLElement[]} hit */
  function markNode(node, from, to, hit) {
    var middle = from ? node.splitText(from) : node;
    if (to - from < middle.length) middle.splitText(to - from);
    var mark = make("mark", "gz-hit");
    middle.before(mark);
    mark.append(middle);
    hit.unshift(mark);
  }

  /* From the last range to the first, so that the places of those before stay true. */
  /** @param {Text[]} nodes  @param {Range2[]} ranges */
  function markStretch(nodes, ranges) {
    var made = ranges.map(function () { return /** @type {HTMLElement[]} */ ([]); });
    var end = nodes.reduce(function (n, node) { return n + node.length; }, 0);
    for (var i = nodes.length - 1; i >= 0; i--) {
      var start = end - nodes[i].length;
      for (var k = ranges.length - 1; k >= 0; k--) {
        var from = Math.max(ranges[k][0], start);
        var to = Math.min(ranges[k][1], end);
        if (from < to) markNode(nodes[i], from - start, to - start, made[k]);
      }
      end = start;
    }
    return made;
  }

  function markAll() {
    var find = finder();
    stretchesOf(article).forEach(function (nodes) {
      var text = nodes.map(function (node) { return node.data; }).join("");
      hits = hits.concat(markStretch(nodes, parts.merged(find(text))));
    });
  }

  function clear() {
    hits.flat().forEach(function (mark) {
      var parent = mark.parentNode;
      mark.replaceWith.apply(mark, Array.from(mark.childNodes));
      if (parent) parent.normalize();
    });
    hits = [];
    bar.remove();
    asked.delete("q");
    asked.delete("also");
    asked.delete("printed");
    asked.delete("free");
    var query = asked.toString();
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    var target = targetOf() || article.querySelector("h1");
    if (target) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  }

  /* ---- going about ---- */

  function targetOf() {
    return location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  }

  /** @param {number} number  @param {boolean} [isFirst] */
  function go(number, isFirst) {
    if (current >= 0) hits[current].forEach(function (mark) { mark.classList.remove("gz-hit-now"); });
    current = (number + hits.length) % hits.length;
    var marks = hits[current];
    for (;;) {
      /** @type {HTMLDetailsElement | null} */
      var folded = marks[0].closest("details:not([open])");
      if (!folded) break;
      folded.open = true;
    }
    marks.forEach(function (mark) { mark.classList.add("gz-hit-now"); });
    marks[0].scrollIntoView({ block: "center", inline: "nearest" });
    status.textContent = isFirst
      ? "已标出 " + hits.length + " 处"
      : "第 " + (current + 1) + " 处，共 " + hits.length + " 处";
  }

  /* The first hit in the place that the address names; -1 where it has none. */
  function firstHit() {
    var target = targetOf();
    if (!target) return -1;
    var place = target;
    return hits.findIndex(function (marks) { return place.contains(marks[0]); });
  }

  /** @param {string} text  @param {string} key  @param {() => void} act */
  function button(text, key, act) {
    var made = elements.makeButton("gz-hit-button", text);
    made.title = text + "（" + key + "）";
    made.addEventListener("click", act);
    return made;
  }

  function next() { go(current + 1); }
  function previous() { go(current < 0 ? hits.length - 1 : current - 1); }

  var bar = make("div", "gz-hit-bar");
  bar.dataset.derived = "true";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "检索词的标记");

  function showBar() {
    status.textContent = "已标出 " + hits.length + " 处";
    status.setAttribute("role", "status");
    bar.append(status);
    if (hits.length) bar.append(button("上一处", "←", previous), button("下一处", "→", next));
    bar.append(button("清除", "Esc", clear));
    article.prepend(bar);
  }

  /** @type {Record<string, () => void>} */
  var KEYS = { ArrowLeft: previous, ArrowRight: next, Escape: clear };
  bar.addEventListener("keydown", function (event) {
    var act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || (!hits.length && act !== clear)) return;
    event.preventDefault();
    act();
  });

  markAll();
  showBar();
  var first = firstHit();
  if (first < 0 && hits.length && !targetOf()) first = 0;
  if (first >= 0) {
    go(first, true);
    // The browser goes to the beginning of the place once more when all is loaded.
    window.addEventListener("load", function () {
      requestAnimationFrame(function () {
        if (current === first) go(first, true);
      });
    });
  }
})();
