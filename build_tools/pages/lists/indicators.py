"""Targets by indicator: what is set more than once as a matrix of places and years, then all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby
from zlib import crc32

from build_tools.facts.duties.units import place_of
from build_tools.facts.targets.indicators import core_of, evidence_of
from build_tools.facts.targets.plan_periods import period_end
from build_tools.language.pinyin import syllables
from build_tools.language.ranks import Level, level_of
from build_tools.model.corpus import Corpus, Record
from build_tools.model.facts import Goal
from build_tools.pages.blocks import relative
from build_tools.pages.chart import picture
from build_tools.pages.chart_drawing import Bar, Panel
from build_tools.pages.lists.paging import Key, Listing, Rows
from build_tools.pages.lists.watch import way_to_watch
from build_tools.pages.markdown import escape, heading, link, span

PAGE = "lists/targets.md"
_ABOUT = (
    "文中和指标表中的数量目标，照录所印的要求，点文号到原文。同一指标在几处出现的，按地方和年份并列在前；"
    "名称相近而无依据的不并列。图依所印数字绘制，“以上”“以内”“左右”等以表中文字为准。"
)
_OTHER_HEAD = ("| 指标 | 要求 | 年份 | 文件 |", "|---|---|---|---|")
_UNTOLD = "未注明"

Set = Sequence[tuple[Goal, Record]]
"""Where one indicator is set."""


def target_listing(corpus: Corpus) -> Listing:
    """The indicators by pinyin: first those of which there are several targets, then all others."""
    found = by_indicator(corpus)
    order = sorted(found, key=lambda core: (syllables(core), core))
    rows: list[Rows] = []
    head = heading(2, "同一指标对照", "several")
    for core in (c for c in order if len(found[c]) > 1):
        rows.append(_side_by_side(core, found[core], corpus, head))
        head = ""
    head = heading(2, "其他指标", "others")
    for letter, own in groupby((c for c in order if len(found[c]) == 1), key=_letter):
        above = f"{head}\n\n{heading(3, letter, f'others-of-{letter.lower()}')}".strip()
        for core in own:
            keys = _keys("其他指标", "others", core)
            rows.append(Rows(keys, above, tuple(_row(*one) for one in found[core]), _OTHER_HEAD))
            above = ""
        head = ""
    return Listing(PAGE, "指标", tuple(rows), _ABOUT, "项")


def by_indicator(corpus: Corpus) -> dict[str, list[tuple[Goal, Record]]]:
    """Each indicator with all places where it is set, in print order."""
    found: dict[str, list[tuple[Goal, Record]]] = {}
    for record in corpus.records:
        for goal in record.facts.obligations.goals:
            found.setdefault(core_of(goal.target.indicator), []).append((goal, record))
    return found


def indicator_place(core: str) -> str:
    """Where an indicator that is set several times stands, where the list has one page."""
    return f"{PAGE}#several-{_short(core)}"


def indicator_shard(core: str) -> str:
    """Where its values stand for those who watch it."""
    return f"targets/{_short(core)}"


def told_value(goal: Goal, record: Record) -> str:
    """``拉萨市 2025年：达到92%以上``."""
    return f"{_place(goal, record)} {_when(goal) or _UNTOLD}：{goal.target.said}"


def _first(core: str) -> str:
    return (syllables(core) or ("other",))[0]


def _letter(core: str) -> str:
    return _first(core)[:1].upper()


def _keys(title: str, anchor: str, core: str) -> tuple[Key, ...]:
    first = _first(core)
    return (
        Key(title, anchor),
        Key(_letter(core), f"{anchor}-{first[:1]}"),
        Key(first, f"{anchor}-in-{first}"),
    )


def _side_by_side(core: str, found: Set, corpus: Corpus, above: str) -> Rows:
    """One indicator: a line for each place, a column for each year, as printed; then its picture."""
    cells: dict[tuple[str, str], list[tuple[Goal, Record]]] = {}
    for goal, record in found:
        cells.setdefault((_place(goal, record), _when(goal) or _UNTOLD), []).append((goal, record))
    places = sorted({place for place, _ in cells}, key=_level)
    years = sorted({year for _, year in cells}, key=lambda year: (year == _UNTOLD, year))
    lead = f"| 地方 | {' | '.join(map(escape, years))} |", "|---" * (len(years) + 1) + "|"
    rows = tuple(
        f"| {escape(place)} | {' | '.join(_cell(cells.get((place, year), ()), corpus) for year in years)} |"
        for place in places
    )
    title = heading(3, escape(core), f"several-{_short(core)}")
    foot = [
        *_joined(core, found),
        way_to_watch(PAGE, indicator_shard(core)),
        *_picture(core, [(p, y, cells[p, y]) for p in places for y in years if (p, y) in cells]),
    ]
    return Rows(
        _keys("同一指标对照", "several", core), f"{above}\n\n{title}".strip(), rows, lead, tuple(foot)
    )


def _place(goal: Goal, record: Record) -> str:
    """Where a target holds: the place that is printed with it, else that of the issuer, else of the title."""
    return (
        goal.target.scope
        or place_of(record.document.issuers)
        or level_of(record.document.title)[1]
        or _UNTOLD
    )


_LEVELS = list(Level)


def _level(place: str) -> tuple[int, str]:
    """The whole before its parts."""
    level = level_of(place)[0]
    return _LEVELS.index(level) if level else len(_LEVELS), place


def _cell(found: Set, corpus: Corpus) -> str:
    """``达到92%以上：藏政发〔2024〕11号``: the printed words, each once, with all places where they stand."""
    ways: dict[str, dict[str, None]] = {}
    for goal, record in found:
        name = corpus.top(record).document.doc_number or record.document.title
        way = link(name, relative(f"{record.page}#{goal.anchor}", PAGE)) + "（转述）" * goal.restated
        ways.setdefault(goal.target.said, {})[way] = None
    return "<br>".join(f"{escape(said)}：{'、'.join(own)}" for said, own in ways.items()) or "—"


def _picture(core: str, cells: Sequence[tuple[str, str, Set]]) -> Iterator[str]:
    """Bars of what differs to be seen, where all numbers are of one unit and each cell says one."""
    units = {goal.target.unit for _, _, found in cells for goal, _ in found}
    bars = []
    for place, year, found in cells:
        numbers = {_number(goal.target.value) for goal, _ in found}
        said = dict.fromkeys(goal.target.said for goal, _ in found)
        if len(numbers) != 1 or None in numbers:
            return
        bars.append(Bar(f"{place} {year}", "；".join(said), numbers.pop()))
    panel = Panel(core, tuple(bars))
    drawn = picture(panel, f"target-{_short(core)}", "由所印数字绘制，自零起。") if len(units) == 1 else None
    if drawn:
        yield str(drawn)


def _short(core: str) -> str:
    """The name of an indicator in addresses; the same after every rebuild."""
    return f"{crc32(core.encode()):08x}"


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _joined(core: str, found: Set) -> tuple[str, ...]:
    """The names under which it is printed, and on what it rests that differing ones stand together."""
    names = dict.fromkeys(goal.target.indicator for goal, _ in found)
    said = (f"文中名称：{escape('、'.join(names))}",) if set(names) != {core} else ()
    told = evidence_of(core)
    if told is None or len(names) < 2:
        return said
    printed = "；".join(f"“{f.name}”见{f.file}第{f.line}行" for f in told.forms)
    return (*said, f"名称不同而并列的依据：{escape(f'{told.why}（{printed}）')}")


def _when(goal: Goal) -> str:
    """``2025年``; ``“十三五”（至2020年）`` where a table names but its plan; empty where nothing is said."""
    if goal.target.year or not goal.period:
        return f"{goal.target.year}年" if goal.target.year else ""
    return f"{goal.period}（至{period_end(goal.period)}年）"


def spoken_goal(goal: Goal) -> str:
    """``达到60%（拉萨市，2025年）``: what a target asks as printed, where and by when."""
    said = "，".join(x for x in (goal.target.scope, _when(goal)) if x)
    return goal.target.said + (f"（{said}）" if said else "")


def _row(goal: Goal, record: Record) -> str:
    target = goal.target
    way = link(record.document.title, relative(f"{record.page}#{goal.anchor}", PAGE))
    said = "（转述）" if goal.restated else ""
    place = f"（范围：{target.scope}）" if target.scope else ""
    when = span("whole-word", escape(_when(goal) or _UNTOLD))
    return f"| {escape(target.indicator + place)} | {escape(target.said)} | {when} | {way}{said} |"
