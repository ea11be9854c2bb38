"""Struck and inserted words of a draft, in the ways in which a text file marks them.

What is struck stays on the page as struck, what is inserted as inserted; the signs are dropped. Whether
the words hold nobody can tell from the file: each pair is a doubt, and nothing is read out of struck words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.model.edits import drop
from build_tools.model.text import INSERTED, STRUCK, Edit, Text
from build_tools.sources.markup import ATTRIBUTES

_TAG = re.compile(rf"<(/?)(del|s|strike|ins)(?=[\s/>])(?![^<>]*[\r\n]){ATTRIBUTES}>", re.IGNORECASE)
_SIGNS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # {~~300~>500~~}
    (re.compile(r"(\{~~)([^\r\n]*?)(~>)([^\r\n]*?)(~~\})"), (STRUCK, INSERTED)),
    # 摊位费为\sout{300}元 · \deleted{每日}\added{每周}
    (re.compile(r"(\\(?:sout|xout|st|deleted)\{)([^{}\r\n]+)(\})"), (STRUCK,)),
    (re.compile(r"(\\added\{)([^{}\r\n]+)(\})"), (INSERTED,)),
    # <span style="text-decoration:line-through">按时</span>
    (re.compile(r"(<span\b[^<>\r\n]*line-through[^<>\r\n]*>)([^<>\r\n]+)(</span>)", re.I), (STRUCK,)),
    # {--老年人--}{++老年人和残疾人++}
    (re.compile(r"(\{--)([^\r\n]+?)(--\})"), (STRUCK,)),
    (re.compile(r"(\{\+\+)([^\r\n]+?)(\+\+\})"), (INSERTED,)),
    # [市民政局]{.deletion author="王某" date="2024-03-02T09:10:00Z"}
    (re.compile(r"(\[)([^\[\]\r\n]*)(\]\{\.deletion\b[^{}\r\n]*\})"), (STRUCK,)),
    (re.compile(r"(\[)([^\[\]\r\n]*)(\]\{\.insertion\b[^{}\r\n]*\})"), (INSERTED,)),
    # 自~~2023年1月1日~~2023年6月1日起; 8月20日~9月15日 has single ones
    (re.compile(r"(?<![~{])(~~)(?![~\s])([^\r\n~]+?)(?<!\s)(~~)(?![~}])"), (STRUCK,)),
)
_STROKES = re.compile(r"(?:[^\s\u0335\u0336][\u0335\u0336]+)+")
_FAR = 4000  # what an opened tag strikes ends within so many characters


@dataclass(frozen=True)
class MarkedWords:
    """Words that are marked, from ``start`` to ``end`` of the raw text, and the spans of their signs."""

    start: int
    end: int
    style: str
    signs: tuple[tuple[int, int], ...]


def changes_by_tags(raw: str) -> list[MarkedWords]:
    """The words that tags mark, in print order."""
    return sorted(_by_tags(raw), key=lambda c: c.start)


def marked_changes(raw: str) -> list[MarkedWords]:
    """The marked words of a source, in print order; a sign without its other half marks nothing."""
    found = [*_by_tags(raw), *_by_strokes(raw)]
    for pattern, styles in _SIGNS:
        for match in pattern.finditer(raw):
            taken = any(a < match.end() and match.start() < b for c in found for a, b in c.signs)
            if taken:
                continue
            signs = [match.span(k) for k in range(1, len(styles) * 2 + 2, 2)]
            for k, style in enumerate(styles):
                own = signs[k : k + 2] if k == 0 else signs[k + 1 : k + 2]
                found.append(MarkedWords(*match.span(2 * k + 2), style, tuple(own)))
    return sorted(found, key=lambda c: c.start)


def _by_tags(raw: str) -> Iterator[MarkedWords]:
    opened: list[re.Match[str]] = []
    for match in _TAG.finditer(raw):
        name = match[2].lower()
        if not match[1]:
            opened.append(match)
            continue
        k = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][2].lower() == name), None)
        if k is not None and match.start() - opened[k].end() <= _FAR:
            first = opened[k]
            del opened[k:]
            style = INSERTED if name == "ins" else STRUCK
            yield MarkedWords(first.end(), match.start(), style, (first.span(), match.span()))


def _by_strokes(raw: str) -> Iterator[MarkedWords]:
    """3̶0̶0̶: each character with a stroke (U+0335, U+0336) over it."""
    for match in _STROKES.finditer(raw):
        strokes = (i for i in range(match.start(), match.end()) if raw[i] in "\u0335\u0336")
        yield MarkedWords(*match.span(), STRUCK, tuple((i, i + 1) for i in strokes))


class Changes:
    """The marked words of a source, by the offset of each of their characters."""

    def __init__(self, raw: str, found: Sequence[MarkedWords]) -> None:
        self.raw = raw
        self.found = found
        outer_first = sorted(self.found, key=lambda c: c.start - c.end)
        self.styles = {i: c.style for c in outer_first for i in range(c.start, c.end)}
        self.signs = {i for c in self.found for a, b in c.signs for i in range(a, b)}

    def read(self, text: Text) -> tuple[Text, list[Edit]]:
        """The text with the words in their style and without the signs."""
        if not self.found or not any(at in self.signs or at in self.styles for at in text.at):
            return text, []
        parts: list[Text] = []
        edits: list[Edit] = []
        start = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and self._alike(text.at[end - 1], text.at[end]):
                continue
            part = text[start:end]
            if part.at[0] in self.signs:
                edits.append(drop(part))
            else:
                style = self.styles.get(part.at[0], "")
                parts.append(part.styled(style) if style else part)
            start = end
        return Text.joined(parts), edits

    def _alike(self, a: int, b: int) -> bool:
        return (a in self.signs) == (b in self.signs) and self.styles.get(a) == self.styles.get(b)

    def pairs(self) -> Iterator[Sequence[MarkedWords]]:
        """What stands together: struck words and the words inserted for them, else each by itself."""
        k = 0
        while k < len(self.found):
            both = self.found[k : k + 2]
            if len(both) == 2 and (both[0].style == both[1].style or not self._beside(*both)):
                both = both[:1]
            yield both
            k += len(both)

    def _beside(self, above: MarkedWords, below: MarkedWords) -> bool:
        """Whether nothing but signs and blanks stands between two changes."""
        between = range(above.end, below.start)
        return all(i in self.signs or self.raw[i] in " \t" for i in between)


def unpaired(chars: str) -> list[str]:
    """Tags of struck or inserted words that stand in a text without their other half."""
    return [match[0] for match in _TAG.finditer(chars)]
