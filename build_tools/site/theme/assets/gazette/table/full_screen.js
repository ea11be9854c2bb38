/* A table on the whole screen: by the browser, or where it knows no such thing over the whole window. */
(function () {
  "use strict";

  var makeButton = window.gazetteElements.makeButton;

  class FullScreen {
    /** @param {HTMLElement} figure */
    constructor(figure) {
      this.figure = figure;
      this.button = makeButton("gz-full-button", "全屏");
      this.top = 0; // where the page stood
      this.button.addEventListener("click", () => (this.isOn() ? this.leave() : this.enter()));
      figure.addEventListener("fullscreenchange", () => {
        this.tell();
        if (!this.isNative()) figure.dispatchEvent(new Event("gz-left"));
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.isFixed() && !event.defaultPrevented) this.release();
      });
      document.addEventListener("focusin", (event) => {
        var at = /** @type {Node} */ (event.target);
        if (this.isFixed() && !figure.contains(at)) this.button.focus({ preventScroll: true });
      });
      figure.addEventListener("click", (event) => this.leaveForSource(event), true);
    }

    isNative() {
      return document.fullscreenElement === this.figure;
    }

    isFixed() {
      return this.figure.classList.contains("gz-full");
    }

    isOn() {
      return this.isNative() || this.isFixed();
    }

    tell() {
      this.button.textContent = this.isOn() ? "退出全屏" : "全屏";
      this.button.focus({ preventScroll: true });
    }

    hold() {
      this.top = window.scrollY;
      this.figure.classList.add("gz-full");
      document.documentElement.classList.add("gz-held");
      this.tell();
    }

    release() {
      this.figure.classList.remove("gz-full");
      document.documentElement.classList.remove("gz-held");
      window.scrollTo(0, this.top);
      this.tell();
      this.figure.dispatchEvent(new Event("gz-left"));
    }

    enter() {
      if (!document.fullscreenEnabled) return this.hold();
      this.figure.requestFullscreen().catch(() => this.hold());
    }

    leave() {
      if (this.isNative()) document.exitFullscreen();
      else if (this.isFixed()) this.release();
    }

    /** @param {Event} event  The raw lines stand elsewhere on the page: leave first, then show them. */
    leaveForSource(event) {
      var source = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".gz-source"));
      if (!source || !this.isOn()) return;
      var again = source;
      event.preventDefault();
      event.stopPropagation();
      this.figure.addEventListener("gz-left", function () {
        requestAnimationFrame(function () { again.click(); });
      }, { once: true });
      this.leave();
    }
  }

  /** @param {HTMLElement} figure */
  window.gazetteFullScreen = function (figure) {
    return new FullScreen(figure).button;
  };
})();
