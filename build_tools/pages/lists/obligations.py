"""Who does what by when, as pages: units, what each has to do and by when, deadlines by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from build_tools.documents.names import issue_title, way_to
from build_tools.facts.duties.unit_index import calendar_of, dated, unit_of, without_place
from build_tools.facts.duties.units import authority
from build_tools.language.pinyin import slug, syllables
from build_tools.model.corpus import Corpus, Held, Record, UnitName
from build_tools.model.facts import Duty, DutyRole, Promise
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.lists.days_ahead import TASKS, told_apart
from build_tools.pages.lists.paging import Folded, Key, Listing, Rows, year_key
from build_tools.pages.lists.watch import way_to_list, way_to_watch
from build_tools.pages.markdown import escape, heading, link
from build_tools.pages.state import FIELD, past_mark

ROLES = {DutyRole.LEAD: "牵头", DutyRole.RESPONSIBLE: "负责", DutyRole.SUPPORT: "配合"}
_ABOUT_UNITS = (
    "从责任单位括注、“责任单位：”各行、责任分工表和“某局负责……”各句编成，按所在地和读音排列；"
    "点单位看它的全部任务。名称依所印，只有来源印有依据的才合并。"
)
_ABOUT_DEADLINES = (
    "按日期排列，已过去的年份列在最后，期限已过的由浏览器按当天日期标出；点文字到原文，点单位看它的全部任务。"
    "日期可能只是任务中一事的，以原文为准。"
)
_ABOUT_FOLDED = "只有最前一年全部展开，其余点“几项”展开。"


def obligation_listings(corpus: Corpus) -> Iterator[Listing]:
    """What each unit has to do, and the lists of units and deadlines."""
    held, paths = corpus.facts.units.duties, corpus.facts.units.pages
    for unit, own in held.items():
        yield _unit(unit, own, paths[unit], corpus)
    yield _units(held, paths)
    yield _deadlines(corpus)


def _units(held: Mapping[UnitName, Sequence[Held]], paths: Mapping[UnitName, str]) -> Listing:
    """All units by place and by the first letter of their names."""
    found = []
    for place, group in groupby(sorted(held), key=lambda unit: unit[0]):
        key = Key(place or "其他", f"place-{slug(place) or 'other'}")
        head = f"{heading(2, escape(key.name), key.anchor)}\n\n"
        spoken = sorted(group, key=lambda unit: syllables(_local(unit)))
        for letter, names in groupby(spoken, key=lambda unit: "".join(syllables(_local(unit)))[:1].upper()):
            anchor = f"{key.anchor}-{letter.lower()}"
            rows = (
                f"- {link(u[1], relative(paths[u], 'lists/units.md'))}（{counted(held[u])}）" for u in names
            )
            keys = key, Key(f"{key.name}　{letter}", anchor)
            found.append(Rows(keys, head + heading(3, letter, anchor), tuple(rows)))
            head = ""
    return Listing("lists/units.md", "责任单位", tuple(found), _ABOUT_UNITS, "个")


def _local(unit: UnitName) -> str:
    """The name without its place, by which it is sorted: 拉萨市民政局 and 市民政局 under M."""
    place, name = unit
    return without_place(place, name.removeprefix(place)) or name


def counted(held: Sequence[Held]) -> str:
    """``牵头5项，负责3项``: how many duties a unit has in each role."""
    counts = [(words, sum(h.assignee.role is role for h in held)) for role, words in ROLES.items()]
    return "，".join(f"{words}{count}项" for words, count in counts if count)


def _unit(unit: UnitName, held: Sequence[Held], path: str, corpus: Corpus) -> Listing:
    """Every duty of a unit, by document; where they are many, by the year of the document."""
    place, name = unit
    printed = dict.fromkeys(h.assignee.printed or h.assignee.name for h in held if not h.assignee.carried)
    facts = (
        ("所在地", place),
        ("文中名称", "、".join(printed)),
        ("名称依据", _evidence(place, name, corpus)),
        ("职责", counted(held)),
        ("期限", "" if any(_due(h.duty) for h in held) else _NO_DAY),
    )
    about = "\n".join(f"- **{words}**：{escape(value)}" for words, value in facts if value)
    about += f"\n- {way_to_watch(path, unit_shard(path))}：以后的变化列在{way_to_list(path)}"
    rows = [*_by_day(held, path, corpus.newest_day[:4])]
    for record, group in groupby(held, key=lambda h: h.record):
        own = list(group)
        number = f"（{escape(record.document.doc_number)}）" if record.document.doc_number else ""
        way = link(record.document.title, relative(target_of(record), path))
        head = heading(2, way + number, f"in-{record.id.replace('/', '-')}")
        listed = tuple(_held_line(h, path) for h in own)
        rows.append(Rows((year_key(record.document.date, _IN),), head, listed, foot=tuple(_added(own))))
    # 市财政局 is the name of an office in every city.
    title = name if not place or name.startswith(place[:2]) else f"{name}（{place}）"
    return Listing(path, title, tuple(rows), about, "项", (way_to("lists/units.md", "责任单位"),))


def unit_shard(path: str) -> str:
    """Where the lines of a unit stand for those who watch it."""
    return path.removeprefix("lists/").removesuffix(".md")


_NO_DAY = "文中没有为这些任务写明日期"
_IN = Key("", "year")
_BY_DAY = Key("有期限的任务", "by-day")


def _by_day(held: Sequence[Held], path: str, now: str) -> Iterator[Rows]:
    """What a unit has to do by a day, each with the sentence that promises it: first what lies ahead of the
    newest text, the nearest first; years that are over from the newest on."""
    found = dated(held)
    if not found:
        return
    ahead = [one for one in found if one[0].deadline.date[:4] >= now]
    found = ahead + [one for one in reversed(found) if one[0].deadline.date[:4] < now]
    ics = relative(f"data/{calendar_of(path)}", path)
    way = f'日历文件：<a href="{ics}" download>ICS</a>'
    about = f"日期可能只是任务中一事的，以原文为准。{way}{FIELD}"
    head = f"{heading(2, _BY_DAY.name, _BY_DAY.anchor)}\n\n{about}"
    for promise, own in found:
        day = promise.deadline.date
        when = spoken(day) + "内" * (len(day) == 4)
        said = _promised(promise, own.record, path) + past_mark(day)
        line = f"- **{when}**　{ROLES[own.assignee.role]}　{said}"
        yield Rows((_BY_DAY, year_key(day, _BY_DAY)), head, (line,))
        head = ""


def _evidence(place: str, name: str, corpus: Corpus) -> str:
    """Why the names of a unit of the table are one, and where they are printed."""
    for unit in authority().units:
        if (unit.place, unit.name) == (place, name):
            titles = {
                c.source.file: f"{issue_title(i, corpus)}的来源文本" for i, c in enumerate(corpus.sources)
            }
            seen = (f"“{f.name}”见{titles.get(f.file, f.file)}第{f.line}行" for f in unit.forms)
            return f"{unit.why}（{'；'.join(seen)}）"
    return ""


def _held_line(held: Held, path: str) -> str:
    """Role, the item's words with the way to it, and its deadline."""
    assigned = held.duty.assignment
    way = link(clipped(held.duty.item, 60), relative(f"{held.record.page}#{assigned.anchor}", path))
    return f"- **{ROLES[held.assignee.role]}**　{way}{_due(held.duty)}{'（补）' * held.assignee.carried}"


def _due(duty: Duty) -> str:
    """``；期限：2031年12月`` where it is that of the item; else 持续推进, and dates inside its sentences."""
    inside = [d for d in duty.deadlines if d not in duty.due]
    said = f"；期限：{'、'.join(map(spoken, duty.due))}" if duty.due else ""
    if not duty.due and duty.assignment.term:
        said += f"；时限：{escape(duty.assignment.term)}"
    return said + (f"；文中时限：{'、'.join(map(spoken, inside))}" if inside else "")


def _added(held: Sequence[Held]) -> list[str]:
    """The rules by which the unit was added to brackets that do not print it, each once."""
    rules = dict.fromkeys(h.duty.assignment.rules[-1] for h in held if h.assignee.carried)
    return [f"标“补”的，责任单位括注未印，依来源第{line}行“{escape(text)}”补出。" for text, line in rules]


def clipped(text: str, most: int) -> str:
    """The text; where it is longer than ``most`` characters, as many whole clauses as fit, and ……"""
    if len(text) <= most:
        return text
    end = max(text.rfind(sign, most // 2, most) for sign in "，；。、：")
    return f"{text[: end if end > 0 else most]}……"


def spoken(iso: str) -> str:
    """``2025-12`` → ``2025年12月``."""
    year, *rest = iso.split("-")
    return f"{year}年" + "".join(f"{int(n)}{unit}" for n, unit in zip(rest, "月日", strict=False))


_FOLDED_FROM = 30
"""So many deadlines are not all in sight at once: on a phone each takes a third of the screen."""


def _deadlines(corpus: Corpus) -> Listing:
    """Dated promises by date; what names only a year stands behind the months of that year. Of a long list
    the year that comes first is in sight."""
    path = TASKS.page
    found = [
        (p, r, _answering(p, r, corpus, path)) for r in corpus.records for p in r.facts.obligations.promises
    ]
    found.sort(key=lambda x: (f"{x[0].deadline.date}-99"[:10], x[1].document.date or "", x[1].id, x[0].line))
    by_year = {y: list(of_year) for y, of_year in groupby(found, key=lambda x: x[0].deadline.date[:4])}
    now = corpus.newest_day[:4]
    rows: list[Rows] = []
    # What lies ahead of the newest text comes first; a year that is over is looked up from the newest on.
    for year in [*(y for y in by_year if y >= now), *reversed([y for y in by_year if y < now])]:
        of_year = by_year[year]
        key = Key(f"{year}年", f"year-{year}")
        heads = [heading(2, key.name, key.anchor)]
        folded = Folded.NOT if len(found) < _FOLDED_FROM else Folded.CLOSED if rows else Folded.OPEN
        for date, group in groupby(of_year, key=lambda x: x[0].deadline.date):
            own = Key(spoken(date) if date != year else f"{year}年内", f"by-{date}")
            if date != year or not heads:
                heads.append(heading(3, own.name, own.anchor))
            listed = tuple(f"- {_promised(p, r, path)}{who}{past_mark(date)}" for p, r, who in group)
            rows.append(Rows((key, own), "\n\n".join(heads), listed, folded=folded))
            heads = []
    folded_said = _ABOUT_FOLDED * (len(found) >= _FOLDED_FROM)
    about = f"{told_apart(TASKS)}\n\n{_ABOUT_DEADLINES}{folded_said}{FIELD}"
    return Listing(path, TASKS.title, tuple(rows), about, "项")


_MOST = 3
"""So many units of a role lead to their page from a line of the deadlines; the others are named there too, so
that who looks for an office by its name finds all of its lines."""


def _answering(promise: Promise, record: Record, corpus: Corpus, path: str) -> str:
    """``；牵头：市财政局；配合：…``: who answers for the item in which a date is promised."""
    shown: list[str] = []
    for role, words in ROLES.items():
        units = dict.fromkeys(
            unit_of(record, a)
            for duty in record.facts.obligations.duties
            if duty.holds(promise)
            for a in duty.assignment.assignees
            if a.role is role
        )
        ways = [link(u[1], relative(corpus.facts.units.pages[u], path)) for u in list(units)[:_MOST]]
        named = [*ways, *(escape(u[1]) for u in list(units)[_MOST:])]
        shown += [f"；{words}：{'、'.join(named)}"] if named else []
    return "".join(shown)


def _promised(promise: Promise, record: Record, path: str) -> str:
    """The sentence with the way to it, and the document."""
    words = promise.deadline.words
    shown = promise.sentence if words in promise.sentence else f"{promise.sentence}（{words}）"
    way = link(clipped(shown, 160), relative(f"{record.page}#{promise.anchor}", path))
    said = "，转述" if promise.restated else ""
    said += "，年份依文件日期" if promise.deadline.inferred else ""
    return f"{way}（{escape(record.document.title)}{said}）"
