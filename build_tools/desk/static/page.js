// The right side: the page as readers will see it. Each of its characters knows where it was printed.
import { placeOf, wordsOf } from "./grid.js";
import { ask } from "./talk.js";

const LATE = 20_000; // ms after which a page that does not come is not waited for
const DERIVED = "[data-derived], .headerlink";

/** @typedef {import("./printed.js").Spot} Spot */
/** @typedef {{ blocks: Record<string, [number, number, number][]>, tables: Record<string, { title: string, columns: string[], rows: Record<string, number[]> }> }} Places */

/** The converted page. `clicked` hears where what was clicked is printed, `key` hears keys that are pressed in it,
 * `shown` that a page was loaded, `away` is to take the keyboard while one is not there. */
export class Page {
  /** @param {{ clicked: (spot: Spot) => void, key: (event: KeyboardEvent) => void, shown: () => void, away: () => void }} heard */
  constructor(heard) {
    this.frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#page"));
    this.heard = heard;
    this.name = "";
    /** @type {Places} */
    this.places = { blocks: {}, tables: {} };
    this.wanted = { anchor: "", words: "" };
    /** @type {Promise<Places>} */
    this.known = Promise.resolve(this.places);
    this.told = (/** @type {Places} */ _) => {};
    /** @type {HTMLElement | null} */
    this.marked = null;
    this.coming = false; // the page of this name is on its way; what is there is another one, or an older one
    this.ready = false; // what is there is the page of this name, and its places are known
    /** @type {{ id: string, top: number } | null} */
    this.place = null; // what stood at the top of the page that was there before
    /** @type {{ anchor: string, at: number, words: string } | null} */
    this.held = null;
    this.within = false; // the keyboard was in the page that was there before
    this.again = false; // it changed once more while it was on its way
    this.frame.addEventListener("load", () => this.loaded());
  }

  /** @returns {Document} */
  get text() {
    return /** @type {Document} */ (this.frame.contentDocument);
  }

  /** Show an anchor of a page, its words selected. @param {string} page @param {string} [anchor] @param {string} [words] */
  open(page, anchor = "", words = "") {
    if (!page) return;
    this.wanted = { anchor, words };
    this.held = null; // what was selected is not what is meant now
    if (page !== this.name) {
      this.name = page;
      this.forget();
      this.frame.src = `/${page}`;
    } else if (this.ready) this.point();
  }

  /** Nothing is known of the page that is on its way. */
  forget() {
    this.places = { blocks: {}, tables: {} };
    this.place = this.held = null;
    this.ready = false;
    this.awaited();
  }

  /** The source, or the site, changed: show the page as it is now, at the same place; load it only where it reads
   * otherwise. */
  async renew() {
    const name = this.name;
    if (!name) return;
    if (!this.text) this.frame.src = `/${name}`; // the browser's own words: the server was not there
    this.again = !this.ready;
    if (!this.ready) return;
    const there = await fetch(`/${name}`, { method: "HEAD" }).catch(() => null);
    if (name !== this.name) return;
    this.again = !this.ready;
    if (!this.ready) return;
    const own = /** @type {HTMLElement | null} */ (this.text?.querySelector("script[data-mark]"));
    if (own && there?.headers.get("x-gazette-mark") === own.dataset.mark) {
      const places = await this.asked(name);
      if (name === this.name && this.ready) this.places = places;
      return;
    }
    this.awaited();
    if (document.activeElement === this.frame) {
      this.within = true; // no key is heard by a page that is not there yet
      this.heard.away();
    }
    // Not reload(): it would bring back the page before, where another one is just being opened.
    this.frame.contentWindow?.location.replace(`/${this.name}`);
  }

  /** The page goes: keep, at the last moment, where it was read and what was selected on it. */
  keep() {
    if (!this.ready) return; // another page was asked for
    this.held = this.chosen() ?? this.held;
    const blocks = /** @type {HTMLElement[]} */ ([...this.text.querySelectorAll("[data-l][id]")]);
    const top = blocks.find((block) => block.getBoundingClientRect().bottom > 0);
    const read = !this.wanted.anchor || this.marked; // else what is wanted was not there: it is shown when it is
    this.place = top && read ? { id: top.id, top: top.getBoundingClientRect().top } : null;
    this.ready = false;
    if (!this.coming) this.awaited(); // someone followed a link, or the page loads itself anew
  }

  /** Where the characters of a page are printed. @param {string} name @returns {Promise<Places>} */
  asked(name) {
    return ask(`places?page=${encodeURIComponent(name)}`).catch(() => ({ blocks: {}, tables: {} }));
  }

  /** Whether the page that is on its way came, and came in time. */
  there() {
    const late = new Promise((done) => setTimeout(done, LATE, null));
    return Promise.race([this.known, late]).then(() => this.ready);
  }

  /** What asks for places waits for those of the page that is being loaded. */
  awaited() {
    this.coming = true;
    const before = this.told; // who still waits for the page before hears of this one
    this.known = new Promise((told) => { this.told = (/** @type {Places} */ places) => { before(places); told(places); }; });
  }

  async loaded() {
    const text = this.text;
    // Firefox tells that the empty frame was loaded also when a page is already on its way.
    if (!this.name || !text || text.URL === "about:blank") return;
    const here = decodeURI(new URL(text.URL).pathname).slice(1);
    if (here !== this.name) {
      if (this.coming) return; // the page before
      this.name = here; // someone followed a link
      this.wanted = { anchor: decodeURI(new URL(text.URL).hash).slice(1), words: "" };
      this.forget();
    }
    this.coming = false;
    text.addEventListener("click", (event) => this.hit(event), true);
    text.addEventListener("keydown", (event) => this.heard.key(event));
    this.frame.contentWindow?.addEventListener("pagehide", () => this.keep());
    const places = await this.asked(here);
    if (here !== this.name || text !== this.text) return; // another page is on its way
    this.places = places;
    this.ready = true;
    this.restore();
    this.heard.shown();
    this.told(places);
    if (this.again) this.renew();
  }

  /** The page is there: where it was read before, with what was selected; else at what is wanted. */
  restore() {
    const meant = this.held ?? this.chosen(); // what was selected before, or since the page is seen
    const before = this.place && this.text.getElementById(this.place.id);
    if (this.place && before) {
      this.mark(this.text.getElementById(this.wanted.anchor));
      this.frame.contentWindow?.scrollBy({ top: before.getBoundingClientRect().top - this.place.top, behavior: "instant" });
    } else this.point();
    if (meant) this.hold(meant);
    this.place = this.held = null;
    if (this.within && !document.querySelector("dialog[open]")) this.frame.focus();
    this.within = false;
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
    const { anchor, words } = this.wanted;
    const place = anchor ? this.text.getElementById(anchor) : null;
    this.mark(place);
    this.frame.contentWindow?.getSelection()?.removeAllRanges(); // what was selected before is not meant
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
    this.heard.clicked(spot);
  }

  /** @param {number} x @param {number} y @param {Element} target @returns {Spot | null} */
  spotAt(x, y, target) {
    const row = /** @type {HTMLElement | null} */ (target.closest("tr[data-l]"));
    const block = /** @type {HTMLElement | null} */ (target.closest("[data-l]"));
    if (row) return this.spotOfCell(row, target);
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

  /** A cell of a table: its line, what is printed in it, and its place where an entry can name it.
   * @param {HTMLElement} row @param {Element | null} within @returns {Spot} */
  spotOfCell(row, within) {
    const cell = within?.closest("td, th");
    return { line: Number(row.dataset.l?.split("-")[0]), words: wordsOf(cell), cell: placeOf(cell) ?? undefined };
  }

  /** What is selected on the page: its words, and where they are printed. */
  selection() {
    const selection = this.frame.contentWindow?.getSelection();
    const words = selection?.toString().trim() ?? "";
    if (!this.ready || !selection?.rangeCount || !words) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer;
    const block = /** @type {HTMLElement | null} */ (start.parentElement?.closest("[data-l]"));
    if (block?.matches("tr")) return { ...this.spotOfCell(block, start.parentElement), words };
    const spot = block && this.spotOf(block, start, range.startOffset);
    return spot ? { ...spot, words } : null;
  }

  /** The anchor of this page under which a line is shown. @param {number} line */
  anchorOf(line) {
    for (const [anchor, runs] of Object.entries(this.places.blocks)) if (runs.some((run) => run[1] === line)) return anchor;
    return this.rowOf(line);
  }

  /** The row of a table of this page that is printed on a line. @param {number} line */
  rowOf(line) {
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
