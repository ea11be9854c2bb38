/* What a reader chose, 大字 and 深色, before anything is painted; kept apart by the site's own path. Where
   nothing can be stored a choice lasts for its page. */
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

  offer("large", ".gz-large-text", function () { return false; }, function (large) {
    root.toggleAttribute("data-gz-large", large);
  });
  offer("dark", ".gz-dark", function () { return dark.matches; }, function (isDark) {
    body.dataset.mdColorScheme = isDark ? "slate" : "default";
  });
})();
