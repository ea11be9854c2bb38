/* The state of a text as of the reader's own day. The page holds every state with the day from which
   it holds (data-from, empty for before all of them); without this script it tells them by their days.

   It runs before the page is read and sets each state as soon as it stands there: what is seen first is
   the state of today, and nothing moves when it comes. */
(function () {
  "use strict";

  var days = window.gazetteDays;

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
    within(clock, ".gz-as-of").forEach(function (note) {
      note.textContent = "（今天，" + days.said(days.today()) + "）";
    });
  }

  /** @param {Element} clock  A state is whole when something stands behind it, or the page ends. */
  function isWhole(clock) {
    for (var node = /** @type {Element | null} */ (clock); node; node = node.parentElement) {
      if (node.nextSibling) return true;
    }
    return document.readyState !== "loading";
  }

  function setAll() {
    document.querySelectorAll(".gz-clock:not(.gz-today)").forEach(function (clock) {
      if (isWhole(clock)) set(clock);
    });
  }

  var observer = new MutationObserver(setAll);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () {
    observer.disconnect();
    setAll();
  });
})();
