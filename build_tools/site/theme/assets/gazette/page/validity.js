/* The state of a text as of the reader's own day. The page holds every state with the day from which
   it holds (data-from, empty for before all of them); without this script it tells them by their days.

   It runs before the page is read and sets each state as soon as it stands there: what is seen first is
   the state of today, and nothing moves when it comes. */
(function () {
  "use strict";

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  var now = new Date();
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());

  function set(clock) {
    var stages = Array.from(clock.querySelectorAll("[data-from]"));
    var current = null;
    stages.forEach(function (stage) {
      if (stage.dataset.from <= today) current = stage;
    });
    stages.forEach(function (stage) {
      stage.hidden = stage !== current;
    });
    clock.querySelectorAll(".gz-days").forEach(function (days) {
      days.hidden = true;
    });
    clock.classList.add("gz-today");
    clock.querySelectorAll(".gz-as-of").forEach(function (note) {
      note.textContent =
        "（今天，" + now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日）";
    });
  }

  /* A state is whole when something stands behind it, or the page ends. */
  function isWhole(clock) {
    for (var node = clock; node; node = node.parentElement) {
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
