"""Text → Markdown that can only ever be text: nothing in a raw source acts on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from build_tools.model.text import INSERTED, NOTEREF, STRONG, STRUCK, SUB, SUP, Text
from build_tools.pages.safe_html import between_tags, fill_in, tibetan

_SPECIAL = re.compile(r"[\\`*_{}\[\]]")
_AT_LINE_START = re.compile(r"^([#+\-~:=!>]|\d+(?=[.)]))")
_TAGS = {STRONG: "strong", SUB: "sub", SUP: "sup", NOTEREF: "sup", STRUCK: "del", INSERTED: "ins"}
_BLANKS = re.compile(r"\s+")
_BLANK = re.compile(r"\s")
# Most words hold none of these: they are as they will be shown.
_ACTIVE = re.compile(r"[\\`*_{}\[\]&<>|\s\u0f00-\u0fff]")


def escape(chars: str) -> str:
    """Escape all that Markdown, its extensions or HTML would act on. Blanks become one blank."""
    if _ACTIVE.search(chars) is None:
        return str(chars)
    chars = _BLANKS.sub(" ", chars)
    chars = chars.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return tibetan(_SPECIAL.sub(r"\\\g<0>", chars))


def opened(markdown: str) -> str:
    """The same at the head of a line: ``1.``, ``#``, ``- `` begin no list and no heading."""
    match = _AT_LINE_START.match(markdown)
    if match is None:
        return markdown
    if match[1][0].isdigit():
        return f"{match[1]}\\{markdown[match.end() :]}"
    return f"&#{ord(match[1])};{markdown[1:]}"


def span(kind: str, markdown: str) -> str:
    """Markdown in a span that the style sheets know: ``gz-facts``, ``gz-clock``."""
    return f'<span class="gz-{kind}">{markdown}</span>'


def landing(anchor: str) -> str:
    """A place that an address can name."""
    return str(Markup('<span id="{}"></span>').format(anchor))


def file_link(address: str, words: str) -> str:
    """The way to a file to be kept; ``address`` is relative to the page, and MkDocs does not rewrite it."""
    return str(Markup('<a href="{}" download>{}</a>').format(address, words))


@dataclass(frozen=True)
class Mark:
    """A link over printed characters. One without an address says that nothing is there to lead to."""

    number: int  # parts two links that stand side by side
    address: str
    kind: str = "gz-cite"  # the class of the link


Marks = Mapping[int, Mark]
"""Raw offset of a character → the link that it is part of."""

NO_MARKS: Marks = {}
MISSING = '<span class="gz-missing" data-derived="true">（来源文本未刊）</span>'
"""Behind a reference to what the source does not print; HTML, and as it is Markdown too."""


Turns = Mapping[int, str]
"""Raw offset of the first character on a new printed page → the page's sign, as HTML."""

NO_TURNS: Turns = {}


def line(text: Text, marks: Marks = NO_MARKS, turns: Turns = NO_TURNS) -> str:
    """One paragraph as one line of Markdown, inline styles kept. Links and the signs of printed pages
    add nothing but themselves."""
    if not text.style.strip() and _untouched(text, marks) and _untouched(text, turns):
        return opened(escape(text.chars).strip())
    parts = []
    for tag, run in _styled(text):
        chars = "".join(_linked(_turned(t, turns), mark) for t, mark in _marked(run, marks))
        parts.append(f"<{tag}>{chars}</{tag}>" if tag else chars)
    return opened("".join(parts).strip())


def _untouched(text: Text, at: Mapping[int, object]) -> bool:
    """Whether nothing is said of any character of the text: so it is with nearly every one."""
    return not at or at.keys().isdisjoint(text.at)


def _turned(text: Text, turns: Turns) -> str:
    """The escaped text, with the sign of a page before its first character."""
    if _untouched(text, turns):
        return escape(text.chars)
    places = [i for i, offset in enumerate(text.at) if offset in turns]
    parts, last = [], 0
    for i in places:
        parts += [escape(text.chars[last:i]), turns[text.at[i]]]
        last = i
    return "".join([*parts, escape(text.chars[last:])])


def _linked(markdown: str, mark: Mark | None) -> str:
    if mark is None:
        return markdown
    return f"[{markdown}]({mark.address}){{: .{mark.kind} }}" if mark.address else markdown + MISSING


def _styled(text: Text) -> Iterator[tuple[str, Text]]:
    """The runs of one style, with the tag of the style or nothing."""
    if not text.style.strip():
        if text.style:
            yield "", text
        return
    for style, span in groupby(range(len(text)), key=lambda i: text.style[i]):
        indexes = list(span)
        yield _TAGS.get(style, ""), text[indexes[0] : indexes[-1] + 1]


def _marked(text: Text, marks: Marks) -> Iterator[tuple[Text, Mark | None]]:
    """The runs of one link or none. Blanks at the ends of a link stay outside of it."""
    if _untouched(text, marks):
        yield text, None
        return
    found = [marks.get(offset) for offset in text.at]
    blanks = [match.start() for match in _BLANK.finditer(text.chars)]
    for i in (*blanks, *reversed(blanks)):
        beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
        if len(beside) < 2 or None in beside or beside[0] != beside[1]:
            found[i] = None
    for mark, span in groupby(range(len(found)), key=lambda i: found[i]):
        indexes = list(span)
        yield text[indexes[0] : indexes[-1] + 1], mark


def markup(text: Text, marks: Marks = NO_MARKS) -> Markup:
    """The text as HTML, inline styles kept: for table cells."""
    parts = []
    for tag, run in _styled(text):
        chars = Markup().join(_anchored(t.chars, mark) for t, mark in _marked(run, marks))
        parts.append(Markup("<{0}>{1}</{0}>").format(tag, chars) if tag else chars)
    return Markup().join(parts)


def _anchored(chars: str, mark: Mark | None) -> Markup:
    shown = Markup(tibetan(between_tags(_BLANKS.sub(" ", chars))))
    if mark is None:
        return shown
    address = mark.address.replace(".md", ".html")
    way = Markup('<a class="{}" href="{}">{}</a>')
    return way.format(mark.kind, address, shown) if address else shown + Markup(MISSING)


def link(words: str, target: str) -> str:
    """A Markdown link of ours; ``words`` are escaped, ``target`` is an address that we made."""
    return f"[{escape(words)}]({target})"


def heading(level: int, markdown: str, anchor: str = "", *, extra: str = "", derived: bool = False) -> str:
    """A heading with its attributes in the same line, where they must stand."""
    listed = " ".join(
        x for x in (f"#{anchor}" if anchor else "", extra, 'data-derived="true"' if derived else "") if x
    )
    markdown = re.sub(r"#+$", lambda m: "&#35;" * len(m[0]), markdown)  # else it closes the heading
    return f"{'#' * min(level, 6)} {markdown}" + (f" {{ {listed} }}" if listed else "")


def attributes(anchor: str = "", *classes: str, extra: str = "", derived: bool = False) -> str:
    """An attribute list for the block above: ``{: #art-15 .gz-article data-l="30" }``."""
    parts = [f"#{anchor}"] if anchor else []
    parts += [f".{c}" for c in classes]
    parts += [extra] if extra else []
    if derived:
        parts.append('data-derived="true"')
    return "{: " + " ".join(parts) + " }"


class Fact(NamedTuple):
    """A name and, as Markdown, what is said of it; ``whole`` takes a line of its own."""

    name: str
    shown: str
    whole: bool = False


def definitions(name: str, facts: Sequence[Fact]) -> str:
    """Facts as a definition list with a class, marked as derived. Both halves are Markdown of one line."""
    shown = [(Markup(escape(fact.name)), fact.whole, Markup(fact.shown)) for fact in facts]
    return str(fill_in("definitions", kind=name, facts=shown))


def box(name: str, markdown: str) -> str:
    """Markdown in a part of the page of its own, with a class, marked as derived."""
    return str(fill_in("box", name=name, markdown=Markup(markdown)))


def details(name: str, summary: str, markdown: str, anchor: str = "") -> str:
    """Likewise, folded below a line that says what it holds."""
    attributes = {"class": name, **({"id": anchor} if anchor else {})}
    return str(fill_in("folded", attributes=attributes, summary=summary, markdown=Markup(markdown)))
