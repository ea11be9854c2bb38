"""Notes at the paragraphs that another text changes and at the instructions that change them: there and
back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from build_tools.citations.numbered import Numbered
from build_tools.documents.outline.locators import locators
from build_tools.facts.states.alterations import change_of
from build_tools.facts.states.changed import said_of
from build_tools.language.days import chinese, day_after
from build_tools.language.script import NUMERAL, number
from build_tools.model.amendment import WHOLE, Op
from build_tools.model.citation import Change
from build_tools.model.corpus import Amended, Corpus, Record, Stage
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.markdown import box, escape, link, span
from build_tools.pages.state import changes_of, dated

_ARTICLE = re.compile(rf"第(?P<n>[{NUMERAL}\d]{{1,6}})条$")


class AmendmentNote(NamedTuple):
    """What is said below a block, as Markdown; ``dated`` where it is said by days."""

    markdown: str
    dated: bool


def amendment_notes(record: Record, corpus: Corpus) -> Mapping[str, AmendmentNote]:
    """Below which blocks of a record it is said that they are changed, or what they change."""
    found: dict[str, dict[str, bool]] = {}
    for made in corpus.facts.amended_in.get(record.id, ()):
        anchor = made.anchor or _before(made, record)
        if anchor is not None:
            found.setdefault(anchor, {}).setdefault(_changed(made, record.page), bool(made.since))
    for made in corpus.facts.amending.get(record.id, ()):
        found.setdefault(made.amendment.anchor, {}).update(dict.fromkeys(_changes(made, record.page), False))
    return {
        anchor: AmendmentNote(
            box("gz-amended", "\n".join(f"- {line}" for line in lines)), any(lines.values())
        )
        for anchor, lines in found.items()
    }


def _before(made: Amended, record: Record) -> str | None:
    """The article behind which a new one stands: 增加一条，作为第五条 behind 第四条, or the last."""
    if made.amendment.op is not Op.INSERT or "条" not in (made.amendment.becomes or "条"):
        return None
    new = _ARTICLE.match(made.amendment.becomes or "")
    above = Numbered(record.document).anchor_of("条", (number(new["n"]) or 0) - 1) if new else None
    articles = [e.anchor for e in record.document.outline if e.level == "条"]
    return above or (articles[-1] if articles else None)


def change_line(record: Record, page: str, corpus: Corpus) -> str:
    """What a list says behind a document that others change; empty where none does."""
    found = changes_of(record.page, corpus)
    ways = [_when(a.by, a.change, a.since, a.until, f"{a.page}#{a.anchor}", page) for a in found]
    return f" {span('facts', '　'.join(ways))}" if ways else ""


def _changed(made: Amended, page: str) -> str:
    """``第二条：已由拉政发〔2023〕9号修改（自2023年9月1日起）：将第二条中的“…”修改为“…”。``"""
    target = f"{made.holder.page}#{made.amendment.anchor}"
    where = f"{made.amendment.place}：" if made.amendment.place else ""
    said = _when(made.by, change_of(made), made.since, made.amendment.until, target, page)
    return f"{escape(where)}{said}：{escape(_one_line(made.amendment.words))}"


def _when(by: Record, change: Change, since: str, until: str | None, target: str, page: str) -> str:
    """That a change holds, by days; a correction holds from the beginning."""
    way = relative(target, page)
    if not since:
        return link(f"已由{said_of(by)}{change}", way)
    ends = until if change is Change.SUSPENDED else None
    said = f"由{said_of(by)}{change}（自{chinese(since)}{f'至{chinese(ends)}' if ends else '起'}）"
    stages = [Stage("", "due", f"将{said}", target), Stage(since, "done", f"已{said}", target)]
    if ends:
        stages.append(Stage(day_after(ends), "over", f"曾{said}", target))
    return span("clock", dated(tuple(stages), page, link(f"已{said}", way)))


def _changes(made: Amended, page: str) -> Iterator[str]:
    """``见《…》第二条``, at the instruction; that it was not read."""
    title = made.amendment.target
    if made.amendment.op is Op.UNREAD:
        yield "修改内容未能解读"
    if made.target is None or title is None:
        return
    place = made.amendment.place if made.amendment.place not in (None, WHOLE) else ""
    way = f"{made.target.page}#{made.anchor}" if made.anchor else target_of(made.target)
    said = locators(made.target.document).get(made.anchor or "") or place
    yield link(f"见《{title}》{said}", relative(way, page))


def _one_line(words: str) -> str:
    """An instruction as it is told below a paragraph: a table is told by its first line."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    tabled = any(line.startswith(("|", "<table")) for line in lines)
    return f"{lines[0]}……" if tabled else "".join(lines)
