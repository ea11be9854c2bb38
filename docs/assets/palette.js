/* The reader's choice of light or dark, before anything is painted. */
(function () {
  var stored = __md_get("__palette");
  var color = stored && stored.color;
  if (!color) return;
  if (color.media === "(prefers-color-scheme)") {
    var wanted = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + wanted + ")']");
    if (input) {
      ["media", "scheme", "primary", "accent"].forEach(function (name) {
        color[name] = input.getAttribute("data-md-color-" + name);
      });
    }
  }
  Object.keys(color).forEach(function (name) {
    document.body.setAttribute("data-md-color-" + name, color[name]);
  });
})();

/* 大字模式: larger text and wider lines, chosen with the button and remembered beside the colours. */
(function () {
  var root = document.documentElement;
  var button = document.querySelector(".gz-large-text");

  function set(large) {
    root.toggleAttribute("data-gz-large", large);
    if (button) button.setAttribute("aria-pressed", String(large));
  }

  set(__md_get("__large") === true);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    var large = !root.hasAttribute("data-gz-large");
    set(large);
    __md_set("__large", large);
  });
})();
