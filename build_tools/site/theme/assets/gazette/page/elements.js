/* Elements that hold nothing but text: whatever was printed or typed, it is never HTML; and the link 关注. */
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

  /** @returns {Promise<WatchStore>} */
  function watched() {
    return window.gazetteShards.load("gazette/page/watched");
  }

  /* 关注, a link to the list of what is watched: it adds to that list where it stands, once its script is there.
     Returns what has it say whether the thing is on the list, where this browser keeps one. */
  /** @param {HTMLAnchorElement} link */
  function watchable(link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      watched().then(function (store) { store.toggle(link); }, function () { location.href = link.href; });
    });
    return function () {
      try {
        if (!Object.keys(localStorage).some(function (name) { return /watch$/.test(name); })) return;
      } catch (error) {
        return; // nothing may be kept
      }
      watched().then(function (store) { store.mark(link); }, function () {});
    };
  }

  window.gazetteElements = { make: make, makeButton: makeButton, makeLink: makeLink, watchable: watchable };
})();
