// Cells of a table by the keyboard: arrows move, with Shift they select, Enter edits, S joins, Esc ends.
import { laidOut, wordsOf, rowsOf } from "./grid.js";

/** What an entry of the sidecar says of the cells that are selected.
 * @typedef {{ table: string, row: string | string[], column: number, was: string }
 *   | { table: string, rows: string[], columns: number[], was: string[] }} CellPlace */

export class Cells {
  /** @param {import("./page.js").Page} page @param {(join: boolean) => Promise<void>} edit what a key does with the cells at hand */
  constructor(page, edit) {
    this.page = page;
    this.edit = edit;
    this.on = false;
    this.row = 0;
    this.column = 0;
    this.more = 0; // rows below, and columns beside, that are selected too
    this.beside = 0;
    /** @type {(HTMLElement | null)[][]} */
    this.grid = [];
    this.told = /** @type {HTMLElement} */ (document.querySelector("#cell"));
    /** @type {HTMLElement[]} */
    this.rows = [];
    this.name = "";
  }

  /** Begin in the table of an anchor, at a column, else in the first of the page; false where there is none, or where
   * it is not known yet where its cells are printed. @param {string} anchor @param {number} [column] */
  begin(anchor, column = 0) {
    const text = this.page.text;
    const place = anchor ? text.getElementById(anchor) : null;
    const table = place?.closest("table") ?? place?.querySelector("table") ?? text.querySelector("tr[id][data-l]")?.closest("table");
    if (!table) return false;
    this.end();
    this.rows = rowsOf(table);
    this.grid = laidOut(this.rows);
    const first = this.rows[0]?.id.replace(/-?row-\d+$/, "") || "table-1";
    this.name = first;
    this.row = Math.max(0, this.rows.findIndex((row) => row === place || row.contains(place)));
    this.column = Math.min(column, (this.grid[this.row]?.length ?? 1) - 1);
    this.more = this.beside = 0;
    this.on = this.rows.length > 0 && this.name in this.page.places.tables;
    if (this.on) this.show();
    return this.on;
  }

  /** The page was loaded anew: go on at the same cell. */
  again() {
    if (this.on && !this.begin(this.rows[this.row]?.id ?? "", this.column)) this.end();
  }

  end() {
    this.on = false;
    this.told.textContent = "";
    for (const row of this.grid) for (const cell of row) if (cell) cell.style.outline = "";
  }

  show() {
    for (const row of this.grid) for (const cell of row) if (cell) cell.style.outline = "";
    for (const cell of this.selected()) if (cell) Object.assign(cell.style, { outline: "3px solid #3b7ded", outlineOffset: "-3px" });
    this.grid[this.row]?.[this.column]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.told.textContent = this.on ? this.words() : "";
  }

  /** The cell that is at hand, as it is read out: what its row and its column are of, and what stands there. */
  words() {
    const columns = this.page.places.tables[this.name].columns;
    const row = this.column ? wordsOf(this.grid[this.row]?.[0]) : "";
    const column = columns[this.column] ?? "";
    const heads = [`第${this.row + 1}行${row && `（${row}）`}`, `第${this.column + 1}列${column && `（${column}）`}`].join("，");
    const more = this.more || this.beside ? `，选了${this.more + 1}行${this.beside + 1}列` : "";
    return `${heads}${more}：${this.selected().map((cell) => wordsOf(cell) || "空白").join("｜")}`;
  }

  /** What stands at each place that is selected, row by row. */
  selected() {
    const rows = this.grid.slice(this.row, this.row + this.more + 1);
    return rows.flatMap((row) => Array.from({ length: this.beside + 1 }, (_, k) => row[this.column + k]));
  }

  /** @param {number} down @param {number} right */
  select(down, right) {
    this.more = Math.max(0, Math.min(this.more + down, this.rows.length - 1 - this.row));
    this.beside = Math.max(0, Math.min(this.beside + right, (this.grid[this.row]?.length ?? 1) - 1 - this.column));
    this.show();
  }

  /** @param {number} down @param {number} right */
  move(down, right) {
    this.more = this.beside = 0;
    this.row = Math.min(Math.max(this.row + down, 0), this.rows.length - 1);
    this.column = Math.min(Math.max(this.column + right, 0), (this.grid[this.row]?.length ?? 1) - 1);
    this.show();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was one of a table's */
  key(event) {
    const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (move && event.shiftKey) this.select(move[0], move[1]);
    else if (move) this.move(move[0], move[1]);
    else if (event.key === "Enter") this.edit(false);
    else if (event.key.toLowerCase() === "s") this.edit(true);
    else if (event.key === "Escape") this.end();
    else return false;
    return true;
  }

  /** @returns {CellPlace} */
  place() {
    const names = this.rows.slice(this.row, this.row + this.more + 1).map((row) => /** @type {RegExpExecArray} */ (/row-\d+$/.exec(row.id))[0]);
    const table = this.page.places.tables[this.name].title;
    const column = this.column + 1;
    const was = this.selected().map(wordsOf);
    const ends = [names[0], names[names.length - 1]];
    if (this.beside) return { table, rows: ends, columns: [column, column + this.beside], was };
    return { table, row: names.length > 1 ? ends : names[0], column, was: was[0] };
  }
}
