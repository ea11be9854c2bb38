/* The words of ?q=… marked in the printed text of a page, and a bar to go from one to the next. What
   is derived is not marked, and 清除 leaves the page as it was. */
(function () {
  "use strict";

  // Elements that begin and end a stretch of text; within one, a phrase may run through others.
  var BLOCKS =
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul";
  var SKIPPED = "[data-derived], .headerlink, script, style, template, noscript, svg, .gz-hit-bar";

  var parts = window.gazetteParts;
  var blocks = new Set(BLOCKS.toUpperCase().split(" "));
  var article = document.querySelector("article");
  var asked = new URLSearchParams(location.search);
  if (!article || !asked.get("q") || document.getElementById("gz-ask")) return;

  var hits = []; // for each hit its marks: several where it runs through inline elements
  var current = -1;
  var status = null;

  /* ---- finding ---- */

  /* The stretches of printed text: runs of text nodes with no block between them. */
  function stretchesOf(root) {
    var made = [];
    var run = [];
    function end() {
      if (run.length) made.push(run);
      run = [];
    }
    (function walk(node) {
      if (node.nodeType === Node.TEXT_NODE) return run.push(node);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) return;
      var isBlock = blocks.has(node.nodeName);
      if (isBlock) end();
      node.childNodes.forEach(walk);
      if (isBlock) end();
    })(root);
    return made;
  }

  function literal(text, word) {
    var found = [];
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
    return found;
  }

  /* A function that gives the ranges of all wanted words in a text. */
  function finder() {
    var words = parts.wanted({ words: window.gazetteQuery.words(asked.get("q")) });
    var texts = words.map(function (word) { return word.text; }).concat(asked.getAll("also").filter(Boolean));
    if (asked.get("printed") === "1") {
      return function (text) {
        return texts.flatMap(function (word) { return literal(text, word); });
      };
    }
    var free = asked.get("free") === "1";
    return function (text) {
      return texts.flatMap(function (word) { return window.gazetteFold.find(text, word, free); });
    };
  }

  /* ---- marking ---- */

  function markNode(node, from, to, hit) {
    var middle = from ? node.splitText(from) : node;
    if (to - from < middle.length) middle.splitText(to - from);
    var mark = parts.make("mark", "gz-hit");
    middle.before(mark);
    mark.append(middle);
    hit.unshift(mark);
  }

  /* From the last range to the first, so that the places of those before stay true. */
  function markStretch(nodes, ranges) {
    var made = ranges.map(function () { return []; });
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
      parent.normalize();
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
    return location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  }

  function go(number, isFirst) {
    if (current >= 0) hits[current].forEach(function (mark) { mark.classList.remove("gz-hit-now"); });
    current = (number + hits.length) % hits.length;
    var marks = hits[current];
    for (var folded = marks[0].closest("details:not([open])"); folded; folded = marks[0].closest("details:not([open])")) {
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
    return hits.findIndex(function (marks) { return target.contains(marks[0]); });
  }

  function button(text, key, act) {
    var made = parts.makeButton("gz-hit-button", text);
    made.title = text + "（" + key + "）";
    made.addEventListener("click", act);
    return made;
  }

  function next() { go(current + 1); }
  function previous() { go(current < 0 ? hits.length - 1 : current - 1); }

  var bar = parts.make("div", "gz-hit-bar");
  bar.dataset.derived = "true";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "检索词的标记");

  function showBar() {
    status = parts.make("span", "gz-hit-status", "已标出 " + hits.length + " 处");
    status.setAttribute("role", "status");
    bar.append(status);
    if (hits.length) bar.append(button("上一处", "←", previous), button("下一处", "→", next));
    bar.append(button("清除", "Esc", clear));
    article.prepend(bar);
  }

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
