/* What a reader chose, 大字 and 深色, before anything is painted; kept apart by the site's own path. */
(function () {
  "use strict";

  var root = document.documentElement;
  var body = document.body;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  var scope = new URL("..", document.currentScript.src).pathname;

  function stored(name) {
    try {
      return localStorage.getItem(scope + name);
    } catch (error) {
      return null; /* storage is switched off */
    }
  }

  function store(name, value) {
    try {
      localStorage.setItem(scope + name, value);
    } catch (error) {
      /* storage is full or switched off: the choice lasts for this page only */
    }
  }

  function isDark() {
    return (stored("dark") || String(dark.matches)) === "true";
  }

  function showColours() {
    body.dataset.mdColorScheme = isDark() ? "slate" : "default";
  }

  function showSize() {
    root.toggleAttribute("data-gz-large", stored("large") === "true");
  }

  /* A button that is pressed while a choice is on. */
  function offer(button, name, isOn, show) {
    function press() {
      show();
      button.setAttribute("aria-pressed", String(isOn()));
    }
    press();
    button.addEventListener("click", function () {
      store(name, String(button.getAttribute("aria-pressed") !== "true"));
      press();
    });
    return press;
  }

  var large = document.querySelector(".gz-large-text");
  offer(large, "large", function () { return root.hasAttribute("data-gz-large"); }, showSize);
  var press = offer(document.querySelector(".gz-dark"), "dark", function () {
    return body.dataset.mdColorScheme === "slate";
  }, showColours);
  dark.addEventListener("change", press); // of the system; a choice made here stays
  large.parentElement.hidden = false;
})();
