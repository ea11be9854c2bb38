// The right side: the page as readers will see it. Each of its characters knows where it was printed.
import { ask } from "./talk.js";

const DERIVED = "[data-derived], .headerlink";

/** @typedef {import("./printed.js").Spot} Spot */
/** @typedef {{ blocks: Record<string, [number, number, number][]>, tables: Record<string, { title: string, columns: string[], rows: Record<string, number[]> }> }} Places */

/** The converted page. `clicked` hears where what was clicked is printed, `key` hears keys that are pressed in it. */
export class Page {
  /** @param {(spot: Spot) => void} clicked @param {(event: KeyboardEvent) => void} key */
  constructor(clicked, key) {
    this.frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#page"));
    this.clicked = clicked;
    this.key = key;
    this.name = "";
    /** @type {Places} */
    this.places = { blocks: {}, tables: {} };
    /** @type {{ anchor: string, words: string } | null} */
    this.wanted = null;
    /** @type {Promise<Places>} */
    this.known = Promise.resolve(this.places);
    this.told = (/** @type {Places} */ _) => {};
    /** @type {HTMLElement | null} */
    this.marked = null;
    this.scrolled = 0;
    /** @type {{ anchor: string, at: number, words: string } | null} */
    this.held = null;
    this.frame.addEventListener("load", () => this.loaded());
  }

  /** @returns {Document} */
  get text() {
    return /** @type {Document} */ (this.frame.contentDocument);
  }

  /** Show an anchor of a page. @param {string} page @param {string} [anchor] @param {string} [words] */
  open(page, anchor = "", words = "") {
    if (!page) return;
    this.wanted = { anchor, words };
    if (page === this.name) this.point();
    else {
      this.scrolled = 0;
      this.name = page;
      this.places = { blocks: {}, tables: {} }; // those of the page before are none of this one
      this.awaited();
      this.frame.src = `/${page}`;
    }
  }

  /** The source, or the site, changed: show the page as it is now, at the same place; load it only where it reads
   * otherwise. */
  async renew() {
    const name = this.name;
    if (!name) return;
    const there = await fetch(`/${name}`, { method: "HEAD" }).catch(() => null);
    if (name !== this.name) return;
    const own = /** @type {HTMLElement | null} */ (this.text?.querySelector("script[data-mark]"));
    if (own && there?.headers.get("x-gazette-mark") === own.dataset.mark) {
      const places = await this.asked(name);
      if (name === this.name) this.places = places;
      return;
    }
    // What was not shown yet, where the page was not there, is shown now; else the page stays where it was read.
    this.scrolled = this.marked ? (this.frame.contentWindow?.scrollY ?? 0) : 0;
    this.held = this.chosen() ?? this.held;
    this.awaited();
    // Not reload(): it would bring back the page before, where another one is just being opened.
    this.frame.contentWindow?.location.replace(`/${this.name}`);
  }

  /** Where the characters of a page are printed. @param {string} name @returns {Promise<Places>} */
  asked(name) {
    return ask(`places?page=${encodeURIComponent(name)}`).catch(() => ({ blocks: {}, tables: {} }));
  }

  /** What asks for places waits for those of the page that is being loaded. */
  awaited() {
    const before = this.told; // who still waits for the page before hears of this one
    this.known = new Promise((told) => { this.told = (/** @type {Places} */ places) => { before(places); told(places); }; });
  }

  async loaded() {
    // Firefox tells that the empty frame was loaded also when a page is already on its way.
    if (!this.name || !this.text || this.text.URL === "about:blank") return;
    this.text.addEventListener("click", (event) => this.hit(event), true);
    this.text.addEventListener("keydown", (event) => this.key(event));
    const name = this.name;
    const places = await this.asked(name);
    if (name !== this.name) return; // another page is on its way
    this.places = places;
    this.told(places);
    const there = this.scrolled;
    this.scrolled = 0;
    if (there) {
      this.mark(this.text.getElementById(this.wanted?.anchor ?? ""));
      this.frame.contentWindow?.scrollTo(0, there);
    } else if (this.wanted) this.point();
    if (this.held) this.hold(this.held);
    this.held = null;
  }

  /** What is selected: in which block, behind how many of its characters, which ones. */
  chosen() {
    const selection = this.frame.contentWindow?.getSelection();
    const words = without(selection?.toString() ?? "");
    if (!selection?.rangeCount || !words) return null;
    const { startContainer: start, startOffset } = selection.getRangeAt(0);
    const block = /** @type {HTMLElement | null} */ (start.parentElement?.closest("[data-l]"));
    const at = block ? before(block, start, startOffset) : -1;
    return block && at >= 0 ? { anchor: block.id, at, words } : null;
  }

  /** Select the same characters of a page that was loaded anew; where others stand there now, none.
   * @param {{ anchor: string, at: number, words: string }} held */
  hold({ anchor, at, words }) {
    const block = this.text.getElementById(anchor);
    const there = block ? characters(block).slice(at, at + count(words)) : [];
    if (there.map(({ c }) => c).join("") === words) this.choose(there);
  }

  point() {
    const { anchor, words } = /** @type {{ anchor: string, words: string }} */ (this.wanted);
    const place = anchor ? this.text.getElementById(anchor) : null;
    this.mark(place);
    if (!place) return;
    for (let up = place.parentElement; up; up = up.parentElement) if (up instanceof /** @type {any} */ (this.frame.contentWindow).HTMLDetailsElement) /** @type {any} */ (up).open = true;
    place.scrollIntoView({ block: "center" });
    if (words) this.select(place, words);
  }

  /** @param {HTMLElement | null} place */
  mark(place) {
    if (this.marked) this.marked.style.outline = "";
    this.marked = place;
    if (place) place.style.outline = "2px solid #c2410c";
  }

  /** Select words of a block, blanks left out of account. @param {HTMLElement} block @param {string} words */
  select(block, words) {
    const wanted = without(words);
    const all = characters(block);
    const text = all.map(({ c }) => c).join("");
    const at = wanted ? text.indexOf(wanted) : -1;
    if (at >= 0) this.choose(all.slice(count(text.slice(0, at)), count(text.slice(0, at + wanted.length))));
  }

  /** @param {{ node: Node, k: number, c: string }[]} these characters */
  choose(these) {
    const range = this.text.createRange();
    const [first, last] = [these[0], these[these.length - 1]];
    range.setStart(first.node, first.k);
    range.setEnd(last.node, last.k + last.c.length);
    const selection = this.frame.contentWindow?.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }

  /** @param {MouseEvent} event */
  async hit(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest("button, summary, input, select, label, nav, header, footer, .headerlink")) return;
    if (!target.closest("[data-l]")) return;
    event.preventDefault();
    await this.known; // where the characters of this page stand
    const spot = this.spotAt(event.clientX, event.clientY, target);
    if (!spot) return;
    this.clicked(spot);
  }

  /** @param {number} x @param {number} y @param {Element} target @returns {Spot | null} */
  spotAt(x, y, target) {
    const row = /** @type {HTMLElement | null} */ (target.closest("tr[data-l]"));
    const block = /** @type {HTMLElement | null} */ (target.closest("[data-l]"));
    if (row) return { line: Number(row.dataset.l?.split("-")[0]), words: target.closest("td, th")?.textContent?.trim() };
    if (!block || target.closest(DERIVED)) return null;
    const caret = caretAt(this.text, x, y);
    return (caret && this.spotOf(block, caret.node, caret.at)) ?? { line: Number(block.dataset.l?.split("-")[0]) };
  }

  /** Where a character of a block is printed. @param {HTMLElement} block @param {Node} node @param {number} at @returns {Spot | null} */
  spotOf(block, node, at) {
    const n = before(block, node, at);
    return n < 0 ? null : this.placeOf(block.id, n);
  }

  /** @param {string} anchor @param {number} n @returns {Spot | null} */
  placeOf(anchor, n) {
    for (const [count, line, column] of this.places.blocks[anchor] ?? []) {
      if (n < count) return { line, column: column + n };
      n -= count;
    }
    return null;
  }

  /** What is selected on the page: its words, and where they are printed. */
  selection() {
    const selection = this.frame.contentWindow?.getSelection();
    const words = selection?.toString().trim() ?? "";
    if (!selection || !words || !selection.anchorNode || !selection.focusNode) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer;
    const block = /** @type {HTMLElement | null} */ (start.parentElement?.closest("[data-l]"));
    const spot = block && this.spotOf(block, start, range.startOffset);
    return spot ? { ...spot, words } : null;
  }

  /** The anchors of this page under which a line is shown. @param {number} line */
  anchorOf(line) {
    for (const [anchor, runs] of Object.entries(this.places.blocks)) if (runs.some((run) => run[1] === line)) return anchor;
    for (const table of Object.values(this.places.tables)) {
      for (const [row, lines] of Object.entries(table.rows)) if (lines.includes(line)) return row;
    }
    return "";
  }
}

/** @param {string} text */
function without(text) {
  return text.replace(/\s/g, "");
}

/** How many printed characters of a block stand before a place in it; -1 where that is none of its text.
 * @param {HTMLElement} block @param {Node} node @param {number} at */
function before(block, node, at) {
  let n = 0;
  for (const { node: own, text } of printedNodes(block)) {
    if (own === node) return n + count(without(text.slice(0, at)));
    n += count(without(text));
  }
  return -1;
}

/** How many characters; a rare one that JavaScript writes as two units is one. @param {string} text */
function count(text) {
  return [...text].length;
}

/** The printed characters of a block, blanks left out: each with its node and its place there. @param {HTMLElement} block */
function characters(block) {
  const found = [];
  for (const { node, text } of printedNodes(block)) {
    let k = 0;
    for (const c of text) {
      if (c.trim()) found.push({ node, k, c });
      k += c.length;
    }
  }
  return found;
}

/** The printed text nodes of a block, what is derived left out. @param {HTMLElement} block */
function printedNodes(block) {
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Node, text: string }[]} */
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest(DERIVED)) found.push({ node, text: node.nodeValue ?? "" });
  }
  return found;
}

/** @param {Document} text @param {number} x @param {number} y */
function caretAt(text, x, y) {
  const all = /** @type {any} */ (text);
  if (all.caretPositionFromPoint) {
    const found = all.caretPositionFromPoint(x, y);
    return found && { node: /** @type {Node} */ (found.offsetNode), at: Number(found.offset) };
  }
  const range = all.caretRangeFromPoint?.(x, y);
  return range && { node: /** @type {Node} */ (range.startContainer), at: Number(range.startOffset) };
}
