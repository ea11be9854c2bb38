"""What the signs of one sentence stand for, and what its clauses have named so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from build_tools.facts.amendments import wordings
from build_tools.facts.amendments.places import Named, named_in
from build_tools.facts.amendments.quotes import unquoted
from build_tools.facts.amendments.signs import TELLS, P, Q, Sentence, Signed, T
from build_tools.language.days import last_of
from build_tools.language.genres import RULES
from build_tools.language.script import SMALL, date, key
from build_tools.model.amendment import Op


@dataclass(frozen=True)
class ChangedText:
    """A text that is changed: its title as printed within 《》, and the citation (index in the source)."""

    title: str | None
    citation: int | None = None


@dataclass(frozen=True)
class Operation:
    """What one clause does to one place of one text."""

    op: Op
    target: ChangedText
    place: str | None = None
    old: str | None = None
    new: str | None = None
    becomes: str | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None


# 二、东江省河道管理条例 · 一、东江省实施《中华人民共和国水法》办法
_HEADING_TITLE = re.compile(
    rf"^\s*(?:[{SMALL}]+、|（[{SMALL}]+）|\d+[.．、])?\s*"
    rf"(?P<title>(?!《|对|将|关于|修改)[^，。；：“”（）]{{3,60}}(?:{RULES})(?:（(?:试行|暂行)）)?)\s*$"
)


def heading_title(words: str) -> str | None:
    """The text that a heading names and nothing else, though not in 《》."""
    match = _HEADING_TITLE.match(words)
    named = match is not None and not TELLS.search(match["title"])
    return match["title"] if match is not None and named else None


Group = tuple[tuple[ChangedText, ...], tuple[Named, ...], list[str]]
"""Texts and places with the quoted words that stand behind them."""


@dataclass
class Reading:
    """One sentence in signs; knows what the clauses before the one that is read have named."""

    text: Signed
    sentence: Sentence
    target_at: Callable[[int, int], ChangedText]
    targets: tuple[ChangedText, ...]
    correcting: bool
    last: Named | None = None
    moved: tuple[Named, Named] | None = None  # 第八条改为第九条，修改为：“…”
    since: str | None = None
    until: str | None = None
    found: list[Operation] = field(default_factory=list)

    def quotes(self, match: re.Match[str], group: str) -> list[str]:
        """The words of the quotations within a group."""
        return [self._quoted(i) for i in range(*match.span(group)) if self.sentence.signs[i] == Q]

    def _quoted(self, i: int) -> str:
        start, end = self.sentence.spans[i]
        return unquoted(self.text.text[start:end])

    def named(self, match: re.Match[str], group: str = "at") -> tuple[Named, ...] | None:
        """The places of a group, with what the clauses before it named; empty where none is printed."""
        return self._named(*match.span(group))

    def _named(self, start: int, end: int) -> tuple[Named, ...] | None:
        at = self.sentence.signs.find(P, max(start, 0), max(end, 0))
        if at < 0:
            return ()
        first, last = self.sentence.spans[at]
        words = key(self.text.text[first:last])
        found = named_in(words.partition("《")[0] if words.startswith("附") else words)
        if found is None:
            return None
        above = self.moved[0] if self.moved else self.last
        whole = tuple(n.within(above) for n in found)
        return whole if all(n.lead for n in whole) else None

    def whose(self, match: re.Match[str], group: str = "of") -> tuple[ChangedText, ...]:
        """The texts of a group, else those that are known to be meant."""
        named = self.texts(*match.span(group)) if match[group] else ()
        if named:
            self.targets = named
        return named or self.targets

    def texts(self, start: int, end: int) -> tuple[ChangedText, ...]:
        signs = self.sentence.signs
        return tuple(self.target_at(*self.sentence.spans[i]) for i in range(start, end) if signs[i] == T)

    def day(self, match: re.Match[str], group: str) -> str | None:
        """The day of a group."""
        if not match[group]:
            return None
        start, end = self.sentence.spans[match.start(group)]
        return date(self.text.text[start:end])

    def last_day(self, match: re.Match[str], group: str) -> str | None:
        """The last day that a group names: that of the year in 2025年底."""
        if not match[group]:
            return None
        start, end = self.sentence.spans[match.start(group)]
        return last_of(self.text.text[start:end])

    def groups(
        self, match: re.Match[str]
    ) -> list[tuple[tuple[ChangedText, ...], tuple[Named, ...], list[str]]] | None:
        """The places with the quoted words of each: 第一款中的“…”和第二款中的“…”."""
        found = []
        start, end = match.span("groups")
        for one in re.compile(wordings.GROUP).finditer(self.sentence.signs, start, end):
            low = one.start()
            column = re.search(rf"{Q}一?[栏项行列格]", one[0])
            words = [self._quoted(low + i) for i, c in enumerate(one[0]) if c == Q]
            words = words[1:] if column else words
            texts = self.texts(low, one.end())
            if texts:
                self.targets, self.last = texts, None
            places = self._named(low, one.end())
            if places is None:
                return None
            if not places:
                places = (self.last,) if self.last and not texts else ()
            if places:
                self.last = places[-1]
            found.append((texts or self.targets, places, words))
        return found

    def becomes(self, place: Named) -> str | None:
        """The new place of one whose article has a new number by the clause before."""
        if self.moved is None or place.lead != self.moved[0].lead:
            return None
        return Named(self.moved[1].lead, place.below or self.moved[1].below).printed
