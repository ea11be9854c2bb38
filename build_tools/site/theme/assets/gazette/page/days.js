/* Days as they are stored (2024-08-04), the reader's own day, and what holds on it. */
(function () {
  "use strict";

  var UNITS = ["年", "月", "日"];

  /** @param {number} number */
  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  function today() {
    var now = new Date();
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* The day for which the address asks, ?on=2025-03-01; else the reader's own. */
  function asked() {
    var day = new URLSearchParams(location.search).get("on") || "";
    var read = new Date(day + "T00:00:00Z");
    return /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : "";
  }

  /** @param {string} day  2024-08-04 → 2024年8月4日; 2026-04 → 2026年4月. */
  function said(day) {
    return day.split("-").filter(Boolean).map(function (part, i) { return Number(part) + UNITS[i]; }).join("");
  }

  /**
   * The last of the stages that has begun by the day asked for, else by today; they stand in order.
   * @template T
   * @param {T[]} stages
   * @param {(stage: T) => string} since
   */
  function begun(stages, since) {
    var day = asked() || today();
    return stages.filter(function (stage) { return since(stage) <= day; }).pop();
  }

  window.gazetteDays = { two: two, today: today, asked: asked, said: said, begun: begun };
})();
