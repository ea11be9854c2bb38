/* Elements that hold nothing but text: whatever was printed or typed, it is never HTML. */
(function () {
  "use strict";

  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function makeButton(className, text) {
    var button = make("button", className, text);
    button.type = "button";
    return button;
  }

  function makeLink(className, text, href) {
    var link = make("a", className, text);
    link.href = href;
    return link;
  }

  window.gazetteElements = { make: make, makeButton: makeButton, makeLink: makeLink };
})();
