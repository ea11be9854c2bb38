/* The state of a text as of the reader's own day. The page holds every state with the day from which
   it holds (data-from, empty for before all of them); without this script it tells them by their days. */
(function () {
  "use strict";

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  var now = new Date();
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());

  document.querySelectorAll(".gz-clock").forEach(function (clock) {
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
  });
})();
