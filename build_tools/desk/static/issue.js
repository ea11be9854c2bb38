// The desk of one issue: what is open, the print at its left and the page at its right, and what keys do.
import { Cells } from "./cells.js";
import { choice, correction, field, help, keptWhy, question, report, why } from "./dialogs.js";
import { Findings } from "./findings.js";
import { Page } from "./page.js";
import { Printed } from "./printed.js";
import { ask, element, listen, say, tell } from "./talk.js";

const id = decodeURIComponent(location.pathname.split("/").pop() ?? "");
const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(name));

/** @type {any} */
let issue = null;
/** @type {Printed} */
let printed;
/** @type {{ line: number, column?: number, words?: string } | null} */
let spot = null;
const findings = new Findings({ chosen, deed });
const page = new Page(fromPage, (event) => key(event));
const cells = new Cells(page, editCell);
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

async function loaded() {
  try {
    const now = await ask(`issue/${encodeURIComponent(id)}`);
    if (issue?.written && now.seen !== issue.seen) return; // told before what was written meanwhile
    issue = now;
  } catch (error) {
    wrong(/** @type {Error} */ (error).message);
    return;
  }
  document.title = `${issue.title}　校勘台`;
  at("#title").textContent = issue.title;
  const told = [`待处理 ${issue.open ?? issue.findings.length}`, `新的 ${issue.new ?? 0}`, `已处理 ${issue.settled ?? 0}`];
  at("#progress").textContent = `${told.join("　")}　已对照 ${issue.pages_read ?? 0}／${issue.pages_all ?? 0} 页`;
  at("#undo").title = issue.undoable ? `撤销：${issue.undoable}` : "没有可以撤销的";
  at("#why").textContent = `理由：${keptWhy() || "未定"}`;
  pages.replaceChildren(...issue.pages.map((/** @type {any} */ own) => element("option", { value: own.page }, `${own.read ? "✓ " : ""}${own.title}`)));
  findings.fill(issue.findings);
  if (!printed) {
    printed = new Printed(id, issue.lines, fromPrint);
    findings.begin(lineOfAddress());
    printed.load().then(() => spot && printed.show(spot), (error) => wrong(error.message));
  }
  shownPage();
}

function lineOfAddress() {
  const found = /^#L(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : 0;
}

function shownPage() {
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
  cells.end();
  spot = { line: found.line, words: found.was };
  if (!found.code) return fromPrint(spot); // a raw line that was looked for
  if (!found.file) await printed.show(spot);
  if (found.page) page.open(found.page, found.anchor, found.was);
  shownPage();
}

/** @param {{ line: number, column?: number, words?: string }} where */
async function fromPage(where) {
  spot = where;
  await printed.show(where);
}

/** @param {{ line: number, words?: string }} where */
async function fromPrint(where) {
  spot = where;
  await printed.show(where);
  const anchor = page.anchorOf(where.line);
  if (anchor) page.open(page.name, anchor);
  else {
    const own = issue.pages.find((/** @type {any} */ p) => p.first <= where.line && where.line <= p.last);
    if (own) page.open(own.page);
    await page.known;
    if (own && spot === where) page.open(own.page, page.anchorOf(where.line));
  }
  shownPage();
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
  try {
    const answer = await tell(`${path}/${encodeURIComponent(id)}`, { ...body, seen: issue.seen, said });
    issue.seen = answer.seen;
    issue.undoable = answer.undoable;
    issue.written = true;
    say(answer.said);
    return true;
  } catch (error) {
    say(/** @type {Error} */ (error).message);
    issue.written = false; // what stands there is not what was shown
    return false;
  } finally {
    load();
  }
}

/** Write what was decided, and go on at once: the list is told anew when the source was converted.
 * @param {string} kind @param {any} entry @param {string} said @param {any} [found] the finding that it settles */
async function settle(kind, entry, said, found = null) {
  const reason = await why();
  if (!reason) return;
  at("#why").textContent = `理由：${reason}`;
  if (!(await write("settle", { kind, entry: { ...entry, why: reason } }, said)) || !found) return;
  const next = findings.following();
  found.accepted = reason;
  findings.show();
  findings.go(next);
}

/** What a key or a button does with a finding. @param {string} what @param {any} found */
async function deed(what, found) {
  if (what === "accept") await accept(found);
  else if (what === "correct") await correct(found);
  else if (what === "furniture") await furniture();
  else if (what === "part") await part();
  else if (what === "cells") beginCells(found);
  else if (what === "drop") await write("drop", { entry: found.stale }, `删去不再相符的一条：第${found.line}行`);
  else if (/^\d$/.test(what)) await take(found, found.readings[Number(what) - 1]);
}

async function accept(/** @type {any} */ found) {
  if (found.stale) return deed("drop", found);
  if (found.severity !== "doubt" || found.accepted) {
    say(found.accepted ? "已经核定" : "这一条不能核定：" + found.hint);
    return;
  }
  await settle("accept", { code: found.code, line: found.line }, `核定第${found.line}行：${found.said}`, found);
}

async function take(/** @type {any} */ found, /** @type {any} */ reading) {
  if (!reading) return say("这一条没有这种读法；照原样按 Enter，改字按 E，改表格按 T");
  if (reading.kind) await settle(reading.kind, reading.entry, `第${found.line}行读作“${reading.text}”`, found);
  else await accept(found);
}

/** Change printed words: those selected on the page, else those that the finding names. @param {any} found */
async function correct(found) {
  const own = page.selection() ?? spot;
  if (!own) return;
  const { lines } = await ask(`lines/${id}?first=${own.line}&last=${own.line}`);
  const words = own.words && lines[0].includes(own.words) ? own.words : (found?.line === own.line && lines[0].includes(found.was) && found.was) || lines[0].trim();
  const answer = await correction(lines[0], words, found?.line === own.line && found.now ? found.now : words);
  if (!answer || answer.was === answer.now) return;
  await settle("correction", { line: own.line, was: answer.was, now: answer.now, at: own.column ?? 0 }, `第${own.line}行“${answer.was}”改为“${answer.now}”`, found?.line === own.line ? found : null);
}

async function furniture() {
  if (!spot) return;
  const { lines } = await ask(`lines/${id}?first=${spot.line}&last=${spot.line}`);
  const said = await choice(`第${spot.line}行：${lines[0].trim().slice(0, 60)}`, { furniture: "不是正文（页码、书眉、网页文字），移出正文", text: "是正文，留在正文里" });
  if (said) await settle("lines", { line: spot.line, as: said.way }, `第${spot.line}行${said.way === "text" ? "是正文" : "不是正文"}`);
}

async function part() {
  const own = page.selection() ?? spot;
  if (!own) return;
  const before = own.words ?? "";
  const said = await choice(`第${own.line}行`, { join: "与下一行接成一段", part: "在下面的文字之前分成两段" }, [
    field("before", "在哪几个字之前分段", before.slice(0, 20)), field("last", "接到第几行", String(own.line + 1)),
  ]);
  if (!said) return;
  const entry = said.way === "join" ? { join: [own.line, Number(said.said.get("last"))] } : { part: own.line, before: String(said.said.get("before")) };
  await settle("lines", entry, said.way === "join" ? `第${own.line}行起接成一段` : `第${own.line}行分段`);
}

/** @param {any} found */
async function beginCells(found) {
  await page.known;
  if (!cells.begin(found?.anchor || page.anchorOf(spot?.line ?? 0))) say("这一页没有表格");
  else say("表格：方向键移动，Enter 改格，Shift+方向键选几格，S 合为一格，Esc 结束");
}

/** @param {import("./cells.js").CellPlace} place @param {boolean} join */
async function editCell(place, join) {
  const several = "rows" in place;
  if (several && !join) return say("选了几格：按 S 合为一格；要改其中一格，先按方向键");
  const [rows, columns] = several ? [place.rows, place.columns] : [[place.row].flat(), [place.column]];
  const was = several ? [...new Set(place.was.filter(Boolean))].length > 1 ? place.was.join("") : place.was.find(Boolean) ?? "" : place.was;
  const which = `《${place.table}》${[...new Set(rows)].join("至")}，第${columns.join("至")}列，现为“${[place.was].flat().join("｜")}”`;
  const said = await question(join ? "合为一格" : "改正这一格", [element("p", { class: "mute" }, which), field("now", "改为", was, true)]);
  if (said) await settle("cell", { ...place, now: String(said.get("now")) }, `《${place.table}》一格改为“${said.get("now")}”`);
}

async function undo() {
  await turn; // what is being written can be undone as well
  if (!issue.undoable) return say("没有可以撤销的");
  await write("undo", {}, "");
}

const BEHIND = "正在更新：先是网页，再是检索、清单和下载文件……";

/** Pages were made anew; one may have moved, where its number was corrected. @param {{ wrong: string, building: boolean }} said */
async function renewed(said) {
  wrong(said.wrong);
  if (said.wrong) return;
  if (said.building) at("#status").textContent = BEHIND;
  await load();
  if (issue.pages.some((/** @type {any} */ own) => own.page === page.name) || page.name === issue.issue) await page.renew();
  else page.open(findings.current()?.page || issue.pages[0]?.page || "");
  await page.known;
  cells.again();
  shownPage();
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
    u: undo, "/": () => at("#search").focus(), "?": help, 1: () => found && deed("1", found), 2: () => found && deed("2", found), 3: () => found && deed("3", found),
  };
  const act = keys[/** @type {keyof typeof keys} */ (event.key.length === 1 ? event.key.toLowerCase() : event.key)];
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", key);
at("#undo").addEventListener("click", undo);
at("#help").addEventListener("click", () => help());
at("#report").addEventListener("click", () => report(issue.report));
at("#why").addEventListener("click", async () => { at("#why").textContent = `理由：${(await why(true)) || keptWhy() || "未定"}`; });
// Keys go on with the work, not with the list that a page was chosen from.
pages.addEventListener("change", () => { pages.blur(); page.open(pages.value); shownPage(); });
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
