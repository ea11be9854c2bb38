// What keys and buttons do: each deed takes what is at hand, asks what it has to, and writes an entry.
import { choice, correction, field, question, shown } from "./dialogs.js";
import { ask, element, say } from "./talk.js";

const LATE = "网页还没有载入，请稍候再按";

/** @typedef {{ spot: import("./printed.js").Spot | null, told: () => void,
 *   write: (path: string, body: any, said: string) => Promise<boolean> }} Desk what is at hand, and what writes */

export class Deeds {
  /** @param {string} id @param {Desk} desk @param {{ page: import("./page.js").Page, cells: import("./cells.js").Cells,
   *   findings: import("./findings.js").Findings, reason: import("./reason.js").Reason }} parts */
  constructor(id, desk, { page, cells, findings, reason }) {
    this.id = id;
    this.desk = desk;
    this.page = page;
    this.cells = cells;
    this.findings = findings;
    this.reason = reason;
    /** @type {Promise<any> | null} */
    this.asking = null;
    this.before = 0;
  }

  /** Write what was decided, and go on at once: the next key need not wait. Where it could not be written, the list is
   * told anew.
   * @param {string} kind @param {any} entry @param {string} said @param {string} why @param {any} [found] the finding
   * that it settles */
  settle(kind, entry, said, why, found = null) {
    if (!why) return;
    this.desk.told();
    if (found) this.findings.settled(found, why);
    this.desk.write("settle", { kind, entry: { ...entry, why } }, said);
  }

  /** One question at a time: a key that comes before the editor could see the question is none; one that comes when it
   * was closed waits until what it was for is done.
   * @param {() => Promise<any>} act @returns {Promise<any>} */
  async once(act) {
    if (this.asking) {
      if (shown.questions === this.before || document.querySelector("dialog[open]")) return;
      await this.asking;
      return this.once(act);
    }
    this.before = shown.questions;
    this.asking = act().finally(() => { this.asking = null; });
    await this.asking;
  }

  /** What a key or a button does with a finding. @param {string} what @param {any} found */
  deed(what, found) {
    const acts = {
      accept: () => this.accept(found), correct: () => this.correct(found), furniture: () => this.furniture(), part: () => this.part(), cells: () => this.beginCells(),
      drop: async () => { this.desk.write("drop", { entry: found.stale }, `删去不再相符的一条：第${found.line}行`); },
      why: async () => { await this.reason.change(); this.desk.told(); this.findings.show(this.findings.mark(found)); },
    };
    return this.once(acts[/** @type {keyof typeof acts} */ (what)] ?? (() => this.take(found, found.readings[Number(what) - 1])));
  }

  /** @param {any} found */
  async accept(found) {
    if (found.stale) this.desk.write("drop", { entry: found.stale }, `删去不再相符的一条：第${found.line}行`);
    else if (found.severity !== "doubt" || found.accepted) {
      say(found.accepted ? "已经处理" : "这一条不能核定：" + found.hint);
    } else {
      this.settle("accept", { code: found.code, line: found.line }, `核定第${found.line}行：${found.said}`, await this.reason.asked(), found);
    }
  }

  /** @param {any} found @param {any} reading */
  async take(found, reading) {
    if (!reading || found.accepted) return say(found.accepted ? "已经处理" : "这一条没有这种读法；照原样按 Enter，改字按 E，改表格按 T");
    if (!reading.kind) return this.accept(found);
    this.settle(reading.kind, reading.entry, `第${found.line}行读作“${reading.text}”`, await this.reason.asked(), found);
  }

  /** Change printed words: those selected on the page, else those that the finding names; of a table the cell.
   * @param {any} found */
  async correct(found) {
    if (!(await this.page.there())) return say(LATE);
    const own = this.page.selection() ?? this.desk.spot;
    if (!own) return;
    const { lines } = await ask(`lines/${this.id}?first=${own.line}&last=${own.line}`);
    const told = found?.line === own.line ? found : null;
    const named = [own.words, told?.was].find((words) => words && lines[0].includes(words));
    if (own.cell || (!named && this.page.rowOf(own.line))) return this.correctCell(own);
    if (!named && /<\/?t[rdh]\b|<\/?table\b/.test(lines[0])) return say("这里是表格：先在网页上选中要改的字，再按 E；改一格按 T");
    const words = named ?? lines[0].trim();
    const answer = await correction(lines[0], words, told?.now && named ? told.now : words, this.reason.field());
    if (!answer || answer.was === answer.now) return;
    const why = this.reason.given(answer.why);
    this.settle("correction", { line: own.line, was: answer.was, now: answer.now, at: own.column }, `第${own.line}行“${answer.was}”改为“${answer.now}”`, why, told);
  }

  /** Cells are not changed by their line, in which the same words may stand twice. @param {import("./printed.js").Spot} own */
  async correctCell(own) {
    if (!this.cells.begin(own.cell?.row ?? this.page.rowOf(own.line), own.cell?.column)) return say(LATE);
    if (own.cell) await this.editCell(false);
    else say("这里是表格：方向键移到要改的一格，Enter 改，Esc 结束");
  }

  async furniture() {
    if (!this.desk.spot) return;
    const { line } = this.desk.spot;
    const { lines } = await ask(`lines/${this.id}?first=${line}&last=${line}`);
    const said = await choice(`第${line}行：${lines[0].trim().slice(0, 60)}`, { furniture: "不是正文（页码、书眉、网页文字），移出正文", text: "是正文，留在正文里" }, this.reason.field());
    if (said) this.settle("lines", { line, as: said.way }, `第${line}行${said.way === "text" ? "是正文" : "不是正文"}`, this.reason.given(said.said.get("why")));
  }

  async part() {
    if (!(await this.page.there())) return say(LATE);
    const own = this.page.selection() ?? this.desk.spot;
    if (!own) return;
    const before = own.words ?? "";
    const said = await choice(`第${own.line}行`, { join: "与下一行接成一段", part: "在下面的文字之前分成两段" }, [
      field("before", "在哪几个字之前分段", before.slice(0, 20)), field("last", "接到第几行", String(own.line + 1)), ...this.reason.field(),
    ]);
    if (!said) return;
    const entry = said.way === "join" ? { join: [own.line, Number(said.said.get("last"))] } : { part: own.line, before: String(said.said.get("before")) };
    this.settle("lines", entry, said.way === "join" ? `第${own.line}行起接成一段` : `第${own.line}行分段`, this.reason.given(said.said.get("why")));
  }

  /** The table at hand, at the cell that a finding names or that was clicked. */
  async beginCells() {
    if (!(await this.page.there())) return say(LATE);
    const [own, spot] = [this.findings.current(), this.desk.spot];
    const row = spot?.cell?.row ?? (this.page.anchorOf(spot?.line ?? 0) || (own?.page === this.page.name ? own.anchor : ""));
    if (!this.cells.begin(row, spot?.cell?.column)) say("这一页没有表格");
    else say("表格：方向键移动，Enter 改格，Shift+方向键选几格，S 合为一格，Esc 结束");
  }

  /** @param {boolean} join */
  async editCell(join) {
    if (!(await this.page.there()) || !this.cells.on) return;
    const place = this.cells.place();
    const several = "rows" in place;
    if (several && !join) return say("选了几格：按 S 合为一格；要改其中一格，先按方向键");
    const [rows, columns] = several ? [place.rows, place.columns] : [[place.row].flat(), [place.column]];
    const was = several ? [...new Set(place.was.filter(Boolean))].length > 1 ? place.was.join("") : place.was.find(Boolean) ?? "" : place.was;
    const named = [...new Set(rows)].map((row) => /\d+$/.exec(row)?.[0]).join("至");
    const which = `《${place.table}》第${named}行，第${columns.join("至")}列，现为“${[place.was].flat().join("｜")}”`;
    const said = await question(join ? "合为一格" : "改正这一格", [element("p", { class: "mute" }, which), field("now", "改为", was, true), ...this.reason.field()]);
    if (!said || (!join && said.get("now") === was)) return;
    this.settle("cell", { ...place, now: String(said.get("now")) }, `《${place.table}》第${named}行一格改为“${said.get("now")}”`, this.reason.given(said.get("why")));
  }
}
