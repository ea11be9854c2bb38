// The list beneath: what is open in an issue, what weighs most first; one of them is at hand.
import { ask, element } from "./talk.js";
import { readable, small } from "./words.js";

const SEVERITIES = { error: ["错误", "bad"], stale: ["过期", "bad"], doubt: ["存疑", "warn"], correction: ["校勘", "good"] };

export class Findings {
  /** @param {{ chosen: (found: any) => void, deed: (what: string, found: any) => void, reason: import("./reason.js").Reason }} heard */
  constructor(heard) {
    this.heard = heard;
    this.list = /** @type {HTMLElement} */ (document.querySelector("#found"));
    this.which = /** @type {HTMLSelectElement} */ (document.querySelector("#which"));
    /** @type {any[]} */
    this.all = [];
    /** @type {any[]} */
    this.shown = [];
    this.place = -1;
    this.wanted = "";
    /** @type {Promise<string[]> | null} */
    this.lines = null;
    /** @type {{ line: number, text: string }[]} */
    this.hits = [];
    this.looked = Promise.resolve(); // until what is looked for is listed
    /** What came back when an entry was undone. @type {{ marks: Set<string>, words: string }} */
    this.back = { marks: new Set(), words: "" };
    this.which.addEventListener("change", () => this.show());
  }

  /** @param {any[]} found */
  fill(found) {
    const before = this.current();
    this.all = found;
    this.show(before && this.mark(before));
  }

  /** What a finding is known by when the list is told anew. @param {any} found */
  mark(found) {
    return [found.code, found.line, found.was, found.said].join("|");
  }

  /** @param {string} [mark] */
  show(mark = "") {
    const kinds = { open: (/** @type {any} */ f) => !f.accepted, new: (/** @type {any} */ f) => f.new && !f.accepted, settled: (/** @type {any} */ f) => f.accepted };
    const kind = kinds[/** @type {keyof typeof kinds} */ (this.which.value)];
    const own = this.wanted ? (/** @type {any} */ f) => `${f.said}${f.printed}${f.code}${f.was}`.includes(this.wanted) : kind;
    this.shown = this.all.filter(own);
    const there = this.shown.findIndex((f) => this.mark(f) === mark);
    this.place = there >= 0 ? there : Math.min(Math.max(this.place, 0), this.shown.length - 1);
    const rows = [...this.shown.map((f, k) => this.row(f, k)), ...this.hits.map((hit) => this.hit(hit))];
    const held = this.list.contains(document.activeElement);
    this.list.replaceChildren(...(rows.length ? rows : [element("li", { class: "good" }, this.wanted ? "没有找到。" : this.which.value === "settled" ? "还没有处理过的。" : "没有待处理的。")]));
    this.current$()?.scrollIntoView({ block: "nearest" });
    if (held) this.focus();
  }

  /** @param {any} found @param {number} k */
  row(found, k) {
    const [name, tone] = SEVERITIES[/** @type {keyof typeof SEVERITIES} */ (found.severity)];
    const change = found.was ? `：${found.was}${found.now ? ` → ${found.now}` : ""}` : "";
    const head = element("div", { class: "head" },
      element("span", { class: `tag ${tone}` }, found.accepted && found.severity !== "correction" ? "已核定" : name), ...(this.back.marks.has(this.mark(found)) && !found.accepted ? [element("span", { class: "tag warn" }, `已撤销：${this.back.words}`)] : []), ...(found.new && !found.accepted ? [element("span", { class: "tag" }, "新")] : []),
      element("span", {}, found.file ? `${found.file} 第${found.line}行` : `第${found.line}行`), element("span", {}, `${found.said}${change}`),
      small(found.code));
    const settled = found.accepted ? element("div", { class: "good" }, `理由：${found.accepted}`) : element("div", { class: "mute" }, found.hint ? `→ ${found.hint}` : "");
    const row = element("li", { "aria-current": k === this.place ? "true" : "false", class: found.accepted ? "settled" : null, tabindex: "-1", "data-code": found.code, "data-readings": String(found.readings.length), click: () => this.go(k) },
      head, element("div", { class: "printed" }, readable(found.printed).slice(0, 160)), settled, element("div", { class: "deeds" }, ...this.deeds(found)));
    return row;
  }

  /** @param {any} found */
  deeds(found) {
    const button = (/** @type {string} */ what, /** @type {string} */ words, /** @type {string} */ key) =>
      element("button", { type: "button", "aria-keyshortcuts": key || null, click: (event) => { event.stopPropagation(); this.heard.deed(what, found); } }, words, element("kbd", { "aria-hidden": "true" }, key));
    if (found.stale) return [button("drop", "删去附属文件里的这一条", "")];
    const readings = found.readings.map((/** @type {any} */ reading, /** @type {number} */ k) => button(String(k + 1), `读作“${reading.text || "空白"}”`, String(k + 1)));
    const accept = found.severity === "doubt" && !found.accepted ? [button("accept", "照原样", "Enter")] : [];
    const why = button("why", `理由：${this.heard.reason.kept || "未定"}`, "W");
    return [...accept, ...readings, button("correct", "改字", "E"), button("cells", "表格", "T"), button("furniture", "是否正文", "D"), button("part", "分段接段", "P"), why];
  }

  /** What is open, by its marks. */
  marks() {
    return new Set(this.all.filter((f) => !f.accepted).map((f) => this.mark(f)));
  }

  /** A finding was settled, and is shown so; go on to the next one, where the editor did not go elsewhere.
   * @param {any} found @param {string} why */
  settled(found, why) {
    const here = this.current() === found;
    const next = this.shown[this.place + 1] ?? this.shown[this.place - 1];
    found.accepted = why;
    this.show(this.current() && this.mark(this.current()));
    if (here && next) this.go(this.mark(next));
  }

  /** An entry was undone: go to what is open again, and say why it is. @param {Set<string>} before @param {string} words */
  cameBack(before, words) {
    this.back = { marks: new Set([...this.marks()].filter((mark) => !before.has(mark))), words };
    const [first] = this.back.marks;
    this.show(first);
    if (first) this.go(first);
  }

  current() {
    return this.shown[this.place];
  }

  current$() {
    return /** @type {HTMLElement | null} */ (this.list.querySelector('[aria-current="true"]'));
  }

  /** Give the keyboard back to the finding at hand. */
  focus() {
    const first = /** @type {HTMLElement | null} */ (this.list.querySelector("li[tabindex]"));
    (this.current$() ?? first ?? this.list).focus({ preventScroll: true });
  }

  /** To the first of what was looked for; where nothing is listed yet, once it is. */
  async come() {
    if (!this.shown.length && !this.hits.length) await this.looked;
    if (this.current()) this.go(this.place);
    else this.focus();
  }

  /** @param {number | string} where a place in the list, or the mark of a finding */
  go(where) {
    const k = typeof where === "number" ? where : this.shown.findIndex((f) => this.mark(f) === where);
    if (k < 0 || k >= this.shown.length) return;
    this.place = k;
    this.list.querySelectorAll("li").forEach((row, n) => row.setAttribute("aria-current", String(n === k)));
    this.current$()?.scrollIntoView({ block: "nearest" });
    this.current$()?.focus({ preventScroll: true }); // which a screen reader reads out
    this.heard.chosen(this.shown[k]);
  }

  /** @param {number} by */
  step(by) {
    const hit = by > 0 && this.place === this.shown.length - 1 && this.list.querySelector("li[data-line]");
    if (hit instanceof HTMLElement) return hit.focus();
    this.go(Math.min(Math.max(this.place + by, 0), this.shown.length - 1));
  }

  /** The first one, or the one at a line. @param {number} line */
  begin(line) {
    const k = line ? this.shown.findIndex((f) => f.line <= line && line <= f.last) : 0;
    this.go(Math.max(k, 0));
  }

  /** Findings that hold these words, and below them raw lines that do. @param {string} words @param {string} id */
  search(words, id) {
    this.wanted = words.trim();
    this.hits = [];
    this.show();
    if (this.wanted) this.looked = this.look(id);
  }

  /** @param {string} id */
  async look(id) {
    this.lines ??= ask(`lines/${id}?first=1&last=100000000`).then((found) => found.lines);
    const all = (await this.lines).map((text, k) => ({ text, line: k + 1 }));
    this.hits = this.wanted ? all.filter((hit) => hit.text.includes(this.wanted)).slice(0, 50) : [];
    this.show();
  }

  /** A key that is pressed on a raw line that was found. @param {HTMLElement} row @param {string} key
   * @returns {boolean} whether it was one of the list's */
  along(row, key) {
    const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Enter: row }[key];
    if (to === undefined) return false;
    if (to === row) row.click();
    else if (to instanceof HTMLElement) to.focus();
    return true;
  }

  /** A raw line that holds the words. It stays in the list when that is told anew. @param {{ line: number, text: string }} hit */
  hit({ line, text }) {
    const found = { line, was: this.wanted, page: "", anchor: "", file: "" };
    const words = element("span", { class: "printed" }, readable(text).slice(0, 160));
    const choose = () => this.heard.chosen(found);
    return element("li", { tabindex: "0", "data-line": String(line), click: choose }, element("span", { class: "tag" }, "来源"), ` 第${line}行 `, words);
  }
}
