// The desk of one issue: what is open, the print at its left and the page at its right, and what keys do.
import { Cells } from "./cells.js";
import { choice, correction, field, help, question, report } from "./dialogs.js";
import { Findings } from "./findings.js";
import { Page } from "./page.js";
import { Printed } from "./printed.js";
import { ask, element, listen, say, tell } from "./talk.js";
import { Reason } from "./reason.js";

const id = decodeURIComponent(location.pathname.split("/").pop() ?? "");
const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(name));

/** @type {any} */
let issue = null;
/** @type {Printed} */
let printed;
/** The place at hand. @type {import("./printed.js").Spot | null} */
let spot = null;
const reason = new Reason(id);
const findings = new Findings({ chosen, deed, reason });
const page = new Page({ clicked: fromPage, key: (event) => key(event), shown, away: () => findings.focus() });
const cells = new Cells(page, (join) => once(() => editCell(join)));
const pages = /** @type {HTMLSelectElement} */ (at("#pages"));
const read = /** @type {HTMLInputElement} */ (at("#read"));

/** @type {Promise<void>} */
let running = Promise.resolve();
/** @type {Promise<void> | null} */
let waiting = null;

/** What is open, as it is now: asked once at a time, so that no older answer comes behind a newer one. */
function load() {
  const next = () => {
    waiting = null;
    running = loaded();
    return running;
  };
  waiting ??= running.then(next, next);
  return waiting;
}

/** How many entries were told to the server, and how many of them were answered; how many at the last time that the
 * list was told, and at the last entry that may let other findings vanish. */
let writes = 0;
let listed = 0;
let changed = 0;

async function loaded() {
  const before = writes;
  try {
    const now = await ask(`issue/${encodeURIComponent(id)}`);
    if (before !== writes) return; // told of what stood before an entry, which asks anew behind it
    issue = now;
    listed = writes;
  } catch (error) {
    wrong(/** @type {Error} */ (error).message);
    return;
  }
  document.title = `${issue.title}　校勘台`;
  at("#title").textContent = issue.title;
  told();
  pages.replaceChildren(...issue.pages.map((/** @type {any} */ own) => element("option", { value: own.page }, `${own.read ? "✓ " : ""}${own.title}`)));
  findings.fill(issue.findings);
  if (!printed) {
    printed = new Printed(id, issue.lines, fromPrint);
    findings.begin(lineOfAddress());
    printed.load().then(() => spot && printed.show(spot), (error) => wrong(error.message));
  }
  shownPage();
}

/** How far the editor is, for what reason entries are written, and what can be undone. */
function told() {
  const counts = [`待处理 ${issue.open ?? issue.findings.length}`, `新的 ${issue.new ?? 0}`, `已处理 ${issue.settled ?? 0}`];
  at("#progress").textContent = `${counts.join("　")}　已对照 ${issue.pages_read ?? 0}／${issue.pages_all ?? 0} 页`;
  at("#undo").title = issue.undoable ? `撤销：${issue.undoable}` : "没有可以撤销的";
  at("#why > span").textContent = `理由：${reason.kept || "未定"}`;
}

function lineOfAddress() {
  const found = /^#L(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : 0;
}

/** A page is there, or there anew. */
function shown() {
  cells.again();
  shownPage();
}

function shownPage() {
  if (!issue) return;
  if (page.name) pages.value = page.name;
  read.checked = Boolean(issue.pages.find((/** @type {any} */ own) => own.page === pages.value)?.read);
}

/** @param {string} words */
function wrong(words) {
  const status = at("#status");
  status.textContent = words;
  status.className = `status ${words ? "bad" : "mute"}`;
}

/** A finding was come to: show where it is printed, and how it reads. @param {any} found */
async function chosen(found) {
  if (!found.code) return fromPrint({ line: found.line, words: found.was }); // a raw line that was looked for
  cells.end();
  spot = { line: found.line, words: found.was, cell: found.cell ?? undefined };
  if (found.page) page.open(found.page, found.anchor, found.was);
  shownPage();
  if (!found.file) await printed.show(spot);
}

/** @param {import("./printed.js").Spot} where */
async function fromPage(where) {
  spot = where;
  await printed.show(where);
}

/** @param {import("./printed.js").Spot} where */
async function fromPrint(where) {
  cells.end();
  spot = where;
  const shown = printed.show(where);
  const on = (/** @type {any} */ own) => own.first <= where.line && where.line <= own.last;
  const own = issue.pages.find((/** @type {any} */ p) => p.page === page.name && on(p)) ?? issue.pages.find(on);
  const other = own && !page.anchorOf(where.line);
  if (other) {
    page.open(own.page);
    shownPage();
  }
  if ((await page.there()) && spot === where && (!other || page.name === own.page)) {
    page.open(page.name, page.anchorOf(where.line), where.words);
  }
  await shown;
}

/** The last entry that is being written. @type {Promise<boolean>} */
let turn = Promise.resolve(true);

/** Write an entry behind those that are being written: told of what they left, not of what stood before them.
 * @param {string} path @param {any} body @param {string} said */
function write(path, body, said) {
  turn = turn.then(() => writeNow(path, body, said));
  return turn;
}

/** Say what came of it. @param {string} path @param {any} body @param {string} said */
async function writeNow(path, body, said) {
  if (body.kind === "accept") {
    if (changed > listed) await load();
    const own = (/** @type {any} */ f) => f.code === body.entry.code && f.line === body.entry.line;
    if (!issue.findings.some(own)) {
      say("这一条已随前面的改动了结");
      return true;
    }
  }
  writes += 1;
  try {
    const answer = await tell(`${path}/${encodeURIComponent(id)}`, { ...body, seen: issue.seen, said });
    issue.seen = answer.seen;
    issue.undoable = answer.undoable;
    told();
    const why = body.entry?.why;
    say(why ? `${answer.said}（理由：${why}）` : answer.said);
    return true;
  } catch (error) {
    say(/** @type {Error} */ (error).message);
    return false;
  } finally {
    writes += 1;
    if (body.kind !== "accept" && body.kind !== "read") changed = writes;
    load();
  }
}

/** Write what was decided, and go on at once; where it could not be written, the list is told anew.
 * @param {string} kind @param {any} entry @param {string} said @param {string} why @param {any} [found] the finding
 * that it settles */
async function settle(kind, entry, said, why, found = null) {
  if (!why) return;
  told();
  if (found) findings.settled(found, why);
  await write("settle", { kind, entry: { ...entry, why } }, said);
}

let asking = false;

/** One question at a time: a key that comes before the editor could see the question is none.
 * @param {() => Promise<any>} act */
async function once(act) {
  if (asking) return;
  asking = true;
  try {
    await act();
  } finally {
    asking = false;
  }
}

/** What a key or a button does with a finding. @param {string} what @param {any} found */
function deed(what, found) {
  const acts = {
    accept: () => accept(found), correct: () => correct(found), furniture, part, cells: () => beginCells(),
    drop: () => write("drop", { entry: found.stale }, `删去不再相符的一条：第${found.line}行`),
    why: async () => { await reason.change(); told(); findings.show(findings.mark(found)); },
  };
  return once(acts[/** @type {keyof typeof acts} */ (what)] ?? (() => take(found, found.readings[Number(what) - 1])));
}

async function accept(/** @type {any} */ found) {
  if (found.stale) return write("drop", { entry: found.stale }, `删去不再相符的一条：第${found.line}行`);
  if (found.severity !== "doubt" || found.accepted) {
    say(found.accepted ? "已经处理" : "这一条不能核定：" + found.hint);
    return;
  }
  await settle("accept", { code: found.code, line: found.line }, `核定第${found.line}行：${found.said}`, await reason.asked(), found);
}

async function take(/** @type {any} */ found, /** @type {any} */ reading) {
  if (!reading || found.accepted) return say(found.accepted ? "已经处理" : "这一条没有这种读法；照原样按 Enter，改字按 E，改表格按 T");
  if (!reading.kind) return accept(found);
  await settle(reading.kind, reading.entry, `第${found.line}行读作“${reading.text}”`, await reason.asked(), found);
}

/** Change printed words: those selected on the page, else those that the finding names; of a table the cell.
 * @param {any} found */
async function correct(found) {
  if (!(await page.there())) return say(LATE);
  const own = page.selection() ?? spot;
  if (!own) return;
  const { lines } = await ask(`lines/${id}?first=${own.line}&last=${own.line}`);
  const told = found?.line === own.line ? found : null;
  const named = [own.words, told?.was].find((words) => words && lines[0].includes(words));
  if (own.cell || (!named && page.rowOf(own.line))) return correctCell(own);
  if (!named && /<\/?t[rdh]\b|<\/?table\b/.test(lines[0])) return say("这里是表格：先在网页上选中要改的字，再按 E；改一格按 T");
  const words = named ?? lines[0].trim();
  const answer = await correction(lines[0], words, told?.now && named ? told.now : words, reason.field());
  if (!answer || answer.was === answer.now) return;
  const why = reason.given(answer.why);
  await settle("correction", { line: own.line, was: answer.was, now: answer.now, at: own.column }, `第${own.line}行“${answer.was}”改为“${answer.now}”`, why, told);
}

/** Cells are not changed by their line, in which the same words may stand twice. @param {import("./printed.js").Spot} own */
async function correctCell(own) {
  if (!cells.begin(own.cell?.row ?? page.rowOf(own.line), own.cell?.column)) return say(LATE);
  if (own.cell) await editCell(false);
  else say("这里是表格：方向键移到要改的一格，Enter 改，Esc 结束");
}

async function furniture() {
  if (!spot) return;
  const { line } = spot;
  const { lines } = await ask(`lines/${id}?first=${line}&last=${line}`);
  const said = await choice(`第${line}行：${lines[0].trim().slice(0, 60)}`, { furniture: "不是正文（页码、书眉、网页文字），移出正文", text: "是正文，留在正文里" }, reason.field());
  if (said) await settle("lines", { line, as: said.way }, `第${line}行${said.way === "text" ? "是正文" : "不是正文"}`, reason.given(said.said.get("why")));
}

async function part() {
  if (!(await page.there())) return say(LATE);
  const own = page.selection() ?? spot;
  if (!own) return;
  const before = own.words ?? "";
  const said = await choice(`第${own.line}行`, { join: "与下一行接成一段", part: "在下面的文字之前分成两段" }, [
    field("before", "在哪几个字之前分段", before.slice(0, 20)), field("last", "接到第几行", String(own.line + 1)), ...reason.field(),
  ]);
  if (!said) return;
  const entry = said.way === "join" ? { join: [own.line, Number(said.said.get("last"))] } : { part: own.line, before: String(said.said.get("before")) };
  await settle("lines", entry, said.way === "join" ? `第${own.line}行起接成一段` : `第${own.line}行分段`, reason.given(said.said.get("why")));
}

/** The table at hand, at the cell that a finding names or that was clicked. */
async function beginCells() {
  if (!(await page.there())) return say(LATE);
  const own = findings.current();
  const row = spot?.cell?.row ?? (page.anchorOf(spot?.line ?? 0) || (own?.page === page.name ? own.anchor : ""));
  if (!cells.begin(row, spot?.cell?.column)) say("这一页没有表格");
  else say("表格：方向键移动，Enter 改格，Shift+方向键选几格，S 合为一格，Esc 结束");
}

/** @param {boolean} join */
async function editCell(join) {
  if (!(await page.there()) || !cells.on) return;
  const place = cells.place();
  const several = "rows" in place;
  if (several && !join) return say("选了几格：按 S 合为一格；要改其中一格，先按方向键");
  const [rows, columns] = several ? [place.rows, place.columns] : [[place.row].flat(), [place.column]];
  const was = several ? [...new Set(place.was.filter(Boolean))].length > 1 ? place.was.join("") : place.was.find(Boolean) ?? "" : place.was;
  const named = [...new Set(rows)].map((row) => /\d+$/.exec(row)?.[0]).join("至");
  const which = `《${place.table}》第${named}行，第${columns.join("至")}列，现为“${[place.was].flat().join("｜")}”`;
  const said = await question(join ? "合为一格" : "改正这一格", [element("p", { class: "mute" }, which), field("now", "改为", was, true), ...reason.field()]);
  if (!said || (!join && said.get("now") === was)) return;
  await settle("cell", { ...place, now: String(said.get("now")) }, `《${place.table}》第${named}行一格改为“${said.get("now")}”`, reason.given(said.get("why")));
}

const LATE = "网页还没有载入，请稍候再按";

async function undo() {
  await turn; // what is being written can be undone as well
  if (!issue.undoable) return say("没有可以撤销的");
  const before = findings.marks();
  const what = issue.undoable;
  if (!(await write("undo", {}, ""))) return;
  await load();
  findings.cameBack(before, what);
}

const BEHIND = "正在更新：先是网页，再是检索、清单和下载文件……";

let renewing = Promise.resolve();

/** Pages were made anew; one may have moved, where its number was corrected. @param {{ wrong: string, building: boolean }} said */
function renewed(said) {
  wrong(said.wrong);
  if (said.wrong) return;
  if (said.building) at("#status").textContent = BEHIND;
  renewing = renewing.then(async () => {
    const own = (/** @type {any} */ one) => one.page === page.name;
    const was = issue?.pages.some(own);
    await load();
    if (!was || issue.pages.some(own)) await page.renew();
    else page.open(findings.current()?.page || issue.pages[0]?.page || "");
    shownPage();
  });
}

/** @param {KeyboardEvent} event */
function key(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.getAttribute("type") !== "checkbox";
  if (typing && event.key === "Escape") findings.focus();
  if (target.id === "search" && (event.key === "Enter" || event.key === "ArrowDown")) findings.come();
  if (typing || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (cells.on && cells.key(event)) return event.preventDefault();
  const hit = /** @type {HTMLElement | null} */ (target.closest?.("li[data-line]"));
  if (hit && findings.along(hit, event.key)) return event.preventDefault();
  const pressable = target.closest?.("button, a, summary");
  if (event.key === "Enter" && pressable) return;
  if (event.key === "Escape" && target.ownerDocument !== document) return findings.focus();
  const found = findings.current();
  const keys = {
    ArrowDown: () => findings.step(1), ArrowUp: () => findings.step(-1), Enter: () => found && deed("accept", found),
    e: () => deed("correct", found), t: () => deed("cells", found), d: () => deed("furniture", found), p: () => deed("part", found),
    w: () => deed("why", found), u: undo, "/": () => at("#search").focus(), "?": help, 1: () => found && deed("1", found), 2: () => found && deed("2", found), 3: () => found && deed("3", found),
  };
  const act = keys[/** @type {keyof typeof keys} */ (event.key.length === 1 ? event.key.toLowerCase() : event.key)];
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || event.key.startsWith("Arrow")) act(); // a key that is held down decides nothing twice
}

document.addEventListener("keydown", key);
at("#undo").addEventListener("click", undo);
at("#help").addEventListener("click", () => help());
at("#report").addEventListener("click", () => report(issue.report));
at("#why").addEventListener("click", () => deed("why", findings.current()));
// Keys go on with the work, not with the list that a page was chosen from.
pages.addEventListener("change", () => {
  pages.blur();
  const own = issue.pages.find((/** @type {any} */ p) => p.page === pages.value);
  cells.end();
  spot = { line: own.first };
  page.open(own.page);
  shownPage();
  printed.show(spot);
});
at("#which").addEventListener("change", () => at("#which").blur());
read.addEventListener("change", async () => {
  const day = new Date().toLocaleDateString("sv");
  const body = read.checked ? { kind: "read", entry: { page: pages.value, day } } : { page: pages.value };
  await write(read.checked ? "settle" : "unread", body, `已对照 ${pages.value}`);
});
at("#search").addEventListener("input", () => findings.search(/** @type {HTMLInputElement} */ (at("#search")).value, id));
listen({
  hello: renewed,
  building: () => { if (!at("#status").classList.contains("bad")) at("#status").textContent = BEHIND; },
  shown: renewed,
  built: renewed,
  changed: load,
  settled: (said) => { if (said.id === id) load(); },
  lost: () => wrong("与校勘台断开；请看终端里 gazette serve 是否还在运行"),
});
await load();
if (!page.name && issue?.pages.length) page.open(issue.pages[0].page);
shownPage();
