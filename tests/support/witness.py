"""A second, simple reading of what texts state, made from the print and not by the program's own readers.

It knows few writings; what it does read, the program has to have read alike. Each function gives what
speaks against a corpus, in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from build_tools.facts.states.by_day import stage_on, stages
from build_tools.model.corpus import Corpus, Record, Standing
from build_tools.model.document import Block, Kind, Role
from build_tools.model.facts import Assignment, DutyRole, Form

_NUMERALS = "零一二三四五六七八九"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DAY = r"(\d{4})年(\d{1,2})月(\d{1,2})日"
# 自2021年5月1日起施行，有效期5年 · 自2023年1月1日起执行，试行期两年
_TERM = re.compile(
    rf"自{_DAY}起(?:施行|实施|执行|试行)[，。；](?:有效期|试行期)限?为?(\d{{1,2}}|[两{_NUMERALS}十]{{1,3}})年"
)
_WORDS = {
    DutyRole.LEAD: "牵头|主办|主要|第一",
    DutyRole.SUPPORT: "配合|参[加与]|协|支持",
    DutyRole.RESPONSIBLE: "",
}
"""What stands in the part of a bracket that names a unit in such a role."""
_RANKED = re.compile("首位|第一个|排在第一|列第一|第一位|前者|为牵头")  # a rule for all brackets
_UNTIL = re.compile(rf"有效期限?(?:暂定|为)?至{_DAY}")


def against(corpus: Corpus) -> list[str]:
    """All that speaks against a corpus."""
    readers = (
        particulars,
        terms,
        last_days,
        repeals,
        numbers,
        namesakes,
        quotations,
        duties,
        dates_and_figures,
    )
    return [f"{reader.__name__}: {said}" for reader in readers for said in reader(corpus)]


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(block: Block) -> str:
    return "".join(text.chars for text in block.texts())


def _figure(words: str) -> int:
    """``5``, ``两``, ``十五``."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.replace("两", "二").rpartition("十")
    value = _NUMERALS.index(ones) if ones else 0
    return value + (10 * (_NUMERALS.index(tens) if tens else 1) if ten else 0)


def _day(year: str, month: str, day: str) -> str:
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _years_later(day: str, years: int) -> str:
    first = date.fromisoformat(day)
    leap = (first.month, first.day) == (2, 29)
    return first.replace(year=first.year + years, day=28 if leap else first.day).isoformat()


def _ends(standing: Standing) -> set[str | None]:
    return {standing.term.expires, standing.term.trial_until}


def particulars(corpus: Corpus) -> Iterator[str]:
    """A title is what its own lines say, and the day of a document is printed in its source."""
    for record in corpus.records:
        document, source = record.document, corpus.sources[record.source].source
        titles = _solid("".join(_printed(b) for b in document.blocks if b.role is Role.TITLE))
        if titles and _solid(document.title) != titles:
            yield f"{record.id}: {document.title} for {titles}"
        figures = re.findall(r"\d+", source.raw.translate(_DIGITS))
        year = (document.date or "")[:4]
        if year and year not in figures and str(int(year) - 1911) not in figures:  # 中華民國103年
            yield f"{record.id}: {document.date}"


def terms(corpus: Corpus) -> Iterator[str]:
    """自…起施行，有效期N年 ends N years after that day; 有效期至… ends there."""
    for standing in corpus.facts.standings:
        # what a notice says of the text that it issues is read as a clause of that text
        for clause in standing.term.clauses if standing.term.issued_on is None else ():
            words = _solid(clause.text)
            for *day, length in _TERM.findall(words):
                first = _day(*day)
                wanted = _years_later(first, _figure(length))
                if standing.term.effective != first or wanted not in _ends(standing):
                    yield f"{words}: {standing.term.effective}, {_ends(standing)}"
            for day in _UNTIL.findall(words):
                if _day(*day) not in _ends(standing):
                    yield f"{words}: {_ends(standing)}"
    stated = {s.stated_in.id for s in corpus.facts.standings if s.term.expires or s.term.trial_until}
    for record in corpus.records:
        for block in record.document.blocks:
            if _TERM.search(_solid(_printed(block))) and record.id not in stated:
                yield f"{_printed(block)}: no term"


def last_days(corpus: Corpus) -> Iterator[str]:
    """A term holds on its last day and no longer on the day after."""
    for standing in corpus.facts.standings:
        term = standing.reckoned
        ends = sorted(day for day in (term.expires, term.trial_until) if day and len(day) == 10)
        if not ends or term.draft or term.unread or not term.effective:
            continue
        found = stages(standing)
        after = (date.fromisoformat(ends[-1]) + timedelta(days=1)).isoformat()
        if stage_on(found, ends[-1]).code not in ("in-force", "trial", "repealed"):
            yield f"{standing.name} on its last day {ends[-1]}"
        if stage_on(found, after).code not in ("expired", "repealed"):
            yield f"{standing.name} after its last day {ends[-1]}"


def repeals(corpus: Corpus) -> Iterator[str]:
    """Nothing is repealed before the text that repeals it is made, nor by itself."""
    for standing in corpus.facts.standings:
        by, on = standing.repealed_by, standing.repealed_on
        if by is None or on is None:
            continue
        made = by.document.date or ""
        if on[: len(made)] < made or standing.record is by:
            yield f"{standing.name} repealed on {on} by {by.document.title} of {made}"


def _number(printed: str) -> str:
    """A document number without blanks, in one kind of brackets."""
    return re.sub(r"[(（\[［【〔]", "〔", re.sub(r"[)）\]］】〕]", "〕", _solid(printed)))


def numbers(corpus: Corpus) -> Iterator[str]:
    """A number leads to a record that bears it, and nowhere where several records do."""
    own = [r for r in corpus.records if r.document.doc_number and r.reprint_of is None]
    borne = Counter(_number(r.document.doc_number or "") for r in own)
    for cited in corpus.web.citations:
        printed = cited.stands_for.doc_number
        if cited.target is None or printed is None:
            continue
        target = corpus.by_id[cited.target]
        notice = corpus.by_id[target.parent] if target.parent else target
        bears = [r.document.doc_number or "" for r in (target, notice)]
        if not any(re.findall(r"\d+", printed) == re.findall(r"\d+", n) for n in bears):
            yield f"{printed} leads to {target.id}"
        if borne[_number(printed)] > 1:
            yield f"{printed} is borne by {borne[_number(printed)]} records and leads to {target.id}"


def _title(words: str) -> str:
    return re.sub(r"[\s《》〈〉“”]", "", words)


def namesakes(corpus: Corpus) -> Iterator[str]:
    """A bare title leads nowhere where another record that is in force bears it as well."""
    gone = {s.record.id for s in corpus.facts.standings if s.record and s.repealed_by}
    for cited in corpus.web.citations:
        meant = cited.stands_for
        if cited.target is None or meant.doc_number or meant.whose or meant.year:
            continue
        target, holder = corpus.by_id[cited.target], corpus.by_id[cited.record]
        if target.page == holder.page or _top(target, corpus) == _top(holder, corpus):
            continue
        others = [
            r.id
            for r in corpus.records
            if _title(r.document.title) == _title(target.document.title)
            and r.page != target.page
            and r.id not in gone
            and r.reprint_of is None
            and r.document.kind is not Kind.ANNEX
            and r.document.issuers == target.document.issuers
        ]
        if others:
            yield f"《{meant.name}》 leads to {target.id}, not to {others}"


def _top(record: Record, corpus: Corpus) -> str:
    for _ in range(8):
        if record.parent is None:
            break
        record = corpus.by_id[record.parent]
    return record.id


def quotations(corpus: Corpus) -> Iterator[str]:
    """Every citation and reference stands, as it says, at its place."""
    for converted in corpus.sources:
        blocks = [{b.anchor: _printed(b) for b in d.blocks} for d in converted.documents]
        for place, words in (
            *((c.place, c.text) for c in converted.citations),
            *((r.place, r.text) for r in converted.references),
        ):
            shown = blocks[place.document].get(place.anchor, "")[place.start : place.end]
            if _solid(shown) != _solid(words):
                yield f"{words} at {place}: {shown}"


def duties(corpus: Corpus) -> Iterator[str]:
    """A duty names units that are printed in its words, in the role that a word there gives them."""
    for record in corpus.records:
        source = corpus.sources[record.source].source
        shown = {
            o: c
            for b in record.document.blocks
            for t in b.texts()
            for c, o in zip(t.chars, t.at, strict=True)
        }
        ends: list[int] = []
        for duty in record.facts.obligations.duties:
            task = duty.assignment
            said = f"{source.file}:{task.line} {task.text}"
            words = _solid(task.text) + "".join(rule for rule, _ in task.rules)
            for unit in task.assignees:
                at = "".join(shown.get(offset, "□") for offset in unit.at)
                if unit.at and _solid(at) != _solid(unit.printed or unit.name):
                    yield f"{said}: {unit.name} is no print of {at}"
                if not unit.carried and _solid(unit.name)[-2:] not in words:
                    yield f"{said}: {unit.name}"
                own = [part for part in re.split("[；。]", words) if _solid(unit.name)[-2:] in part]
                if not any(re.search(_WORDS[unit.role], part) for part in own) and not _RANKED.search(words):
                    yield f"{said}: {unit.name} as {unit.role.value}"
            yield from _item(task, ends, said)
            ends.append(task.last_line)


def _item(task: Assignment, ends: list[int], said: str) -> Iterator[str]:
    """The item of a bracket begins behind the bracket before it, and not below its own."""
    if task.item_line > task.line or task.line > task.last_line:
        yield f"{said}: item in line {task.item_line}"
    if task.form is Form.BRACKET and any(task.item_line < end < task.line for end in ends):
        yield f"{said}: item above another bracket"


def dates_and_figures(corpus: Corpus) -> Iterator[str]:
    """The words and years of promises, the figures of targets and the names of posts are printed."""
    for record in corpus.records:
        source = corpus.sources[record.source].source
        texts = [text.chars for block in record.document.blocks for text in block.texts()]
        whole, figures = _solid("".join(texts)), set(re.findall(r"\d[\d.]*\d|\d", "|".join(texts)))
        spelled_years = (
            year.translate(_DIGITS) for year in re.findall(r"二[〇○零一二三四五六七八九]{3}", whole)
        )
        years = {*re.findall(r"(?:19|20)\d\d", whole), *spelled_years, (record.document.date or "")[:4]}
        for promise in record.facts.obligations.promises:
            day, words = promise.deadline.date, promise.deadline.words.rpartition("：")[2]
            if _solid(words) not in whole or day[:4] not in years:
                yield f"{source.file}:{promise.line} {day} {words}"
        for goal in record.facts.obligations.goals:
            spelled = {str(n) for n, sign in enumerate(_NUMERALS) if sign in whole} | {"0"}
            if not set(re.findall(r"\d[\d.]*\d|\d", goal.target.value)) <= figures | spelled:
                yield f"{source.file}:{goal.line} {goal.target.value}"
        for post in record.facts.posts:
            if post.name not in _solid(source.line(post.line)):
                yield f"{source.file}:{post.line} {post.name}"
