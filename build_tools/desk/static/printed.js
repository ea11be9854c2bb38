// The left side: the pages of the original with the line boxed, or the raw lines where there are no pictures.
import { ask, element } from "./talk.js";

const ROWS = 400; // raw lines that are shown at once

/** A place in print; of a table's cell also where it stands there, counted from 0.
 * @typedef {{ line: number, column?: number, words?: string, cell?: { row: string, column: number } }} Spot */

/** The print of a source. `clicked` hears on which line, and at which of its characters, was clicked. */
export class Printed {
  /** @param {string} id @param {number} lines @param {(spot: Spot) => void} clicked */
  constructor(id, lines, clicked) {
    this.id = id;
    this.lines = lines;
    this.clicked = clicked;
    this.paper = /** @type {HTMLElement} */ (document.querySelector("#paper"));
    this.number = /** @type {HTMLInputElement} */ (document.querySelector("#sheet"));
    this.zoom = 1;
    this.turned = 0;
    this.sheet = 0;
    /** @type {{ page: number, file: string, width: number, height: number }[]} */
    this.sheets = [];
    /** @type {Map<number, [number, number[]][]>} */
    this.boxes = new Map();
    /** @type {Spot | null} */
    this.spot = null;
    this.last = 0;
    this.paper.replaceChildren(element("p", { class: "mute" }, "正在取印刷页……"));
    this.tools();
  }

  async load() {
    const found = await ask(`print/${this.id}`);
    this.sheets = found.pages;
    for (const { line, page, box } of found.lines) if (!box.includes(null)) this.boxes.set(line, [...(this.boxes.get(line) ?? []), [page, box]]);
    const last = this.sheets.length || Math.ceil(this.lines / ROWS);
    const sheets = /** @type {HTMLElement} */ (document.querySelector("#sheets"));
    sheets.textContent = `／${last}${this.sheets.length ? "" : "（来源文本）"}`;
    sheets.title = found.why;
    this.last = last;
    for (const name of ["#smaller", "#larger", "#turn"]) {
      /** @type {HTMLButtonElement} */ (document.querySelector(name)).disabled = !this.sheets.length;
    }
    await this.turnTo(1);
  }

  tools() {
    const on = (/** @type {string} */ name, /** @type {() => void} */ act) => document.querySelector(name)?.addEventListener("click", act);
    on("#before", () => this.turnTo(this.sheet - 1));
    on("#next", () => this.turnTo(this.sheet + 1));
    on("#smaller", () => this.scale(1 / 1.25));
    on("#larger", () => this.scale(1.25));
    on("#turn", () => { this.turned = (this.turned + 90) % 360; this.draw(); });
    this.number.addEventListener("change", () => this.turnTo(Number(this.number.value) || 1));
  }

  /** @param {number} by */
  scale(by) {
    this.zoom = Math.min(6, Math.max(0.25, this.zoom * by));
    this.draw();
  }

  /** @param {number} sheet */
  async turnTo(sheet) {
    this.sheet = Math.min(Math.max(sheet, 1), this.last || 1);
    this.number.value = String(this.sheet);
    if (this.sheets.length) this.draw();
    else await this.write();
  }

  /** Show where a line stands, its words marked. @param {Spot} spot */
  async show(spot) {
    this.spot = spot;
    if (!this.last) return; // shown when the pages are there
    if (!this.sheets.length) {
      await this.turnTo(Math.ceil(spot.line / ROWS));
      this.paper.querySelector(".here")?.scrollIntoView({ block: "center" });
      return;
    }
    const place = this.boxes.get(spot.line)?.[0] ?? this.nearest(spot.line);
    if (place) await this.turnTo(place[0]);
    const box = this.paper.querySelector(".box");
    if (!box) return;
    const at = box.getBoundingClientRect();
    const pane = this.paper.getBoundingClientRect();
    this.paper.scrollBy(at.left - pane.left - 40, at.top - pane.top - pane.height / 3);
  }

  /** The place of the line above that has one. @param {number} line @returns {[number, number[]] | undefined} */
  nearest(line) {
    for (let n = line; n > 0; n--) if (this.boxes.has(n)) return this.boxes.get(n)?.[0];
    return undefined;
  }

  draw() {
    const sheet = this.sheets[this.sheet - 1];
    if (!sheet) return;
    const image = element("img", { src: `/desk/print/${this.id}/${sheet.file}`, alt: `印刷页第${this.sheet}页`, width: String(sheet.width), height: String(sheet.height) });
    const made = element("div", { class: "sheet", click: (event) => this.hit(event) }, image);
    const places = this.spot ? (this.boxes.get(this.spot.line) ?? []) : [];
    for (const [page, [left, top, right, bottom]] of places) {
      if (page !== sheet.page) continue;
      const box = element("div", { class: "box" });
      Object.assign(box.style, { left: `${left - 3}px`, top: `${top - 3}px`, width: `${right - left + 6}px`, height: `${bottom - top + 6}px` });
      made.append(box);
    }
    const fit = (this.paper.clientWidth - 24) / (this.turned % 180 ? sheet.height : sheet.width);
    const scale = Math.min(fit, 1.2) * this.zoom;
    const [w, h] = [sheet.width * scale, sheet.height * scale];
    const moves = { 0: "", 90: `translate(${h}px, 0)`, 180: `translate(${w}px, ${h}px)`, 270: `translate(0, ${w}px)` };
    made.style.transform = `${moves[/** @type {0|90|180|270} */ (this.turned)]} rotate(${this.turned}deg) scale(${scale})`;
    const around = element("div");
    Object.assign(around.style, { width: `${this.turned % 180 ? h : w}px`, height: `${this.turned % 180 ? w : h}px`, margin: ".5em auto" });
    made.style.margin = "0";
    around.append(made);
    this.paper.replaceChildren(around);
  }

  /** @param {MouseEvent} event */
  hit(event) {
    const sheet = this.sheets[this.sheet - 1];
    const image = /** @type {HTMLElement} */ (event.currentTarget);
    const at = image.getBoundingClientRect();
    // Where in the picture, as it was drawn before it was turned and scaled.
    const [u, v] = [(event.clientX - at.left) / at.width, (event.clientY - at.top) / at.height];
    const ways = { 0: [u, v], 90: [v, 1 - u], 180: [1 - u, 1 - v], 270: [1 - v, u] };
    const [x, y] = ways[/** @type {0|90|180|270} */ (this.turned)];
    const [px, py] = [x * sheet.width, y * sheet.height];
    let best = null;
    for (const [line, places] of this.boxes) {
      for (const [page, [left, top, right, bottom]] of places) {
        if (page !== sheet.page) continue;
        const away = Math.max(left - px, 0, px - right) + Math.max(top - py, 0, py - bottom);
        if (!best || away < best.away) best = { line, away };
      }
    }
    if (best) this.clicked({ line: best.line });
  }

  async write() {
    const first = (this.sheet - 1) * ROWS + 1;
    const sheet = this.sheet;
    const { lines } = await ask(`lines/${this.id}?first=${first}&last=${first + ROWS - 1}`);
    if (sheet !== this.sheet) return; // turned meanwhile
    const rows = lines.map((/** @type {string} */ words, /** @type {number} */ k) => {
      const here = this.spot?.line === first + k;
      const text = element("span", {}, ...(here && this.spot ? marked(words, this.spot) : [words]));
      return element("li", { class: here ? "here" : null, "data-n": String(first + k) }, element("span", {}, String(first + k)), text);
    });
    const list = element("ol", { class: "raw" }, ...rows);
    list.addEventListener("click", (event) => {
      const row = /** @type {HTMLElement} */ (event.target).closest("li");
      if (row && !getSelection()?.toString()) this.clicked({ line: Number(row.dataset.n) });
    });
    this.paper.replaceChildren(list);
  }
}

/** The words of a line, those that are meant marked. @param {string} words @param {Spot} spot */
function marked(words, spot) {
  const wanted = spot.words ?? "";
  const near = spot.column ?? 0;
  let at = wanted ? words.indexOf(wanted, near) : -1;
  if (at < 0 && wanted) at = words.indexOf(wanted);
  if (at < 0 && spot.column !== undefined) return [words.slice(0, near), element("mark", {}, words.slice(near, near + 1)), words.slice(near + 1)];
  if (at < 0) return [words];
  return [words.slice(0, at), element("mark", {}, wanted), words.slice(at + wanted.length)];
}
