// In a page of the site that is opened from the server: load it anew when it was made anew, say what is not yet
// as the sources are, and what is wrong.
(() => {
  if (window.top !== window) return;
  const mark = /** @type {HTMLElement} */ (document.currentScript).dataset.mark;
  const BEHIND = "正在更新：检索、清单、预览和下载文件可能还是改动以前的……";

  /** @param {string} words @param {boolean} wrong */
  function say(words, wrong) {
    document.querySelector("#gz-live")?.remove();
    if (!words) return;
    const bar = document.createElement("pre");
    bar.id = "gz-live";
    bar.setAttribute("role", wrong ? "alert" : "status");
    bar.textContent = words;
    Object.assign(bar.style, {
      position: "fixed", inset: wrong ? "auto 0 0 0" : "auto 1em 1em auto", margin: "0", padding: wrong ? "1em" : ".4em .8em",
      zIndex: "99", maxHeight: "40%", overflow: "auto", background: wrong ? "#7a1018" : "#24272b", color: "#fff", whiteSpace: "pre-wrap",
    });
    document.body.append(bar);
  }

  /** @param {{ wrong: string, building: boolean }} said */
  async function heard({ wrong, building }) {
    if (wrong) return say(`网页没有更新：\n${wrong}`, true);
    const now = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (now?.ok && now.headers.get("x-gazette-mark") !== mark) return location.reload();
    say(building ? BEHIND : "", false);
  }

  const stream = new EventSource("/desk/events");
  for (const name of ["hello", "shown", "built"]) stream.addEventListener(name, (event) => heard(JSON.parse(event.data)));
})();
