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
    /** @type {HTMLElement | null} */
    this.marked = null;
    this.scrolled = 0;
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
      this.frame.src = `/${page}`;
    }
  }

  /** The page was built anew: show it as it is now, at the same place. */
  renew() {
    if (!this.name) return;
    // What was not shown yet, where the page was not there, is shown now; else the page stays where it was read.
    this.scrolled = this.marked ? (this.frame.contentWindow?.scrollY ?? 0) : 0;
    // Not reload(): it would bring back the page before, where another one is just being opened.
    this.frame.contentWindow?.location.replace(`/${this.name}`);
  }

  async loaded() {
    if (!this.name || !this.text) return;
    this.text.addEventListener("click", (event) => this.hit(event), true);
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.known = ask(`places?page=${encodeURIComponent(this.name)}`).catch(() => ({ blocks: {}, tables: {} }));
    this.places = await this.known;
    const there = this.scrolled;
    this.scrolled = 0;
    if (there) {
      this.mark(this.text.getElementById(this.wanted?.anchor ?? ""));
      this.frame.contentWindow?.scrollTo(0, there);
    } else if (this.wanted) this.point();
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
    const wanted = words.replace(/\s/g, "");
    const nodes = printedNodes(block);
    const all = nodes.flatMap(({ node, text }) => [...text].map((c, k) => ({ node, k, c }))).filter(({ c }) => c.trim());
    const at = all.map(({ c }) => c).join("").indexOf(wanted);
    if (!wanted || at < 0) return;
    const range = this.text.createRange();
    const [first, last] = [all[at], all[at + wanted.length - 1]];
    if (!last) return;
    range.setStart(first.node, first.k);
    range.setEnd(last.node, last.k + 1);
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
    let before = 0;
    for (const { node: own, text } of printedNodes(block)) {
      if (own === node) {
        return this.placeOf(block.id, before + solid(text.slice(0, at)));
      }
      before += solid(text);
    }
    return null;
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
function solid(text) {
  return [...text].filter((c) => c.trim()).join("").length;
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
