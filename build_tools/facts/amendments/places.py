"""Places of a text as an instruction names them: 第十条第一款第（三）项, 附件2, 第三条、第五条."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.language.script import NUMERAL, in_words, number
from build_tools.model.amendment import WHOLE

_N = rf"[{NUMERAL}\d]{{1,6}}"
_ARTICLE = rf"第{_N}条(?:之[{NUMERAL}]{{1,2}}(?![日月年款项]))?"
_BELOW = rf"(?:第{_N}款|第（?{_N}）?项|第{_N}目)"
_PART = rf"第{_N}部分(?:第?（{_N}）项?|第（?{_N}）?项)?"
_ANNEX = r"附(?:件|表|录|图)\d{0,3}(?:-\d{1,2})?"
# 4.2.1修改为 · 5.3中的, of a standard; not 由0.5元调整为
_CLAUSE = r"(?<![\d.A-Z])\d{1,2}(?:\.\d{1,3}){1,4}(?=中|修改|改为|增加|删|后|、|和|的“|$)"
# 文中的“…” · 全文中的“…” · 本办法中的“…” is not: it may be a rule of the text itself
_ALL = r"(?:全文|文中|文内|通篇|正文)(?!件)"
# 将第十条 | 第三款: a line may end between them
_ONE = rf"{_ARTICLE}(?:\n?{_BELOW})*|第{_N}[编章节]{_BELOW}*|{_PART}|{_BELOW}+|{_ANNEX}|{_CLAUSE}|{_ALL}"
_AND = r"(?:、|以及|[和及与])"
# 第十二条至第十四条 · 第七条、第九条第二款
LIST = re.compile(rf"(?:{_ONE})(?:(?:{_AND}|至)(?:{_ONE}))*")
# 第九条第二款
_EACH = re.compile(rf"(?P<by>至)?(?P<place>{_ONE})")
_LEVELS = re.compile(rf"第（?(?P<n>{_N})）?(?P<level>[款项目])")
_RANGE = re.compile(rf"第(?P<n>{_N})(?P<level>[编章节条])$")

LEVELS = "条款项目"


@dataclass(frozen=True)
class Named:
    """One place. ``lead`` is 第十条, 第二部分, 附件1, empty where the sentence before names it; ``below`` are
    the levels under it: 第一款, 第（三）项."""

    lead: str
    below: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The place in one writing, without blanks."""
        return self.lead + "".join(self.below)

    @property
    def level(self) -> str:
        """The sign of what is meant: 条, 款, 项, 目, 章 …, 附 for annexes, 全 for the whole, 4 for a clause
        of a standard."""
        if self.below:
            return self.below[-1][-1]
        if self.lead[:1] in ("附", "全") or self.lead[:1].isdigit():
            return "4" if self.lead[:1].isdigit() else self.lead[0]
        return "条" if "条" in self.lead else self.lead[-1]

    def within(self, above: Named | None) -> Named:
        """The place with what the words before it name: 第二款 behind 第十条第一款 is 第十条第二款."""
        if self.lead or above is None:
            return self
        rank = LEVELS.index(self.below[0][-1])
        kept = tuple(b for b in above.below if LEVELS.index(b[-1]) < rank)
        return Named(above.lead, (*kept, *self.below))


def named_in(words: str) -> tuple[Named, ...] | None:
    """The places of a list in print order, a range place by place; None for a range that cannot be told.

    ``words`` are in the matching form, without blanks.
    """
    found: list[Named] = []
    for match in _EACH.finditer(words):
        one = _named(match["place"])
        if match["by"]:
            between = _between(found[-1], one) if found else None
            if between is None:
                return None
            found += between
        if not one.lead and found:
            one = one.within(found[-1])
        found.append(one)
    return tuple(found)


def _named(words: str) -> Named:
    if re.match(_ALL, words):
        return Named(WHOLE)
    part = re.match(rf"(?P<lead>第{_N}部分)(?:第?（?(?P<n>{_N})）?项?)?$", words)
    if part:
        return Named(part["lead"], (f"第（{part['n']}）项",) if part["n"] else ())
    head = re.match(rf"{_ARTICLE}|第{_N}[编章节]|{_ANNEX}|{_CLAUSE}", words)
    lead = head[0] if head else ""
    below = tuple(
        f"第（{m['n']}）项" if m["level"] == "项" else f"第{m['n']}{m['level']}"
        for m in _LEVELS.finditer(words, len(lead))
    )
    return Named(lead, below)


def _between(first: Named, last: Named) -> list[Named] | None:
    """The places between two ends: 第十三条 of 第十二条至第十四条."""
    if first.below and last.below and last.lead in ("", first.lead) and first.below[:-1] == last.below[:-1]:
        a, b = (_LEVELS.match(n.below[-1]) for n in (first, last))
        if a is None or b is None or a["level"] != b["level"]:
            return None
        return [
            Named(first.lead, (*first.below[:-1], _again(a["n"], k, a["level"])))
            for k in range((number(a["n"]) or 0) + 1, min(number(b["n"]) or 0, 200))
        ]
    a, b = (_RANGE.match(n.lead) if not n.below else None for n in (first, last))
    if a is None or b is None or a["level"] != b["level"]:
        return None
    low, high = number(a["n"]) or 0, number(b["n"]) or 0
    if not 0 < low < high <= low + 200:
        return None
    said = [str(k) if a["n"].isdecimal() else in_words(k) for k in range(low + 1, high)]
    return [Named(f"第{n}{a['level']}") for n in said]


def _again(like: str, value: int, level: str) -> str:
    n = str(value) if like.isdecimal() else in_words(value)
    return f"第（{n}）项" if level == "项" else f"第{n}{level}"
