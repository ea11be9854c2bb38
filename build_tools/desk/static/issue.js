// The desk of one issue: what is open, the print at its left and the page at its right, and what keys do.
import { Cells } from "./cells.js";
import { Deeds } from "./deeds.js";
import { help, report } from "./dialogs.js";
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
const findings = new Findings({ chosen, deed: (what, found) => deeds.deed(what, found), reason });
const page = new Page({ clicked: fromPage, key: (event) => key(event), shown, away: () => findings.focus() });
/** @type {Cells} */
const cells = new Cells(page, (join) => deeds.once(() => deeds.editCell(join)));
/** @type {Deeds} */
const deeds = new Deeds(id, { get spot() { return spot; }, told, write }, { page, cells, findings, reason });
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
    ArrowDown: () => findings.step(1), ArrowUp: () => findings.step(-1), Enter: () => found && deeds.deed("accept", found),
    e: () => deeds.deed("correct", found), t: () => deeds.deed("cells", found), d: () => deeds.deed("furniture", found), p: () => deeds.deed("part", found),
    w: () => deeds.deed("why", found), u: undo, "/": () => at("#search").focus(), "?": help, 1: () => found && deeds.deed("1", found), 2: () => found && deeds.deed("2", found), 3: () => found && deeds.deed("3", found),
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
at("#why").addEventListener("click", () => deeds.deed("why", findings.current()));
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
