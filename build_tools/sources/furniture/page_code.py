"""Code that a file brings with it and no browser shows: comments, scripts, styles, a file's own header.

It may hold Han (a comment, the name of a font); so every piece that is dropped has a note of its own.
"""

from __future__ import annotations

import re

from build_tools.model.edits import keep_spans, substitute
from build_tools.model.text import Edit, Text

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

# Each matches a whole line; a sentence on such signs (不得出现<%开头、%>结尾的脚本代码；) is none.
CODE_LINES = (
    # <%@ page contentType="text/html;charset=UTF-8" language="java" %> <%@ taglib prefix="c" uri="…" %>
    re.compile(r"(?:<%[^。]*?%>\s*|<\?php\b[^。]*?\?>\s*)+"),
    # .TRS_Editor P{margin-top:0;line-height:1.5;font-family:宋体;font-size:12pt;} · .TRS_Editor P{
    re.compile(
        r"(?:@?[\w.#*][\w\s.#:,>*()-]*\{(?:\s*[a-z-]+\s*:[^;:{}。]+;?)+\s*\}\s*)+|[.#@][\w\s.#:,>*()-]*\{",
        re.ASCII | re.IGNORECASE,
    ),
    # margin-top:0;line-height:1.5;font-family:宋体; · @import url(a.css); · }
    re.compile(
        r"(?:(?:margin|padding|line-height|font|text|color|background|border|width|height|display|mso)[a-z-]*"
        r"\s*:\s*[^;:{}。]+;\s*)+\}?|@(?:import|charset)\s[^。]*;|\}",
        re.ASCII | re.IGNORECASE,
    ),
    # function resize(){var w=document.body.clientWidth;…} · var a = 1; · document.write("…");
    re.compile(
        r"(?:\(?function\b[\w\s]*\([\w\s,]*\)\s*\{|(?:var|let|const)\s+\w+\s*=|(?:window|document|location)\.\w+"
        r"|(?:\$|jQuery|alert|setTimeout|if|for)\s*\()[^。]*[;{})]",
        re.ASCII,
    ),
    re.compile(r"</?(?:script|style)\b[^<>]*>", re.IGNORECASE),
    # <script language="javascript" src="/js/a.js"></script> · <script>var a=1;</script>
    re.compile(
        r"<(script|style)\b(?:[^<>]*\b(?:src|type|language)\s*=[^<>]*>[^。]*|[^<>]*>[^。]*[=(;{][^。]*)</\1\s*>",
        re.IGNORECASE,
    ),
)


def is_code(chars: str) -> bool:
    """Whether a whole line is page code."""
    line = chars.strip()
    return any(pattern.fullmatch(line) for pattern in CODE_LINES)


def without_comments(text: Text) -> tuple[Text, list[Edit]]:
    """HTML comments out."""
    end = text.chars.rfind("-->") + 3  # what is opened behind the last end is none
    if text.chars.find("<!--", 0, end) < 0:
        return text, []
    kept, edits = substitute(text[:end], COMMENT, "")
    return kept + text[end:], edits


def front_matter_lines(raw: str) -> range:
    """The 1-based line numbers of YAML front matter at the head of a file (empty if none)."""
    lines = re.split(r"\r\n|\n|\r", raw[:20000])[:60]
    if not lines or lines[0].strip(" \t") != "---":
        return range(0)
    for i, line in enumerate(lines[1:], start=2):
        if line.strip(" \t") == "---":  # below a form feed it is of a page, not of the file's header
            return range(1, i + 1)
    return range(0)


_MATTER_KEPT = re.compile(r"^(\s*title\s*:\s*[\"']?)(.+?)[\"']?\s*$")


def front_matter_value(text: Text) -> tuple[Text, list[Edit]]:
    """Of a line of front matter only the title: it is a printed fact."""
    match = _MATTER_KEPT.match(text.chars)
    return keep_spans(text, [(match.start(2), match.end(2), "")] if match else [])


_PAGE = re.compile(r"<!DOCTYPE\s+html|<html\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<(head|script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def unseen_spans(raw: str) -> list[tuple[int, int]]:
    """The head, scripts and styles of a source that is a whole HTML page: no browser shows them."""
    return [m.span() for m in _UNSEEN.finditer(raw)] if _PAGE.search(raw[:2000]) else []


def seen(text: Text, start: int, unseen: list[tuple[int, int]]) -> tuple[Text, list[Edit]]:
    """A raw line, which begins at ``start``, without what no browser shows of it."""
    if not unseen:
        return text, []
    kept: list[tuple[int, int, str]] = []
    last = 0
    for a, b in ((max(a - start, 0), min(b - start, len(text))) for a, b in unseen):
        if a < b:
            kept.append((last, a, ""))
            last = b
    return keep_spans(text, [*kept, (last, len(text), "")])
