"""The footnotes of a web page: a sign that leads to a text, and a sign there that leads back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

_NUMBER = re.compile(r"^[\[〔(（]?\s*(\d{1,3})\s*[\]〕)）]?$")
_CIRCLED = {c: k for k, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
_HOLDERS = ("p", "li", "div", "dd", "td", "aside")


@dataclass(frozen=True)
class Note:
    """A footnote: the element of its sign in the text, its text, and the sign in front of that."""

    number: int
    sign: Tag
    text: Tag
    mark: Tag


def notes_of(main: Tag) -> dict[int, Note]:
    """The footnotes by the id of each of their elements. A sign is a link whose target, or the link in it,
    leads back to the sign; its words are a number."""
    links = [a for a in main.find_all("a") if isinstance(a, Tag)]
    named = {name: e for e in main.find_all(True) if isinstance(e, Tag) for name in _names(e)}
    found: dict[int, Note] = {}
    for link in links:
        target = named.get(_leads_to(link))
        number = _number(link)
        if target is None or number is None or id(link) in found:
            continue
        mark = next((a for a in _with_links(target) if _leads_back(a, link)), None)
        if mark is None or mark is link or _before(mark, link):
            continue
        text = next((e for e in (mark, *mark.parents) if e.name in _HOLDERS), None)
        if text is not None and not _holds(text, link):
            note = Note(number, link, text, mark)
            found |= {id(link): note, id(text): note, id(mark): note}
    return found


def _with_links(target: Tag) -> list[Tag]:
    """The links of a target: itself, in it, or in the block around it."""
    block = next((e for e in (target, *target.parents) if e.name in _HOLDERS), target)
    return [a for a in ([target] if target.name == "a" else []) + block.find_all("a") if isinstance(a, Tag)]


def _leads_back(back: Tag, link: Tag) -> bool:
    names = {name for e in (link, *list(link.parents)[:2]) for name in _names(e)}
    return _leads_to(back) in names


def _leads_to(link: Tag) -> str:
    href = str(link.get("href") or "")
    return href.rpartition("#")[2] if "#" in href else ""


def _names(element: Tag) -> list[str]:
    return [str(element[key]) for key in ("id", "name") if element.get(key)]


def _number(link: Tag) -> int | None:
    words = "".join(link.get_text().split())
    match = _NUMBER.match(words)
    return int(match[1]) if match else _CIRCLED.get(words)


def _before(one: Tag, other: Tag) -> bool:
    """Whether an element stands before another one on the page: the text of a note stands behind its sign."""
    return any(e is other for e in one.find_all_next("a"))


def _holds(text: Tag, link: Tag) -> bool:
    return any(e is text for e in link.parents)
