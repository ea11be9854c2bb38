/* Elements that hold nothing but text: whatever was printed or typed, it is never HTML. */
(function () {
  "use strict";

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {string} [className]
   * @param {string} [text]
   */
  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /** @param {string} className  @param {string} [text] */
  function makeButton(className, text) {
    var button = make("button", className, text);
    button.type = "button";
    return button;
  }

  /** @param {string} className  @param {string} text  @param {string} href */
  function makeLink(className, text, href) {
    var link = make("a", className, text);
    link.href = href;
    return link;
  }

  window.gazetteElements = { make: make, makeButton: makeButton, makeLink: makeLink };
})();
