/* Why a cell reads as it does, beside it: by pointer and by keyboard. */
(function () {
  "use strict";

  var CELLS = ".gz-table-scroll [data-why]";

  var make = window.gazetteElements.make;
  var tip = make("div", "gz-tip");
  var whys = 0;
  var leaving = 0;
  /** @type {HTMLElement | null} */
  var tipOf = null;

  tip.setAttribute("aria-hidden", "true"); // read out through aria-describedby
  tip.hidden = true;

  /** @param {HTMLElement} figure  One hidden note for all cells of a reason. */
  function explain(figure) {
    /** @type {Map<string, string>} */
    var notes = new Map();
    figure.querySelectorAll(CELLS).forEach(function (element) {
      var cell = /** @type {HTMLElement} */ (element);
      var why = cell.dataset.why;
      if (!why) return;
      var id = notes.get(why) || noteOf(figure, why);
      notes.set(why, id);
      var focus = cell.querySelector(".gz-sort:not(.gz-sort-apart)") || cell;
      if (focus === cell) cell.tabIndex = 0;
      focus.setAttribute("aria-describedby", id);
    });
  }

  /** @param {HTMLElement} figure  @param {string} why */
  function noteOf(figure, why) {
    var note = make("span", "gz-why", why);
    note.id = "gz-why-" + ++whys;
    note.hidden = true;
    note.dataset.derived = "true";
    figure.append(note);
    return note.id;
  }

  /** @param {HTMLElement} cell  Where its words stand, without the tools of the row. */
  function placeOf(cell) {
    var words = document.createRange();
    words.selectNodeContents(cell.querySelector(".gz-stick") || cell);
    var tools = cell.querySelector(".gz-row-tools");
    if (tools) words.setEndBefore(tools);
    var at = words.getBoundingClientRect();
    return at.width ? at : cell.getBoundingClientRect();
  }

  function place() {
    if (!tipOf) return;
    var scroll = tipOf.isConnected && tipOf.closest(".gz-table-scroll");
    if (!scroll) return hide();
    var box = scroll.getBoundingClientRect();
    var at = placeOf(tipOf);
    if (at.bottom < box.top || at.top > box.bottom) return hide();
    var width = document.documentElement.clientWidth;
    var above = at.top - tip.offsetHeight - 6;
    // Above the words where there is room: the row's tools stand below them.
    var top = above > 56 ? above : at.bottom + 6;
    var left = Math.min(Math.max(at.left, box.left, 8), width - tip.offsetWidth - 8);
    tip.style.top = Math.max(8, top) + "px";
    tip.style.left = Math.max(8, left) + "px";
  }

  /** @param {HTMLElement} cell */
  function show(cell) {
    clearTimeout(leaving);
    if (tipOf === cell && !tip.hidden) return;
    tipOf = cell;
    tip.textContent = cell.dataset.why || "";
    tip.hidden = false;
    /** @type {HTMLElement} */ (cell.closest("figure")).append(tip);
    place();
  }

  function hide() {
    clearTimeout(leaving);
    tip.hidden = true;
    tipOf = null;
  }

  /** @param {EventTarget | null} at */
  function reasonAt(at) {
    var cell = at instanceof Element ? /** @type {HTMLElement | null} */ (at.closest(CELLS)) : null;
    return cell && cell.dataset.why ? cell : null;
  }

  function focused() {
    var active = document.activeElement;
    return active && active.matches(":focus-visible") ? reasonAt(active) : null;
  }

  /* The pointer may wander from the cell onto the tip; it stays open on the way. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(function () {
      var cell = focused();
      if (cell) show(cell);
      else hide();
    }, 200);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Escape" || tip.hidden) return;
    event.preventDefault();
    hide();
  }

  function watch() {
    document.addEventListener("mouseover", function (event) {
      if (tip.contains(/** @type {Node} */ (event.target))) return clearTimeout(leaving);
      var cell = reasonAt(event.target);
      if (cell) show(cell);
      else if (tipOf) leave();
    });
    document.documentElement.addEventListener("mouseleave", leave);
    document.addEventListener("focusin", function (event) {
      var cell = reasonAt(event.target);
      if (cell) show(cell);
      else if (tipOf && !tipOf.matches(":hover")) hide();
    });
    document.addEventListener("focusout", leave);
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
  }

  window.gazetteReasons = { explain: explain, watch: watch };
})();
