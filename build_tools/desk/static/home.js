// The first page of the desk: the sources and how far each is; files are dropped here.
import { ask, element, listen, say, tell } from "./talk.js";
import { plain } from "./words.js";

const PRINTED = /\.(pdf|ofd|tiff?|jpe?g|png)$/i;

const status = /** @type {HTMLElement} */ (document.querySelector("#status"));
const rows = /** @type {HTMLElement} */ (document.querySelector("#issues"));
const added = /** @type {HTMLElement} */ (document.querySelector("#added"));
const drop = /** @type {HTMLElement} */ (document.querySelector("#drop"));
const file = /** @type {HTMLInputElement} */ (document.querySelector("#file"));

async function load() {
  try {
    const { issues, removed } = await ask("issues");
    rows.replaceChildren(...issues.map(row), ...removed.map(gone));
    if (!status.classList.contains("bad")) status.textContent = "";
  } catch (error) {
    wrong(/** @type {Error} */ (error).message);
  }
}

/** @param {any} issue */
function row(issue) {
  const name = element("td", {}, element("a", { href: `/desk/issue/${issue.id}` }, issue.title));
  if (issue.example) name.append(" ", element("span", { class: "tag warn" }, "示例：发布以前撤下"));
  const away = element("td", {}, element("button", { type: "button", "aria-label": `撤下 ${issue.title}`, click: () => remove(issue.id, issue.title) }, "撤下"));
  if (issue.failed) return element("tr", {}, name, element("td", { class: "bad", colspan: "4" }, issue.failed), away);
  const read = `${issue.pages_read}／${issue.pages_all}`;
  const counts = [issue.new, issue.open, issue.settled, read];
  return element("tr", {}, name, ...counts.map((n) => element("td", { class: "count" }, String(n))), away);
}

/** A source that was taken out, and can be put back. @param {string} id */
function gone(id) {
  const back = async () => {
    await tell(`putback/${id}`).then((answer) => say(answer.said), (error) => wrong(error.message));
    await load();
  };
  return element("tr", {}, element("td", { class: "mute", colspan: "5" }, `${id}（已撤下）`), element("td", {}, element("button", { type: "button", "aria-label": `放回 ${id}`, click: back }, "放回")));
}

/** Take a source out; it can be put back. @param {string} id @param {string} title @returns {Promise<boolean>} */
async function remove(id, title) {
  const said = `撤下《${title}》？它的来源文本、附属文件和原件都移出文库，可以用“放回”取回。已经发布的，读者所见不变，直到再次发布。`;
  if (!confirm(said)) return false;
  const done = await tell(`remove/${id}`).then(() => true, (error) => { wrong(error.message); return false; });
  await load();
  return done;
}

/** @param {string} words */
function wrong(words) {
  status.classList.toggle("bad", Boolean(words));
  status.textContent = words;
}

/** Add one file; what is asked of the editor comes back as buttons. @param {File} given @param {string} more */
async function add(given, more = "") {
  const said = element("div", { class: "said" }, `正在收录 ${given.name}……`);
  const box = element("div", {}, element("h2", {}, given.name), element("progress", { "aria-label": "收录进度" }), said);
  added.prepend(box);
  try {
    const { lines } = await tell(`add?name=${encodeURIComponent(given.name)}${more}`, given);
    said.replaceChildren(...lines.map((/** @type {string} */ line) => plain(line)));
    const id = /^raw\/(.+?)\.txt：/m.exec(lines.join("\n"))?.[1];
    if (id) box.append(...after(id, box));
    await load();
    return id ?? "";
  } catch (error) {
    const words = /** @type {Error} */ (error).message;
    said.replaceChildren(...words.split("\n").map((line) => plain(line)));
    said.classList.add("bad");
    if (/(id|issue)-taken/.test(words)) box.append(...instead(given, box, /raw\/(.+?)\.txt/.exec(words)?.[1]));
    return "";
  } finally {
    box.querySelector("progress")?.remove();
  }
}

/** @param {string} id @param {HTMLElement} box */
function after(id, box) {
  const back = async () => { if (await remove(id, id)) box.remove(); };
  return [
    element("a", { href: `/desk/issue/${id}` }, "逐条处理 →"),
    " ",
    element("button", { type: "button", click: back }, "撤下"),
  ];
}

/** @param {File} given @param {HTMLElement} box @param {string} [taken] the source that is there */
function instead(given, box, taken) {
  const replace = () => {
    box.remove();
    add(given, "&replace=1");
  };
  const rename = () => {
    const id = prompt("来源的名称（小写字母、数字和连字符）：");
    if (!id) return;
    box.remove();
    add(given, `&id=${encodeURIComponent(id)}`);
  };
  const compare = () => {
    box.remove();
    add(given, `&witness=1&id=${taken}`);
  };
  return [
    element("button", { type: "button", click: compare }, "与已有的来源逐字比对"),
    " ",
    element("button", { type: "button", click: replace }, "替换已有的来源"),
    " ",
    element("button", { type: "button", click: rename }, "另取名称"),
  ];
}

/** @param {FileList | null | undefined} files */
async function addAll(files) {
  const given = [...(files ?? [])];
  const stem = (/** @type {File} */ own) => own.name.replace(/\.[^.]+$/, "");
  if (given.length === 2 && stem(given[0]) === stem(given[1])) {
    // Two kinds of one print: the one that holds more is added, the other is its witness.
    given.sort((a, b) => Number(PRINTED.test(a.name)) - Number(PRINTED.test(b.name)));
    const id = await add(given[0]);
    if (id) await add(given[1], `&witness=1&id=${id}`);
    return;
  }
  for (const own of given) await add(own);
}

document.querySelector("#choose")?.addEventListener("click", () => file.click());
file.addEventListener("change", () => addAll(file.files));
for (const name of ["dragover", "dragenter"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  addAll(event.dataTransfer?.files);
});

listen({
  hello: (said) => wrong(said.wrong),
  building: () => { if (!status.classList.contains("bad")) status.textContent = "正在更新网站……"; },
  built: (said) => { wrong(said.wrong); load(); },
  settled: load,
  said: ({ command, line }) => {
    const open = added.querySelector("progress + .said");
    if (command === "add" && open) open.append(plain(line));
  },
  lost: () => wrong("与校勘台断开；请看终端里 gazette serve 是否还在运行"),
});
load();
