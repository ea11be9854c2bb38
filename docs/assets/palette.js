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
