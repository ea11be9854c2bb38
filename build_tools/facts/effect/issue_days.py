"""The days that 自印发之日, 自公布之日, 自通过之日 mean: what a document prints of its own issue.

A day of passing is no day of publication: where a law prints only when it was passed or amended, 自公布之日起
names no day that can be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.language.script import DATE, date, key
from build_tools.model.document import Document, Role

_PUBLIC = ("发布", "公布", "颁布")
_SIGNED = (Role.DATE, Role.SIGNATURE, Role.META, Role.COVER)
# 2016年11月24日…第二十九次会议通过 · 2016年12月1日…公告第5号公布 · 根据2019年9月28日…的决定第二次修正
_VERB = re.compile(r"通过|批准|公布|发布|颁布|印发|修[订正改]|施行|实施")


@dataclass(frozen=True)
class IssueDays:
    """The days of publication, of issue and of passing of a document, each where it is printed."""

    published: str | None = None
    announced: str | None = None
    dated: str | None = None
    passed: str | None = None

    def meant(self, event: str) -> tuple[str | None, str]:
        """The day that 自 ``event`` 之日 means, and what it is."""
        if event in _PUBLIC and self.published:
            return self.published, "发布日期"
        if event in ("通过", "批准") and self.passed:
            return self.passed, "通过日期"
        if self.announced:
            return self.announced, "公布日期"
        return self.dated, "成文日期"


def issue_days(notice: Document, published: str | None = None) -> IssueDays:
    """What a document prints of the days of its issue. ``published`` counts where it prints no such day."""
    history = list(_history(notice))
    public = {day for day, verb in history if verb in (*_PUBLIC, "印发")}
    passed = [day for day, verb in history if verb in ("通过", "批准")]
    amended = any(verb.startswith("修") for _, verb in history)
    signed = any(b.role in _SIGNED and date(b.text.chars) == notice.date for b in notice.blocks)
    told = {day for day, verb in history if verb}
    return IssueDays(
        published=notice.sure_published or published,
        announced=public.pop() if len(public) == 1 and not amended and not signed else None,
        dated=notice.sure_date if signed or notice.date not in told else None,
        passed=passed[-1] if passed else None,
    )


def _history(document: Document) -> Iterator[tuple[str, str]]:
    """The days that stand below the title, each with the last verb that is said of it, or none."""
    for block in document.blocks:
        if block.role is not Role.BYLINE:
            continue
        text = key(block.text.chars)
        found = list(DATE.finditer(text))
        ends = [*(m.start() for m in found), len(text)][1:]
        for match, end in zip(found, ends, strict=True):
            verbs = _VERB.findall(text, match.end(), end)
            if day := date(match[0]):
                yield day, verbs[-1] if verbs else ""
