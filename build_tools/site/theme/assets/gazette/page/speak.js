/* Read aloud by the browser's own voice, block by block; the block that is read is marked. What signs stand for is
   said, the printed text stays as it is. It comes when 朗读 is pressed, as a shard (gazette.js). */
(function () {
  "use strict";

  /* In this order. 藏政发〔2024〕11号 · 2023—2025年 · 49.5% · 10.5微克/立方米 · 附件1 */
  /** @type {[RegExp, string][]} */
  var SIGNS = [
    [/[〔\[［](\d{4})[〕\]］]\s*(?:第)?(\d+)\s*号/g, "$1年第$2号"],
    [/(\d)\s*[—–~～－-]+\s*(\d+(?:\.\d+)?\s*(?:年|月|日|%|％|个|项|万|亿|页))/g, "$1至$2"],
    [/(\d+(?:\.\d+)?)\s*[%％]/g, "百分之$1"],
    [/(\d+(?:\.\d+)?)\s*‰/g, "千分之$1"],
    [/([克吨斤米升元焦])\/((?:立方|平方)?[米千公吨升万人年日小时天])/g, "$1每$2"],
    [/≥|≧/g, "大于等于"],
    [/≤|≦/g, "小于等于"],
    [/℃/g, "摄氏度"],
    [/㎡|m²/g, "平方米"],
    [/[《》〈〉“”]/g, ""],
    [/[\s\u3000]+/g, " "],
  ];

  /** @param {string} text  As it is said. */
  function said(text) {
    return SIGNS.reduce(function (words, sign) { return words.replace(sign[0], sign[1]); }, text).trim();
  }

  /* The printed words of a block: what is derived is not read. */
  /** @param {Element} block */
  function printed(block) {
    var copy = /** @type {Element} */ (block.cloneNode(true));
    copy.querySelectorAll("[data-derived], rt").forEach(function (part) { part.remove(); });
    return copy.textContent || "";
  }

  /** @param {HTMLButtonElement} button */
  function start(button) {
    var voice = window.speechSynthesis;
    /** @type {HTMLElement[]} */
    var blocks = Array.from(document.querySelectorAll("article [data-l]:not(.gz-table, [data-derived] *), article .gz-table tr"));
    var at = -1; // the block that is read; none while it is silent

    function stop() {
      if (blocks[at]) blocks[at].classList.remove("gz-cited");
      at = -1;
      voice.cancel();
      button.textContent = "朗读";
      button.setAttribute("aria-pressed", "false");
    }

    /** @param {number} next */
    function read(next) {
      if (blocks[at]) blocks[at].classList.remove("gz-cited");
      at = next;
      var block = blocks[at];
      if (!block) return stop();
      var words = said(printed(block));
      if (!words) return read(next + 1);
      var utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = "zh-CN";
      utterance.onend = function () { if (at === next) read(next + 1); };
      utterance.onerror = function () { if (at === next) stop(); };
      block.classList.add("gz-cited");
      block.scrollIntoView({ block: "nearest" });
      voice.speak(utterance);
    }

    /* From the first block that is in sight, where the reader has gone on; else from the title. */
    function first() {
      var seen = blocks.findIndex(function (block) { return block.getBoundingClientRect().top >= 0; });
      return window.scrollY > window.innerHeight && seen > 0 ? seen : 0;
    }

    function press() {
      if (at >= 0) return stop();
      button.textContent = "停止朗读";
      button.setAttribute("aria-pressed", "true");
      read(first());
    }

    window.addEventListener("pagehide", stop);
    button.addEventListener("click", press);
    press();
  }

  window.gazetteShard("gazette/page/speak", start);
})();
