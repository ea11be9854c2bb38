// In a page of the site that is opened from the server: load it anew when it was built anew, and say what is wrong.
if (window.top === window) {
  const stream = new EventSource("/desk/events");
  stream.addEventListener("built", (event) => {
    const { wrong } = JSON.parse(event.data);
    document.querySelector("#gz-live")?.remove();
    if (!wrong) {
      location.reload();
      return;
    }
    const bar = document.createElement("pre");
    bar.id = "gz-live";
    bar.setAttribute("role", "alert");
    bar.textContent = `网页没有更新：\n${wrong}`;
    Object.assign(bar.style, {
      position: "fixed", inset: "auto 0 0 0", margin: "0", padding: "1em", zIndex: "99", maxHeight: "40%",
      overflow: "auto", background: "#7a1018", color: "#fff", whiteSpace: "pre-wrap",
    });
    document.body.append(bar);
  });
}
