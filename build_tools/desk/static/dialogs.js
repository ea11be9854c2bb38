// The questions that the desk puts to its editor. Each gives what was answered, or null where it was closed.
import { element } from "./talk.js";
import { plain, readable } from "./words.js";

/** How many questions were shown so far: who asked may see whether one was. */
export const shown = { questions: 0 };

/** @param {string} title @param {Node[]} inside @param {string} done @returns {Promise<FormData | null>} */
export function question(title, inside, done = "写入") {
  return asked(title, inside, done, true);
}

/** What is told and asks nothing. @param {string} title @param {Node[]} inside */
function told(title, inside) {
  return asked(title, inside, "关闭", false);
}

/** @param {string} title @param {Node[]} inside @param {string} done @param {boolean} asks @returns {Promise<FormData | null>} */
function asked(title, inside, done, asks) {
  const { promise, resolve } = withResolvers();
  const cancel = element("button", { type: "button", click: () => dialog.close() }, "取消");
  const main = element("button", { type: "submit", class: "main" }, done);
  const form = element("form", { method: "dialog" }, element("h2", {}, title), ...inside, element("div", { class: "buttons" }, ...(asks ? [cancel] : []), main));
  const dialog = /** @type {HTMLDialogElement} */ (element("dialog", { "aria-label": title }, form));
  let answer = /** @type {FormData | null} */ (null);
  form.addEventListener("submit", () => { answer = new FormData(/** @type {HTMLFormElement} */ (form)); });
  dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); goOn(); });
  document.body.append(dialog);
  dialog.showModal();
  shown.questions += 1;
  const first = /** @type {HTMLInputElement | null} */ (form.querySelector("[autofocus]") ?? form.querySelector("input, textarea"));
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
  return promise;
}

/** The keyboard goes on where it was; where that is no longer there, at what is at hand. */
function goOn() {
  if (document.activeElement === document.body) /** @type {HTMLElement | null} */ (document.querySelector('[aria-current="true"]'))?.focus();
}

function withResolvers() {
  /** @type {(value: FormData | null) => void} */
  let resolve = () => {};
  /** @type {Promise<FormData | null>} */
  const promise = new Promise((done) => { resolve = done; });
  return { promise, resolve };
}

/** @param {string} name @param {string} label @param {string} value @param {boolean} [focus] */
export function field(name, label, value, focus = false) {
  return element("label", {}, label, element("input", { name, value, autofocus: focus, autocomplete: "off" }));
}

/** A correction of printed words. @param {string} printed @param {string} was @param {string} now @param {Node[]} why */
export async function correction(printed, was, now, why) {
  const said = await question("改正文字", [
    element("p", {}, "该行所印：", ...around(printed, was)),
    field("was", "原印", was),
    field("now", "改为（删去则留空）", now, true),
    ...why,
  ]);
  return said && { was: String(said.get("was")), now: String(said.get("now")), why: said.get("why") };
}

/** @param {string} printed @param {string} was */
function around(printed, was) {
  const at = was ? printed.indexOf(was) : -1;
  if (at < 0) return [readable(printed).slice(0, 160)];
  return [readable(printed.slice(0, at)).slice(-60), element("mark", {}, was), readable(printed.slice(at + was.length)).slice(0, 60)];
}

/** One of several ways, by its key or by a click. @param {string} title @param {Record<string, string>} ways @param {Node[]} [more] */
export async function choice(title, ways, more = []) {
  const boxes = Object.entries(ways).map(([value, label], k) =>
    element("label", {}, element("span", {}, element("input", { type: "radio", name: "way", value, checked: k === 0, autofocus: k === 0 }), ` ${label}`)));
  const said = await question(title, [...boxes, ...more]);
  return said && { way: String(said.get("way")), said };
}

export function help() {
  const keys = {
    "↓ ↑": "下一条、上一条", Enter: "照原样：核定这一条存疑", E: "改字：先在网页上选中要改的文字，或改这一条所指的",
    "1 2": "选这一条的一种读法", T: "改表格：方向键移动，Enter 改格，Shift+方向键选几格，S 合为一格，Esc 结束",
    D: "这一行不是正文（或是正文）", P: "分段、接段", W: "理由：改了以后各条沿用", U: "撤销上一步（包括以前做的）", "/": "检索", "?": "这个说明",
  };
  const list = element("dl");
  for (const [key, words] of Object.entries(keys)) list.append(element("dt", {}, element("kbd", {}, key)), element("dd", {}, words));
  const mouse = "点网页上的字，左边显示印刷的所在；点印刷页，右边显示网页的同一处。按住 Alt 再点，打开链接。改动写入 raw/ 下的附属文件，随时可以撤销。";
  return told("用法", [list, element("p", {}, mouse)]);
}

/** The report of an issue. @param {{ name: string, count: string, found: string[] }[]} parts */
export function report(parts) {
  const inside = parts.flatMap((part) => [
    element("h2", {}, `${part.name}（${part.count}）`),
    part.found.length ? element("div", { class: "said" }, ...part.found.map((line) => plain(line))) : element("p", { class: "mute" }, "没有要看的"),
  ]);
  return told("本期报告", inside);
}
