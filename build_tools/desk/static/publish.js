// What changed since the last publishing, what stops the next one, the button, and the way back.
import { ask, element, listen, say, tell } from "./talk.js";
import { placed, plain, small } from "./words.js";

const at = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.querySelector(name));
const go = /** @type {HTMLButtonElement} */ (at("#go"));
const back = /** @type {HTMLButtonElement} */ (at("#back"));
let busy = false;

async function load() {
  if (busy) return;
  try {
    const found = await ask("publication");
    at("#status").textContent = "";
    at("#target").textContent = found.target || found.wrong;
    at("#target").className = found.target ? "" : "bad";
    at("#summary").textContent = found.base ? `${found.base}：${found.summary}` : "此前没有发布过：全部都是新增。";
    at("#warned").replaceChildren(...warned(found));
    at("#out").replaceChildren(...(found.last ? out(found) : []));
    at("#stops").replaceChildren(...(found.target ? stops(found.stops) : []));
    at("#changes").replaceChildren(...changes(found));
    back.disabled = !found.back;
    ready(found);
  } catch (error) {
    at("#status").textContent = /** @type {Error} */ (error).message;
    at("#status").className = "status bad";
  }
}

/** @param {any[]} found */
function stops(found) {
  if (!found.length) return [element("p", { class: "good" }, "没有拦下的，可以发布。")];
  const rows = found.map((stop) => {
    const said = plain(stop.said, true);
    return element("li", {}, element("strong", {}, stop.what), " ", small(stop.code), stop.link ? element("a", { href: stop.link }, said) : said);
  });
  const codes = [...new Set(found.map((stop) => stop.code))];
  const boxes = codes.map((code) => element("label", {}, element("input", { type: "checkbox", name: "allow", value: code, change: () => ready({ stops: found, target: "x" }) }), ` 确认无误，允许：${found.find((stop) => stop.code === code).what}`));
  const why = element("label", {}, "允许的理由（记入发布记录） ", element("input", { id: "allowed-why", size: "40", input: () => ready({ stops: found, target: "x" }) }));
  return [element("ul", {}, ...rows), ...boxes.map((box) => element("p", {}, box)), element("p", {}, why)];
}

/** What stops nothing and is better mended before. @param {any} found */
function warned(found) {
  const made = found.examples.map((/** @type {string} */ id) => element("p", { class: "warn" }, `文库里还有示例（${id}），会随之发布：先在`, element("a", { href: "/desk/" }, "校勘台首页"), "撤下。"));
  if (!found.address) made.push(element("p", { class: "warn" }, "没有写网站地址：请在 mkdocs.yml 写上 site_url（例：https://www.example.gov.cn/gb/），否则订阅、日历和站点地图里没有完整的网址。可以先发布，写上以后再发布一次。"));
  return made;
}

/** Where what readers see now is. @param {any} found */
function out(found) {
  const row = (/** @type {string} */ name, /** @type {string | Node} */ where) => [element("dt", {}, name), element("dd", {}, where)];
  const rows = [
    ...(found.address ? row("网址", element("a", { href: found.address, target: "_blank" }, found.address)) : []),
    ...(found.folder ? row("网站文件夹", element("code", {}, found.folder)) : row("发布到", found.target)),
    ...(found.bundle ? row("离线包", element("code", {}, found.bundle)) : []),
  ];
  return [element("h2", {}, `读者所见：${found.last.day} 的发布`), element("dl", {}, ...rows), element("p", {}, "本机查看：", element("a", { href: "/", target: "_blank" }, "网站"))];
}

function allowed() {
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=allow]:checked")]);
  return boxes.map((box) => box.value);
}

function reason() {
  return /** @type {HTMLInputElement | null} */ (document.querySelector("#allowed-why"))?.value.trim() ?? "";
}

/** @param {any} found */
function ready(found) {
  const own = new Set(allowed());
  const left = found.stops.filter((/** @type {any} */ stop) => !own.has(stop.code));
  go.disabled = busy || !found.target || left.length > 0 || (own.size > 0 && !reason());
}

/** @param {any} found */
function changes(found) {
  const made = [];
  let page = null;
  for (const change of found.changes.slice(0, 2000)) {
    if (change.page !== page) {
      page = change.page;
      made.push(element("h2", {}, element("a", { href: `/${page}`, target: "_blank" }, change.title || page)));
    }
    const parts = change.parts.flatMap((/** @type {[string, string, string]} */ [same, gone, fresh]) => [same, gone ? element("del", {}, gone) : "", fresh ? element("ins", {}, fresh) : ""]);
    made.push(element("p", {}, ...(parts.length ? [element("span", { class: "mute" }, `${placed(change.at.split("#")[1] ?? "")}　`), ...parts] : [changed(change.said)])));
  }
  return made;
}

/** A change in words, its anchor too. @param {string} said */
function changed(said) {
  return said.replace(/^#(\S+) /, (_, anchor) => (placed(anchor) ? `${placed(anchor)}　` : ""));
}

/** @param {any} body */
async function run(body) {
  busy = true;
  go.disabled = back.disabled = true;
  at("#bar").hidden = at("#said").hidden = false;
  at("#said").textContent = "";
  try {
    const { lines } = await tell("publish", body);
    at("#said").textContent = lines.join("\n");
    say(body.back ? "已退回" : "已发布");
  } catch (error) {
    at("#said").textContent = /** @type {Error} */ (error).message;
  }
  busy = false;
  at("#bar").hidden = true;
  await load();
}

go.addEventListener("click", () => run({ allow: allowed(), why: reason() }));
back.addEventListener("click", () => { if (confirm("退回上一次发布？读者随即看到上一次的网站。")) run({ back: true }); });
listen({
  said: ({ command, line }) => { if (command === "publish" && busy) at("#said").textContent += `${line}\n`; },
  built: load,
  lost: () => { at("#status").textContent = "与校勘台断开；请看终端里 gazette serve 是否还在运行"; },
});
load();
