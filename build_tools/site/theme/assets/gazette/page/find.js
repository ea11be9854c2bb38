/* Find in this document: one box in the outline takes the number of an article (15, 十五, 第十五条) or words. The
   outline is sifted, and below the box stand the places, by article. It comes when the box is first entered
   (gazette.js), as a shard, and hands over the function that starts it. */
(function () {
  "use strict";

  var MOST = 50; // places that are listed
  var AROUND = 10; // characters on either side of what was found
  var DIGITS = "零一二三四五六七八九";
  var make = window.gazetteElements.make;
  var makeLink = window.gazetteElements.makeLink;
  var canMark = "highlights" in CSS && typeof Highlight === "function";

  /** @param {number} number  15 → 十五, 120 → 一百二十; below a thousand, as articles are numbered. */
  function inWords(number) {
    var hundreds = Math.floor(number / 100);
    var tens = Math.floor((number % 100) / 10);
    var ones = number % 10;
    var said = hundreds ? DIGITS[hundreds] + "百" : "";
    if (tens) said += (tens === 1 && !hundreds ? "" : DIGITS[tens]) + "十";
    else if (hundreds && ones) said += "零";
    return said + (ones ? DIGITS[ones] : "");
  }

  /** @param {string} words  What the articles that are meant are called; empty where no number is meant. */
  function articleOf(words) {
    var read = /^第?(\d{1,3}|[一二三四五六七八九十百零]+)条?$/.exec(words);
    if (!read) return "";
    return "第" + (/\d/.test(read[1]) ? inWords(Number(read[1])) : read[1]) + "条";
  }

  /* The printed text of a block: what is derived is none of it. */
  /** @param {Element} block  @returns {Text[]} */
  function printed(block) {
    var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    var found = [];
    while (walker.nextNode()) {
      var node = /** @type {Text} */ (walker.currentNode);
      var derived = node.parentElement && node.parentElement.closest("[data-derived]");
      if (!derived || derived.contains(block)) found.push(node);
    }
    return found;
  }

  /** @param {Text[]} nodes  @param {number} start  @param {number} end */
  function rangeOf(nodes, start, end) {
    var range = document.createRange();
    var at = 0;
    nodes.forEach(function (node) {
      var last = at + node.data.length;
      if (start >= at && start < last) range.setStart(node, start - at);
      if (end > at && end <= last) range.setEnd(node, end - at);
      at = last;
    });
    return range;
  }

  /** @param {HTMLInputElement} input */
  function start(input) {
    var box = /** @type {HTMLElement} */ (input.parentElement);
    var said = make("p", "gz-find-said");
    var list = make("ul", "gz-find-hits");
    /** @type {HTMLElement[]} */
    var entries = Array.from(document.querySelectorAll(".gz-outline > ul > li"));
    /** @type {HTMLElement[]} */
    var blocks = Array.from(document.querySelectorAll("article [data-l][id]:not(.gz-table), article .gz-table tr[id]"));
    said.setAttribute("role", "status");
    box.append(said, list);

    /** @param {HTMLElement} block  @param {number} order  A row is known by its table, a paragraph by its place. */
    function nameOf(block, order) {
      return block.dataset.at || (block.matches("tr") ? "表中一行" : order ? "正文" : "标题");
    }

    /** @param {HTMLElement} block  @param {string} name  @param {string} text  @param {number} at  @param {number} length */
    function entry(block, name, text, at, length) {
      var item = make("li");
      var link = makeLink("", name + "　", "#" + block.id);
      link.append(
        (at > AROUND ? "…" : "") + text.slice(Math.max(0, at - AROUND), at),
        make("mark", "", text.slice(at, at + length)),
        text.slice(at + length, at + length + AROUND) + (text.length > at + length + AROUND ? "…" : "")
      );
      item.append(link);
      list.append(item);
    }

    /** @param {string} words  The places of an article by its number. */
    function jump(words) {
      var name = articleOf(words);
      var found = blocks.filter(function (block) { return name && block.dataset.at === name; });
      found.forEach(function (block) {
        var item = make("li");
        item.append(makeLink("", "跳到" + name, "#" + block.id));
        list.append(item);
      });
      return found.length;
    }

    /** @param {string} words */
    function find(words) {
      /** @type {Range[]} */
      var ranges = [];
      var places = 0;
      blocks.forEach(function (block, order) {
        var nodes = printed(block);
        var text = nodes.map(function (node) { return node.data; }).join("");
        var first = text.indexOf(words);
        if (first < 0) return;
        places += 1;
        if (places <= MOST) entry(block, nameOf(block, order), text, first, words.length);
        for (var at = first; at >= 0; at = text.indexOf(words, at + words.length)) {
          ranges.push(rangeOf(nodes, at, at + words.length));
        }
      });
      if (canMark) CSS.highlights.set("gz-find", new Highlight(...ranges));
      return places;
    }

    function answer() {
      var words = input.value.trim();
      list.textContent = "";
      said.textContent = "";
      if (canMark) CSS.highlights.delete("gz-find");
      var jumps = jump(words);
      entries.forEach(function (item) {
        item.hidden = words !== "" && !jumps && !(item.textContent || "").includes(words);
      });
      if (!words || jumps) return;
      var places = find(words);
      said.textContent = places ? "正文" + places + "处" + (places > MOST ? "，列出前" + MOST + "处" : "") : "正文中没有“" + words + "”";
    }

    input.addEventListener("input", answer);
    input.addEventListener("keydown", function (event) {
      var first = list.querySelector("a");
      if (event.key !== "Enter" || event.isComposing || !first) return;
      event.preventDefault();
      first.click();
    });
    answer();
  }

  window.gazetteShard("gazette/page/find", start);
})();
