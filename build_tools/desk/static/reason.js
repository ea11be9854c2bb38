// Why an editor decides so: asked anew for each issue and each time the desk is opened, shown wherever it is written.
import { element } from "./talk.js";
import { field, question } from "./dialogs.js";

const OFFERED = "据纸质公报";

export class Reason {
  /** @param {string} id of the source */
  constructor(id) {
    this.key = `gazette-why:${id}`;
  }

  /** The reason in force; empty where none was given yet. */
  get kept() {
    return sessionStorage.getItem(this.key) ?? "";
  }

  /** The reason in force, asked for where none is. */
  async asked() {
    return this.kept || this.change();
  }

  /** Ask for another one. */
  async change() {
    const said = await question("理由", [
      element("p", { class: "mute" }, "写入每一条记录，读者在校勘记里看到。以后各条沿用；这一条理由不同的，先按 W 改。"),
      field("why", "理由", this.kept || OFFERED, true),
    ], "记住");
    const words = String(said?.get("why") ?? "").trim();
    if (words) sessionStorage.setItem(this.key, words);
    return words;
  }

  /** The field of a question that is answered with its reason. */
  field() {
    const words = this.kept ? "理由（改了只用于这一条）" : "理由（以后各条沿用）";
    return [field("why", words, this.kept || OFFERED)];
  }

  /** What was given in that field; the first one is in force from then on. @param {FormDataEntryValue | null} said */
  given(said) {
    const words = String(said ?? "").trim() || this.kept || OFFERED;
    if (!this.kept) sessionStorage.setItem(this.key, words);
    return words;
  }
}
