"""Text → Markdown that can only ever be text: nothing in a raw source acts on the page."""

from __future__ import annotations

import html
import re
from itertools import groupby

from build_tools.model import NOTEREF, PLAIN, STRONG, SUB, SUP, Text

_SPECIAL = re.compile(r"[\\`*_{}\[\]]")
_AT_LINE_START = re.compile(r"^([#+\-~:=!>]|\d+(?=[.)]))")
_TAGS = {STRONG: "strong", SUB: "sub", SUP: "sup", NOTEREF: "sup"}
_BLANKS = re.compile(r"\s+")


def escape(chars: str) -> str:
    """Escape all that Markdown, its extensions or HTML would act on. Blanks become one blank."""
    chars = _BLANKS.sub(" ", chars)
    chars = chars.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return _SPECIAL.sub(r"\\\g<0>", chars)


def opened(markdown: str) -> str:
    """The same at the head of a line: ``1.``, ``#``, ``- `` begin no list and no heading."""
    match = _AT_LINE_START.match(markdown)
    if match is None:
        return markdown
    if match[1][0].isdigit():
        return f"{match[1]}\\{markdown[match.end() :]}"
    return f"&#{ord(match[1])};{markdown[1:]}"


def line(text: Text) -> str:
    """One paragraph as one line of Markdown, inline styles kept."""
    if not text.style.strip():
        return opened(escape(text.chars).strip())
    parts = []
    for style, span in groupby(range(len(text)), key=lambda i: text.style[i]):
        indexes = list(span)
        chars = escape(text.chars[indexes[0] : indexes[-1] + 1])
        tag = _TAGS.get(style)
        parts.append(chars if style == PLAIN or tag is None else f"<{tag}>{chars}</{tag}>")
    return opened("".join(parts).strip())


def markup(text: Text) -> str:
    """The text as HTML, inline styles kept: for table cells."""
    parts = []
    for style, span in groupby(range(len(text)), key=lambda i: text.style[i]):
        indexes = list(span)
        chars = html.escape(_BLANKS.sub(" ", text.chars[indexes[0] : indexes[-1] + 1]), quote=False)
        tag = _TAGS.get(style)
        parts.append(chars if style == PLAIN or tag is None else f"<{tag}>{chars}</{tag}>")
    return "".join(parts)


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
