// What the desk asks of its server, and what it tells it to do. Every refusal is an Error that says why.

/** @param {Response} answer */
async function told(answer) {
  const body = await answer.json().catch(() => ({ error: `没有应答（${answer.status}）` }));
  if (!answer.ok) throw Object.assign(new Error(body.error ?? (body.lines ?? []).join("\n")), { status: answer.status, body });
  return body;
}

/** @param {string} path */
export async function ask(path) {
  return told(await fetch(`/desk/api/${path}`));
}

/** @param {string} path @param {unknown} [body] */
export async function tell(path, body = {}) {
  const raw = body instanceof Blob;
  const answer = await fetch(`/desk/api/${path}`, {
    method: "POST",
    headers: { "X-Gazette-Desk": "1", "Content-Type": raw ? "application/octet-stream" : "application/json" },
    body: raw ? body : JSON.stringify(body),
  });
  return told(answer);
}

/** Hear what happens: one function for each event. The browser connects again by itself.
 * @param {Record<string, (said: any) => void>} heard */
export function listen(heard) {
  const stream = new EventSource("/desk/events");
  for (const [name, act] of Object.entries(heard)) stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  stream.onerror = () => heard.lost?.({});
}

/** An element with attributes and children; text goes in as text.
 * @param {string} name @param {Record<string, string | boolean | null | ((event: any) => void)>} [attributes]
 * @param {...(Node | string)} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Say something for a while, also to a screen reader. @param {string} words */
export function say(words) {
  document.querySelector(".toast")?.remove();
  const toast = element("div", { class: "toast", role: "status" }, words);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6000 + words.length * 40);
}
