"""The fields of a docx: their code is not printed, their result is; what a form field shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from build_tools.sources.imports.docx_styles import switched, value
from build_tools.sources.imports.package import child, children

# Fields that print words which stand in their code, or which only Word knows.
_UNHELD = ("EQ", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM", "SYMBOL", "ADVANCE")


@dataclass
class _Open:
    code: str = ""
    result: bool = False


@dataclass
class Fields:
    """The fields that are open at a place of a text."""

    opened: list[_Open] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what stands here is the code of a field."""
        return any(not f.result for f in self.opened)

    @property
    def in_result(self) -> bool:
        """Whether what stands here is the result of the innermost field; its code may hold other fields."""
        return bool(self.opened) and self.opened[-1].result

    def code(self, chars: str) -> None:
        """Go on with the code of the innermost field."""
        if self.opened:
            self.opened[-1].code += chars

    def sign(self, kind: str) -> str:
        """Go on with a sign of a field; what an editor has to look at where it closes, else nothing."""
        if kind == "begin":
            self.opened.append(_Open())
        elif kind == "separate" and self.opened:
            self.opened[-1].result = True
        elif kind == "end" and self.opened:
            closed = self.opened.pop()
            words = closed.code.split()
            if not closed.result and words and words[0].upper() in _UNHELD:
                return f"域 {closed.code.strip()[:40]}"
        return ""


def checked_box(data: etree._Element) -> str:
    """What a check box of a form prints; empty where it is none."""
    box = child(data, "checkBox")
    if box is None:
        return ""
    on = switched(box, "checked")
    return "☑" if (on if on is not None else switched(box, "default")) else "□"


def chosen_entry(data: etree._Element) -> str:
    """The entry that a drop-down field of a form shows; empty where it is none."""
    menu = child(data, "ddList")
    if menu is None:
        return ""
    entries = [value(menu_entry) for menu_entry in children(menu, "listEntry")]
    chosen = value(menu, "result") or value(menu, "default") or "0"
    at = int(chosen) if chosen.isdigit() else 0
    return (entries[at] or "") if at < len(entries) else ""
