// What the program says, as an editor reads it: places in words, codes small.
import { element } from "./talk.js";

// raw/luzhou-2024-06.txt:6: original-form 原件在这里有…… · luzhou-2024-06.toml:3: accept-stale ……
const FOUND = /^(\s*)(?:raw\/)?([^\s:]+?)\.(txt|toml|import\.json):(\d+): ([a-z]+(?:-[a-z]+)*) (.*)$/;
// raw/luzhou-2024-06.txt：由 第6期.docx 写成，…… · 附属文件 raw/luzhou-2024-06.toml 已起草
const ADDED = /^raw\/(\S+?)\.txt：/;
// 施行 2024-05-01　luzhou-2024-06.txt:29：本办法自……
const WITHIN = /(?:raw\/)?[^\s:：]+?\.txt:(\d+)：/;
// documents/lu-zheng-fa-2024-12.html#table-1：…… · documents/lu-zheng-fa-2024-12.html：附件2，来源文本未刊
const ON_PAGE = /^(documents|issues)\/(\S+?\.html)(?:#(\S+?))?：(.*)$/;

// documents/qing-zheng-fa-2024-1.html（青江市人民政府关于示例的通知）
const ADDRESS = /^((?:documents|issues)\/\S+?\.html)（(.*)）$/;

/** A line that the program printed; of what was found the place in words, and its code small.
 * @param {string} line @param {boolean} [named] whether the source is to be named @returns {HTMLElement} */
export function plain(line, named = false) {
  const found = FOUND.exec(line);
  if (found) {
    const [, lead, id, ending, number, code, said] = found;
    const file = ending === "txt" ? (named ? `${id} ` : "") : `${id}.${ending} `;
    return element("p", {}, `${lead ? "　" : ""}${file}第${number}行：${said}　`, small(code));
  }
  const page = ON_PAGE.exec(line);
  if (page) {
    const [, folder, name, anchor, said] = page;
    const way = element("a", { href: `/${folder}/${name}${anchor ? `#${anchor}` : ""}`, target: "_blank" }, placed(anchor ?? "") || "网页");
    return element("p", {}, way, `：${said}`);
  }
  const address = ADDRESS.exec(line);
  if (address) return element("p", {}, `《${address[2]}》　`, element("span", { class: "code" }, address[1]));
  return element("p", {}, line.replace(ADDED, "$1：").replace(WITHIN, "第$1行：").replace(/^ {2}/, "　"));
}

/** A code, which never changes, as a word beside what it means. @param {string} code */
export function small(code) {
  return element("code", { class: "code", title: "代码：写入附属文件，在编者手册的代码一览里查" }, code);
}

const SERIES = { ch: "第N章", art: "第N条", p: "第N段", fn: "注N", table: "表N", row: "第N行" };
const LEVELS = ["N、", "（N）", "N.", "（N）"]; // 一、（二）3.（4）

/** An anchor in words, as far as its parts are known: art-5-2 as 第5条第2款, sec-1-2 as 一、（二）, table-2-row-3 as
 * 表2第3行. @param {string} anchor */
export function placed(anchor) {
  const said = anchor.replace(/^t\d+-/, "").replace(/(ch|sec|art|item|fn|p|table|row)-(\d+(?:-\d+)*)(?:-b)?-?/g, (_, kind, number, at) => {
    const [first, ...rest] = number.split("-");
    if (kind === "sec" && at) return `第${first}节`; // ch-2-sec-1
    if (kind === "sec" || kind === "item") {
      return [first, ...rest].map((n, k) => (LEVELS[k] ?? "N").replace("N", k < 2 ? han(Number(n)) : n)).join("");
    }
    const words = SERIES[/** @type {keyof typeof SERIES} */ (kind)].replace("N", first);
    return words + rest.map((/** @type {string} */ n) => (kind === "art" ? `第${n}款` : `之${n}`)).join("");
  });
  return /[a-z]/.test(said) ? "" : said;
}

/** A number below 100 as it is printed before a paragraph. @param {number} n */
function han(n) {
  const digits = "〇一二三四五六七八九";
  if (n < 10 || n > 99) return n < 10 ? digits[n] : String(n);
  return `${n < 20 ? "" : digits[Math.floor(n / 10)]}十${n % 10 ? digits[n % 10] : ""}`;
}

/** A raw line as a person reads it: the cells of a table's row beside each other. @param {string} line */
export function readable(line) {
  return line.trim().replace(/<\/t[dh]>\s*<t[dh][^>]*>/g, " ｜ ").replace(/<\/?(?:table|tr|td|th)\b[^>]*>/g, "");
}
