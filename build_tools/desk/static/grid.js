// A table of the page as a grid: which cell stands at each row and column, and what is printed in it.

/** Which cell stands at each row and column, those that reach over several at each of them. @param {HTMLElement[]} rows */
export function laidOut(rows) {
  /** @type {(HTMLElement | null)[][]} */
  const grid = rows.map(() => []);
  rows.forEach((row, r) => {
    let c = 0;
    for (const cell of /** @type {HTMLCollectionOf<HTMLTableCellElement>} */ (row.children)) {
      while (grid[r][c]) c++;
      for (let i = 0; i < cell.rowSpan && r + i < rows.length; i++) {
        for (let j = 0; j < cell.colSpan; j++) grid[r + i][c + j] = cell;
      }
      c += cell.colSpan;
    }
  });
  return grid;
}

/** The rows of a table's body that an entry of the sidecar can name. @param {Element} table */
export function rowsOf(table) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("tr[id][data-l]"))];
}

/** What stands in a cell, its words printed there or supplied by the program or the editor; not what is set beside
 * them. @param {Element | null | undefined} cell */
export function wordsOf(cell) {
  const copy = /** @type {HTMLElement | undefined} */ (cell?.cloneNode(true));
  copy?.querySelectorAll("[data-derived]:not(.gz-supplied), .headerlink").forEach((own) => own.remove());
  return copy?.textContent?.trim() ?? "";
}

/** The row and the column at which a cell begins; null where it is none of a table's body.
 * @param {Element | null | undefined} cell @returns {{ row: string, column: number } | null} */
export function placeOf(cell) {
  const [table, own] = [cell?.closest("table"), cell?.closest("tr")];
  if (!table || !own) return null;
  const rows = rowsOf(table);
  const r = rows.indexOf(own);
  const column = r < 0 ? -1 : laidOut(rows)[r].indexOf(/** @type {HTMLElement} */ (cell));
  return column < 0 ? null : { row: own.id, column };
}
