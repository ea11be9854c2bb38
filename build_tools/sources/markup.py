"""The markup of one raw line: Markdown, HTML and LaTeX signs out, what they said of form kept as style.

A rule takes one kind of markup out of a line; ``MARKUP`` is their order.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from build_tools.language.phrases import META_NAMES
from build_tools.language.script import HAN, NUMERAL, SMALL
from build_tools.model.edits import drop, keep_spans, substitute
from build_tools.model.text import STRONG, SUB, SUP, Edit, Text

# Zero-width and bidi controls, BOM inside the text, C0 and C1 controls, soft hyphen: nothing that
# a reader of the print could see. All are of category Cc or Cf; U+2065 is none.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)


def controls(text: Text) -> tuple[Text, list[Edit]]:
    """Control characters out."""
    return substitute(text, _CONTROLS, "")


_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
# ::: note; not ::: 早市
_FENCE = re.compile(r"^\s*:{3,}[\s\w{}.#=\"'-]*$|^\s*`{3,}\w*\s*$", re.ASCII)


def drawn_lines(text: Text) -> tuple[Text, list[Edit]]:
    """A line that only rules or fences (``---``, ``:::``) is dropped whole."""
    if _RULE.match(text.chars) or _FENCE.match(text.chars):
        return text[:0], [drop(text)]
    return text, []


_PICTURE = re.compile(r"^\s*!\[[^\[\]]*\]\([^()]*\)\s*$")  # ![](images/p2_01.jpg)


def is_picture(chars: str) -> bool:
    """Whether a line is a picture and nothing else: OCR sets one where a page turns."""
    return _PICTURE.match(chars) is not None


_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")  # `#### 四、强化面源污染治理` · `# 西藏自治区…`


def heading_mark(chars: str) -> int:
    """The level of the Markdown heading that a line is, 0 if it is none."""
    match = _HEADING.match(chars)
    return len(match[1]) if match else 0


def headings(text: Text) -> tuple[Text, list[Edit]]:
    """The signs of a heading; :func:`heading_mark` says what they told."""
    match = _HEADING.match(text.chars)
    return keep_spans(text, [(match.end(), len(text), "")]) if match else (text, [])


# `- (七) 重大专项工作开展情况;` · `- 1.异议信息处理申请表`: OCR's bullets before a printed number
# `• 索引号:`, the name of a field alone · `• 颁布日期:1999-12-10`; not `• 来源：合格的苗圃`
_BULLET = re.compile(
    rf"^(\s*[-*+•]\s+)(?=[（(]?[{SMALL}百\d]+[)）、.．]|第[{NUMERAL}]+[章节条]|(?:{META_NAMES})\s*[:：]\s*$"
    r"|(?:颁布(?:日期|时间|单位|机构|机关)|发文(?:字号|文号|单位|机关)|发布(?:日期|时间)|浏览次数|(?:信息)?索引号|时\s*效\s*性)\s*[:：])"
)


def bullets(text: Text) -> tuple[Text, list[Edit]]:
    """A bullet before a printed number or the name of a field."""
    match = _BULLET.match(text.chars)
    return keep_spans(text, [(match.end(1), len(text), "")]) if match else (text, [])


_TAGS = (
    "p|br|b|strong|i|em|u|sub|sup|span|div|font|center|a|h[1-6]|hr|ul|ol|li|section|article"
    "|blockquote|img|input|label|body|html|head|meta|link|small|big|o:p|st1:\\w+"
    "|thead|tbody|tfoot|tr|td|th|caption|colgroup|col"  # left of a table that only lays out a page
)

ATTRIBUTES = rf"(?>[^<>={HAN}]|=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"'=]*))*+"
"""What may stand in a tag behind its name: Han only in the value of an attribute (``face=宋体``)."""

# <p class="早市"> · <sub>水</sub> · 早市<input type="checkbox"/>; not <b 早市>
_TAG = re.compile(rf"<(/?)({_TAGS})(?=[\s/>])({ATTRIBUTES})>", re.IGNORECASE)
_TAG_STYLES = {"sub": SUB, "sup": SUP, "b": STRONG, "strong": STRONG}
_BREAKING = re.compile(r"p|br|div|h[1-6]|hr|li|section|article|blockquote|tr|td|th", re.IGNORECASE)
_DECLARED = re.compile(rf"<(?:\?xml|!DOCTYPE){ATTRIBUTES}>", re.IGNORECASE)
# The frame of a table that only lays out a page; <table>早市</table> in a line is text
_FRAME = re.compile(rf"</?table\b{ATTRIBUTES}>", re.IGNORECASE)
_TALKED_OF = re.compile(r"<table>[^<>]*[^<>\s]", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")  # 网址：<http://www.xizang.gov.cn>


def tags(text: Text) -> tuple[Text, list[Edit]]:
    """Tags out; sub and sup become style, a check box its sign, a breaking tag a line end."""
    if "<" not in text.chars:
        return text, []
    text, edits = substitute(text, _DECLARED, "")
    if not _TALKED_OF.search(text.chars):
        text, found = substitute(text, _FRAME, "\n")
        edits += found
    for match in reversed(list(_AUTOLINK.finditer(text.chars))):
        text, found = keep_spans(
            text, [(0, match.start(), ""), (match.start(1), match.end(1), ""), (match.end(), len(text), "")]
        )
        edits += found
    styles = list(text.style)
    opened: dict[str, int] = {}
    for match in _TAG.finditer(text.chars):
        name = match[2].lower()
        if name in _TAG_STYLES and not match[1]:
            opened[name] = match.end()
        elif name in opened:
            start = opened.pop(name)
            styles[start : match.start()] = _TAG_STYLES[name] * (match.start() - start)
    text = Text(text.chars, text.at, "".join(styles))

    def sign(match: re.Match[str]) -> str:
        name, attributes = match[2].lower(), (match[3] or "").lower()
        if name == "input":
            return "" if "checkbox" not in attributes else ("☑" if "checked" in attributes else "□")
        return "\n" if _BREAKING.fullmatch(name) else ""

    text, found = substitute(text, _TAG, sign)
    return text, edits + found


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def entities(text: Text) -> tuple[Text, list[Edit]]:
    """``&nbsp;`` and ``&#8212;`` as the character that they name."""
    if "&" not in text.chars:
        return text, []

    def character(match: re.Match[str]) -> str | None:
        new = html.unescape(match[0])
        return new if len(new) == 1 and new != match[0] else None

    return substitute(text, _ENTITY, character)


_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\((?:https?://|/|\./|images?/)[^()\s]*\)")
# ![](images/p2_04.jpg) · ![图](images/a.png); ![图1 组织机构图](images/b.png) has a printed caption
_NAMELESS = re.compile(rf"(?:[^{HAN}]*|图[片像标]?|插图|照片)")


def links(text: Text) -> tuple[Text, list[Edit]]:
    """``[words](https://…)`` → ``words``; a picture is dropped, but for the words of its caption."""
    if "](" not in text.chars:
        return text, []
    spans: list[tuple[int, int, str]] = []
    last = 0
    for match in _LINK.finditer(text.chars):
        spans.append((last, match.start(), ""))
        if not match[1] or not _NAMELESS.fullmatch(match[2]):
            spans.append((*match.span(2), ""))
        last = match.end()
    return keep_spans(text, [*spans, (last, len(text), "")])


_BRACED_SCRIPT = re.compile(r"([_^])\{([^{}\s]{1,12})\}")  # PM_{2.5}
_LETTER_SCRIPT = re.compile(r"(?<=[A-Z])(_)([a-z0-9])(?![A-Za-z0-9_])")  # NO_x


def scripts(text: Text) -> tuple[Text, list[Edit]]:
    """``PM_{2.5}`` and ``NO_x``: the script becomes style, its marks are dropped."""
    if "_" not in text.chars and "^" not in text.chars:
        return text, []
    edits: list[Edit] = []
    for pattern in (_BRACED_SCRIPT, _LETTER_SCRIPT):
        for match in reversed(list(pattern.finditer(text.chars))):
            style = SUB if match[1] == "_" else SUP
            spans = [
                (0, match.start(), ""),
                (match.start(2), match.end(2), style),
                (match.end(), len(text), ""),
            ]
            text, found = keep_spans(text, spans)
            edits += found
    return text, edits


# `$A \geq 95$` · `$95 > B \geq 85$` · `$$ A \geq 95 $$`
_MATH = re.compile(r"(?P<sign>\${1,2})(?P<inner>[^$\n]{1,80})(?P=sign)")
# `\frac{A}{139}`: a command that is more than a sign
_COMMAND = re.compile(r"\\[A-Za-z]+")

_MATH_WORDS = {
    r"\geqslant": "≥",
    r"\leqslant": "≤",
    r"\geq": "≥",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\le": "≤",
    r"\times": "×",
    r"\div": "÷",
    r"\pm": "±",
    r"\sim": "～",
    r"\neq": "≠",
    r"\approx": "≈",
    r"\cdot": "·",
    r"\alpha": "α",
    r"\beta": "β",
    r"\mu": "μ",
    r"\circ": "°",
    r"\%": "%",
    r"\quad": "",
    r"\,": "",
    r"\mathrm": "",
    r"\text": "",
}

_MATH_WORD = re.compile("|".join(re.escape(w) for w in sorted(_MATH_WORDS, key=len, reverse=True)))
_BRACES = re.compile(r"[{}]")


def math(text: Text) -> tuple[Text, list[Edit]]:
    """``$A \\geq 95$`` → ``A ≥ 95``; a sum of money in dollars stays, and so does the whole of a formula with
    other commands than signs: ``\\frac{A}{139}`` is no A139."""
    if "$" not in text.chars:
        return text, []
    edits: list[Edit] = []
    parts: list[Text] = []
    last = 0
    for match in _MATH.finditer(text.chars):
        inner = match["inner"]
        named = re.fullmatch(r"\s*[A-Za-z]{1,12}\s*", inner)  # $COD$
        if not (named or "\\" in inner or re.search(r"[_^=<>]", inner)):
            continue
        if _COMMAND.search(_MATH_WORD.sub("", inner)):
            continue
        start, end = match.span("inner")
        body, found = substitute(text[start:end], _MATH_WORD, lambda m: _MATH_WORDS[m[0]])
        body, scripted = scripts(body)
        body, braces = substitute(body, _BRACES, "")
        parts += [text[last : match.start()], body]
        edits += [
            drop(text[match.start() : start]),
            *found,
            *scripted,
            *braces,
            drop(text[end : match.end()]),
        ]
        last = match.end()
    if not edits:
        return text, []
    return Text.joined([*parts, text[last:]]), edits


_BOLD = re.compile(r"(?<!\*)\*\*(?![*\s])((?:(?!\*\*).)+?)(?<![*\s])\*\*(?!\*)")


def bold(text: Text) -> tuple[Text, list[Edit]]:
    """``**（四）…。**`` → style; a run such as ``因****行为`` is a printed placeholder and stays."""
    matches = list(_BOLD.finditer(text.chars)) if "**" in text.chars else []
    if not matches:
        return text, []
    spans: list[tuple[int, int, str]] = []
    last = 0
    for match in matches:
        spans += [(last, match.start(), ""), (match.start(1), match.end(1), STRONG)]
        last = match.end()
    return keep_spans(text, [*spans, (last, len(text), "")])


# 1\.实施改造 · \(一\)总体要求 · \*本表; not \(A \geq 95\), a formula
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[\]^-`{-~])")


def escapes(text: Text) -> tuple[Text, list[Edit]]:
    """A backslash before a mark, which says that the mark is printed; a line with a formula stays."""
    if "\\" not in text.chars or _COMMAND.search(text.chars):
        return text, []
    return substitute(text, _ESCAPED, "")


Rule = Callable[[Text], tuple[Text, list[Edit]]]

MARKUP: tuple[Rule, ...] = (
    drawn_lines,
    headings,
    bullets,
    tags,
    entities,
    links,
    math,
    scripts,
    bold,
    escapes,
)


def unmarked(text: Text, markup: Sequence[Rule] = MARKUP) -> tuple[Text, list[Edit]]:
    """A line after all rules of its dialect."""
    edits: list[Edit] = []
    for rule in markup:
        text, found = rule(text)
        edits += found
    return text, edits
