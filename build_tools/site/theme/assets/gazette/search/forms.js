/* What is written in many ways, read from what was typed: numerals, days, parts of document numbers, places in
   a text, questions. Nothing is loaded here. */
(function () {
  "use strict";

  var fold = window.gazetteFold;
  var two = window.gazetteDays.two;
  var DIGITS = "〇一二三四五六七八九";
  var NUMERAL = "[0-9" + DIGITS + "零○两十百廿卅]+";
  var PLACE = "(第" + NUMERAL + "[编章节条款项])";

  /* 二〇二四 → 2024, 二十一 → 21, 12 → 12; NaN where it is none. */
  /** @param {string} text  @returns {number} */
  function number(text) {
    var plain = text.normalize("NFKC").replace(/[零○]/gu, "〇").replace(/两/gu, "二").replace(/廿/gu, "二十").replace(/卅/gu, "三十");
    if (/^[0-9]+$/.test(plain)) return Number(plain);
    if (!/[十百]/u.test(plain)) return Number(Array.from(plain, function (c) { return DIGITS.indexOf(c); }).join(""));
    var match = /^(?:([一二三四五六七八九])百〇?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/u.exec(plain);
    if (!match) return NaN;
    /** @param {string | undefined} c */
    function of(c) { return c ? DIGITS.indexOf(c) : 0; }
    return of(match[1]) * 100 + (match[3] ? (of(match[2]) || 1) * 10 : 0) + of(match[4]);
  }

  /* 15 → 十五, as articles, months and days count. */
  /** @param {number} n */
  function counted(n) {
    var hundreds = Math.floor(n / 100);
    var tens = Math.floor(n / 10) % 10;
    var ones = n % 10;
    var head = hundreds ? DIGITS[hundreds] + "百" : "";
    var middle = tens ? (tens > 1 || hundreds ? DIGITS[tens] : "") + "十" : hundreds && ones ? "〇" : "";
    return head + middle + (ones ? DIGITS[ones] : "");
  }

  /* 2024 → 二〇二四. */
  /** @param {number} n */
  function spelt(n) {
    return Array.from(String(n), function (c) { return DIGITS[Number(c)]; }).join("");
  }

  /* The same with the numerals of days and of places in a text in the other writing; "" where there are none. */
  /** @param {string} text */
  function otherNumerals(text) {
    var changed = text.normalize("NFKC").replace(new RegExp("(第?)(" + NUMERAL + ")(个?)(年|月|日|[编章节条款项])", "gu"), function (whole, first, numeral, of, unit) {
      var n = number(numeral);
      var isPlace = /[编章节条款项]/u.test(unit);
      if (!(n > 0) || of || isPlace !== Boolean(first) || (!isPlace && n > (unit === "年" ? 2999 : 31))) return whole;
      if (unit === "年" && n < 1900) return whole;
      if (/[0-9]/.test(numeral)) return first + (unit === "年" ? spelt(n) : n < 1000 ? counted(n) : numeral) + unit;
      return first + n + unit;
    });
    return changed === text.normalize("NFKC") ? "" : changed;
  }

  /* A day, a month or a day of any year, in any writing: {key: "2024-12-24" | "2024-12" | "12-24", said: as it
     is printed}; null where the text is none. */
  /** @param {string} text */
  function day(text) {
    var plain = text.normalize("NFKC").replace(/\s/gu, "");
    var match =
      /^((?:19|20)\d\d)[-—–―~./](\d{1,2})(?:[-—–―~./](\d{1,2}))?$/u.exec(plain) ||
      /^((?:19|20)\d\d)(\d\d)(\d\d)$/u.exec(plain) ||
      new RegExp("^(?:(" + NUMERAL + ")年)?(?:(" + NUMERAL + ")月)(?:份|(" + NUMERAL + ")[日号號])?$", "u").exec(plain);
    if (!match || (!match[1] && !match[3])) return null;
    var year = match[1] ? number(match[1]) : 0;
    var month = number(match[2]);
    var own = match[3] ? number(match[3]) : 0;
    if (!(month >= 1 && month <= 12) || !(own >= 0 && own <= 31) || (match[1] && !(year >= 1900 && year <= 2999))) return null;
    return {
      key: [year || "", two(month), own ? two(own) : ""].filter(Boolean).join("-"),
      said: (year ? year + "年" : "") + month + "月" + (own ? own + "日" : ""),
    };
  }

  /* 藏医保33号, 33号文, 2024年11号 → what is known of the number: {serial, organ, year}; null where it is none. */
  /** @param {string} text  @returns {PartNumber | null} */
  function partNumber(text) {
    var plain = text.normalize("NFKC").replace(/[()[\]〔〕【】〖〗\s]/gu, "").replace(/號/gu, "号");
    var match = /^(\D*?)(?:((?:19|20)\d\d)年?)?第?(\d{1,6})号(?:文件?|公文|令|通知)?$/u.exec(plain);
    if (!match || /月$/u.test(match[1])) return null;
    return { organ: fold(match[1]).chars.join(""), year: match[2] || "", serial: String(Number(match[3])) };
  }

  /* #33/藏医保/2023 for 藏医保33号: what was typed may leave out the year, and parts of the organ. */
  /** @param {PartNumber} part  @param {string} key */
  function fits(part, key) {
    var parts = key.split("/");
    return parts[1].includes(part.organ) && (!part.year || parts[2] === part.year);
  }

  /* …第三条, …附件6 → what stands before it, and the place: {rest, annex} or {rest, at}. */
  /** @param {string} text  @returns {PlaceBehind | null} */
  function placeBehind(text) {
    var plain = text.normalize("NFKC").trim();
    var annex = new RegExp("^(.{2,}?)\\s*[的之]?\\s*\\(?附[件表]?\\s*(" + NUMERAL + ")?\\)?$", "u").exec(plain);
    if (annex && /附[件表]|附$/u.test(plain)) return { rest: annex[1], annex: annex[2] ? String(number(annex[2])) : "" };
    var match = new RegExp("^(.{2,}?)\\s*[的之]?\\s*((?:" + PLACE + ")+)$", "u").exec(plain);
    if (!match) return null;
    var first = (new RegExp(PLACE, "u").exec(match[2]) || [""])[0];
    var n = number(first.slice(1, -1));
    return n > 0 ? { rest: match[1], at: ["第" + counted(n) + first.slice(-1), "第" + n + first.slice(-1)] } : null;
  }

  var ASKING = /请问|[是由有]谁|[是有]多少|是哪[个里些]|是什么时候|怎么办|怎么样|怎么|怎样|如何|多少|几时|几|什么时候|什么|为什么|为何|哪些|哪个|哪里|哪|谁|吗|呢|是否|能不能|可不可以|要不要|多久|何时|[?!,。、;:\s]+/gu;

  /* What a question is about: its stretches between the words that ask. */
  /** @param {string} text  @returns {string[][]} */
  function stretches(text) {
    return text.normalize("NFKC").split(ASKING).map(function (part) { return fold(part).chars; })
      .filter(function (chars) { return chars.length > 1; });
  }

  // 什么是母基金 · 何谓无废城市; 地下车位是什么意思 · 信用主体指的是什么 · 医疗集团的定义 · 管委会是指; not 为什么 · 要准备什么
  var MEANT = [
    /^(?:什么是|什么叫|啥是|啥叫|何为|何谓)(?:做|作)?(.+)$/u,
    /^(.+?)的?(?:意思|含义|涵义|定义|释义|概念)(?:是(?:什么|啥))?$/u,
    /^(.+?)(?:到底|究竟|具体)?(?:是什么|是啥|(?:是|所)?指的?是?(?:什么|啥)|叫什么|叫啥|什么|啥)(?:意思|概念)$/u,
    /^(.+?)(?:到底|究竟|具体)?(?:是什么|是啥|(?:是|所)?指的?是?(?:什么|啥)|是指|所指|是何意|何意|何解)$/u,
    /^(.+?)应?(?:如何|怎么|怎样)(?:定义|理解|解释)$/u,
  ];

  /* Without what one says around a question. */
  /** @param {string} text */
  function asked(text) {
    return text.normalize("NFKC").replace(/^\s*(?:请问|问一?下)?\s*|[?!。呢吗呀啊\s]*$/gu, "");
  }

  /* The word whose meaning is asked for; "" where none is. */
  /** @param {string} text */
  function meant(text) {
    var plain = asked(text);
    if (plain.includes('"')) return "";
    for (var pattern of MEANT) {
      var match = pattern.exec(plain);
      var word = match ? match[1].replace(/[“”‘’「」《》]/gu, "").trim() : "";
      if (fold(word).chars.length > 1 && !/什么|啥/u.test(word)) return word;
    }
    return "";
  }

  // 拉萨市财政局的任务 · 市教育局有哪些任务 · 市财政局2025年要做什么; not 财政局长的职责
  var TO_DO = new RegExp(
    "^(\\p{Script=Han}{1,20}?[局厅委办部院会署处队])的?(?:任务|职责|责任|分工|期限|有哪些|有什么|负责|牵头|配合|承担|管什么|" +
    "做什么|干什么|要|应|需|该|今年|明年|(?:19|20)[0-9]{2}年)", "u");

  /* The office of which is asked what it has to do; "" where none is. */
  /** @param {string} text */
  function officeAsked(text) {
    var match = TO_DO.exec(asked(text));
    return match ? match[1] : "";
  }

  var TITLE = /^\p{Script=Han}{2,}(?:法典?|条例|办法|规定|规则|细则|章程|规划|纲要)(?:[（(][^（(]+[）)])?$/u;
  var NO_LAW = /[方做看想说违依执司立合非用守犯]法$/u; // but 办法

  /* 行政许可法, 《政府信息公开条例》, not 工作方法, 严格执法, 怎么办: the title of an instrument, as far as its end tells. */
  /** @param {string} text */
  function isInstrument(text) {
    var isAsked = stretches(text).flat().length < fold(text).chars.length;
    return /^《.+》$/u.test(text) || (!isAsked && TITLE.test(text) && !NO_LAW.test(text));
  }

  window.gazetteForms = {
    otherNumerals: otherNumerals, day: day, partNumber: partNumber, fits: fits, placeBehind: placeBehind, stretches: stretches,
    isInstrument: isInstrument, meant: meant, officeAsked: officeAsked,
  };
})();
