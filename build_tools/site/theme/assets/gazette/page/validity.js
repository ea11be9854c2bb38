/* The state of a text as of the reader's own day, or of the day that the address asks for (?on=2025-03-01). The page holds every state with the day from which
   it holds (data-from, empty for before all of them); without this script it tells them by their days.

   It runs before the page is read and sets each state as soon as it stands there: what is seen first is
   the state of today, and nothing moves when it comes. */
(function () {
  "use strict";

  var days = window.gazetteDays;
  var CLOCKS = ".gz-clock, .gz-badge";

  /** @param {Element} clock  @param {string} selector */
  function within(clock, selector) {
    return Array.from(/** @type {NodeListOf<HTMLElement>} */ (clock.querySelectorAll(selector)));
  }

  /** @param {Element} clock */
  function set(clock) {
    var stages = within(clock, "[data-from]");
    var current = days.begun(stages, function (stage) { return stage.dataset.from || ""; });
    stages.forEach(function (stage) {
      stage.hidden = stage !== current;
    });
    within(clock, ".gz-days").forEach(function (note) {
      note.hidden = true;
    });
    clock.classList.add("gz-today");
    var day = days.asked();
    within(clock, ".gz-as-of").forEach(function (note) {
      note.textContent = day ? "（" + days.said(day) + "当天）" : "（今天，" + days.said(days.today()) + "）";
    });
  }

  /* The field for another day: one on a page, at its first state. */
  function offer() {
    var place = document.querySelector(".gz-on");
    if (!place || document.querySelector(".gz-on input")) return;
    var label = document.createElement("label");
    var input = document.createElement("input");
    input.type = "date";
    input.value = days.asked() || days.today();
    input.addEventListener("change", function () {
      var address = new URL(location.href);
      if (!input.value || input.value === days.today()) address.searchParams.delete("on");
      else address.searchParams.set("on", input.value);
      history.replaceState(history.state, "", address);
      document.querySelectorAll(CLOCKS).forEach(set);
    });
    label.append("看某一天：", input);
    place.append(label);
  }

  /** @param {Element} clock  A state is whole when something stands behind it, or the page ends. */
  function isWhole(clock) {
    for (var node = /** @type {Element | null} */ (clock); node; node = node.parentElement) {
      if (node.nextSibling) return true;
    }
    return document.readyState !== "loading";
  }

  function setAll() {
    document.querySelectorAll(CLOCKS).forEach(function (clock) {
      if (!clock.classList.contains("gz-today") && isWhole(clock)) set(clock);
    });
    offer();
  }

  var observer = new MutationObserver(setAll);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () {
    observer.disconnect();
    setAll();
  });
})();
