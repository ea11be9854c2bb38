/* What a reader chose, 大字 and 深色, before anything is painted; kept apart by the site's own path. Where
   nothing can be stored a choice lasts for its page. What a phone folds, so that its first screen shows the
   text: the head, and what is known of a document. */
(function () {
  "use strict";

  var root = document.documentElement;
  var body = document.body;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var scope = new URL("../../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).pathname;

  /** @param {string} name */
  function stored(name) {
    try {
      return localStorage.getItem(scope + name);
    } catch (error) {
      return null; /* storage is switched off */
    }
  }

  /** @param {string} name  @param {string} value */
  function store(name, value) {
    try {
      localStorage.setItem(scope + name, value);
    } catch (error) {
      /* storage is full or switched off */
    }
  }

  /* A button that is pressed while a choice is on. What was never chosen follows the system. */
  /**
   * @param {string} name
   * @param {string} selector
   * @param {() => boolean} bySystem
   * @param {(isOn: boolean) => void} show
   */
  function offer(name, selector, bySystem, show) {
    var button = /** @type {HTMLElement} */ (document.querySelector(selector));
    var choices = /** @type {HTMLElement} */ (button.parentElement);
    var chosen = stored(name);
    function isOn() {
      return chosen === null ? bySystem() : chosen === "true";
    }
    function follow() {
      show(isOn());
      button.setAttribute("aria-pressed", String(isOn()));
    }
    follow();
    dark.addEventListener("change", follow);
    button.addEventListener("click", function () {
      chosen = String(!isOn());
      store(name, chosen);
      follow();
    });
    choices.hidden = false;
  }

  root.setAttribute("data-gz-folds", "");
  document.querySelectorAll(".gz-fold").forEach(function (button) {
    if (!(button instanceof HTMLElement)) return;
    button.addEventListener("click", function () {
      var part = document.querySelector(button.dataset.opens || "");
      var isOpen = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(isOpen));
      if (!part) return;
      part.classList.toggle("gz-open", isOpen);
      var first = part.querySelector("input, a");
      if (isOpen && first instanceof HTMLElement) first.focus();
    });
  });

  // What does not know ::details-content has the facts of a document opened before they are painted.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 30.0625em)").matches) {
    var observer = new MutationObserver(open);
    observer.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", function () {
      observer.disconnect();
      open();
    });
  }

  function open() {
    document.querySelectorAll("details.gz-about").forEach(function (about) { about.setAttribute("open", ""); });
  }

  offer("large", ".gz-large-text", function () { return false; }, function (large) {
    root.toggleAttribute("data-gz-large", large);
  });
  offer("dark", ".gz-dark", function () { return dark.matches; }, function (isDark) {
    body.dataset.mdColorScheme = isDark ? "slate" : "default";
  });
})();
