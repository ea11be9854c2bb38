"""Who does what by when, as pages: units, what each has to do, deadlines by date, targets by indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from build_tools.documents.names import Way, front_matter, way_to
from build_tools.facts.indicators import core_of, evidence_of
from build_tools.facts.plan_periods import period_end
from build_tools.facts.unit_index import unit_of, without_place
from build_tools.facts.units import authority
from build_tools.language.pinyin import slug, syllables
from build_tools.model.corpus import Corpus, Held, Record, UnitName
from build_tools.model.facts import Duty, DutyRole, Goal, Promise
from build_tools.pages.blocks import relative, target_of
from build_tools.pages.markdown import escape, heading, link

_SOURCE = "raw/ 下的全部来源文本"
_NONE = "现有文件中没有可列入的。"
ROLES = {DutyRole.LEAD: "牵头", DutyRole.RESPONSIBLE: "负责", DutyRole.SUPPORT: "配合"}
_ABOUT_UNITS = (
    "从责任单位括注、“责任单位：”各行、责任分工表和“某局负责……”各句编成，按所在地和读音排列；"
    "点单位看它的全部任务。名称依所印，只有来源印有依据的才合并。"
)
_ABOUT_DEADLINES = (
    "文中写明日期的要求，按日期排列，已过去的年份列在最后；点文字到原文；其后是该项任务的责任单位，每类最多列三个。"
    "日期可能只是任务中一事的，以原文为准。"
)
_ABOUT_TARGETS = (
    "文中和指标表中的数量目标，点文件到原文。同一指标在几处出现的并列在前；名称相近而无依据的不并列。"
)


def obligation_pages(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown of the lists of units, deadlines and targets, and of each unit."""
    held, paths = corpus.facts.units.duties, corpus.facts.units.pages
    made = {paths[unit]: _unit_page(unit, held[unit], paths[unit]) for unit in held}
    made["lists/units.md"] = _units(held, paths)
    made["lists/deadlines.md"] = _deadlines(corpus)
    made["lists/targets.md"] = _targets(corpus)
    return made


def _page(title: str, parts: list[str], about: str = "", above: Sequence[Way] = ()) -> str:
    """A page; ``about`` says in Markdown what it lists and how, where there is anything to list."""
    shown = [front_matter({"title": title, "above": list(above)}, _SOURCE), f"# {escape(title)}"]
    shown += [*([about] if about else []), *parts] if parts else [_NONE]
    return "\n\n".join(shown) + "\n"


def _units(held: Mapping[UnitName, Sequence[Held]], paths: Mapping[UnitName, str]) -> str:
    """All units by place and by the first letter of their names."""
    parts = []
    for place, group in groupby(sorted(held), key=lambda unit: unit[0]):
        anchor = f"place-{slug(place) or 'other'}"
        parts.append(heading(2, escape(place or "其他"), anchor))
        spoken = sorted(group, key=lambda unit: syllables(_local(unit)))
        for letter, names in groupby(spoken, key=lambda unit: "".join(syllables(_local(unit)))[:1].upper()):
            parts.append(heading(3, letter, f"{anchor}-{letter.lower()}"))
            parts.append(
                "\n".join(
                    f"- {link(u[1], relative(paths[u], 'lists/units.md'))}（{counted(held[u])}）"
                    for u in names
                )
            )
    return _page("责任单位", parts, _ABOUT_UNITS)


def _local(unit: UnitName) -> str:
    """The name without its place, by which it is sorted: 拉萨市民政局 and 市民政局 under M."""
    place, name = unit
    return without_place(place, name.removeprefix(place)) or name


def counted(held: Sequence[Held]) -> str:
    """``牵头5项，负责3项``: how many duties a unit has in each role."""
    counts = [(words, sum(h.assignee.role is role for h in held)) for role, words in ROLES.items()]
    return "，".join(f"{words}{count}项" for words, count in counts if count)


def _unit_page(unit: UnitName, held: Sequence[Held], path: str) -> str:
    """Every duty of a unit, by document."""
    place, name = unit
    printed = dict.fromkeys(h.assignee.printed or h.assignee.name for h in held if not h.assignee.carried)
    facts = (
        ("所在地", place),
        ("所印名称", "、".join(printed)),
        ("名称依据", _evidence(place, name)),
        ("职责", counted(held)),
    )
    parts = ["\n".join(f"- **{words}**：{escape(value)}" for words, value in facts if value)]
    for record, group in groupby(held, key=lambda h: h.record):
        found = list(group)
        number = f"（{escape(record.document.doc_number)}）" if record.document.doc_number else ""
        way = link(record.document.title, relative(target_of(record), path))
        parts.append(heading(2, way + number, f"in-{record.id.replace('/', '-')}"))
        parts.append("\n".join(_held_line(h, path) for h in found))
        parts += _added(found)
    # 市财政局 is the name of an office in every city.
    own = not place or name.startswith(place[:2])
    return _page(name if own else f"{name}（{place}）", parts, above=[way_to("lists/units.md", "责任单位")])


def _evidence(place: str, name: str) -> str:
    """Why the names of a unit of the table are one, and where they are printed."""
    for unit in authority().units:
        if (unit.place, unit.name) == (place, name):
            return f"{unit.why}（{'；'.join(f'“{f.name}”见{f.file}第{f.line}行' for f in unit.forms)}）"
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
    return said + (f"；文中所定日期：{'、'.join(map(spoken, inside))}" if inside else "")


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


def _deadlines(corpus: Corpus) -> str:
    """Dated promises by date; what names only a year stands behind the months of that year."""
    path = "lists/deadlines.md"
    found = [
        (p, r, _answering(p, r, corpus, path)) for r in corpus.records for p in r.facts.obligations.promises
    ]
    found.sort(key=lambda x: (f"{x[0].deadline.date}-99"[:10], x[1].document.date or "", x[1].id, x[0].line))
    by_year = {y: list(of_year) for y, of_year in groupby(found, key=lambda x: x[0].deadline.date[:4])}
    now = corpus.newest_day[:4]
    parts = []
    # What lies ahead of the newest text comes first; a year that is over is looked up from the newest on.
    for year in [*(y for y in by_year if y >= now), *reversed([y for y in by_year if y < now])]:
        of_year = by_year[year]
        parts.append(heading(2, f"{year}年", f"year-{year}"))
        for date, group in groupby(of_year, key=lambda x: x[0].deadline.date):
            if date != year:
                parts.append(heading(3, spoken(date), f"by-{date}"))
            elif len(parts) and not parts[-1].startswith("## "):
                parts.append(heading(3, f"{year}年内", f"by-{year}"))
            parts.append("\n".join(_promise_line(p, r, path) + who for p, r, who in group))
    return _page("期限", parts, _ABOUT_DEADLINES)


_MOST = 3
"""As many units of a role as a line of the deadlines names; the item has them all."""


def _answering(promise: Promise, record: Record, corpus: Corpus, path: str) -> str:
    """``；牵头：市财政局；配合：…等7个单位``: who answers for the item in which a date is promised."""
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
        more = f"等{len(units)}个单位" if len(units) > _MOST else ""
        shown += [f"；{words}：{'、'.join(ways)}{more}"] if ways else []
    return "".join(shown)


def _promise_line(promise: Promise, record: Record, path: str) -> str:
    words = promise.deadline.words
    shown = promise.sentence if words in promise.sentence else f"{promise.sentence}（{words}）"
    way = link(clipped(shown, 160), relative(f"{record.page}#{promise.anchor}", path))
    said = "，转述" if promise.restated else ""
    said += "，年份依文件日期" if promise.deadline.inferred else ""
    return f"- {way}（{escape(record.document.title)}{said}）"


def _targets(corpus: Corpus) -> str:
    """Targets by indicator: first those of which there are several, side by side, then all."""
    path = "lists/targets.md"
    found: dict[str, list[tuple[Goal, Record]]] = {}
    for record in corpus.records:
        for goal in record.facts.obligations.goals:
            found.setdefault(core_of(goal.target.indicator), []).append((goal, record))
    order = sorted(found, key=lambda core: (syllables(core), core))
    several = [c for c in order if len(found[c]) > 1]
    parts = []
    others = [c for c in order if c not in several]
    for title, anchor, cores in (("同一指标对照", "several", several), ("其他指标", "others", others)):
        if cores:
            parts.append(heading(2, title, anchor))
            rows = [_goal_row(goal, record, path) for core in cores for goal, record in found[core]]
            parts.append("\n".join(["| 指标 | 要求 | 年份 | 文件 |", "|---|---|---|---|", *rows]))
            parts += _joined(cores, found) if cores is several else []
    return _page("指标", parts, _ABOUT_TARGETS)


def _joined(cores: list[str], found: Mapping[str, Sequence[tuple[Goal, Record]]]) -> list[str]:
    """On what it rests that differing names stand together."""
    lines: dict[str, None] = {}
    for core in cores:
        told = evidence_of(core)
        if told is not None and len({g.target.indicator for g, _ in found[core]}) > 1:
            printed = "；".join(f"“{f.name}”见{f.file}第{f.line}行" for f in told.forms)
            lines[f"- {escape(f'{told.name}：{told.why}（{printed}）')}"] = None
    return ["名称不同而并列的，依据如下：", "\n".join(lines)] if lines else []


def _when(goal: Goal) -> str:
    """``2025年``; ``“十三五”（至2020年）`` where a table names but its plan; empty where nothing is said."""
    if goal.target.year or not goal.period:
        return f"{goal.target.year}年" if goal.target.year else ""
    return f"{goal.period}（至{period_end(goal.period)}年）"


def spoken_goal(goal: Goal) -> str:
    """``达到60%（拉萨市，2025年）``: what a target asks as printed, where and by when."""
    said = "，".join(x for x in (goal.target.scope, _when(goal)) if x)
    return goal.target.said + (f"（{said}）" if said else "")


def _goal_row(goal: Goal, record: Record, path: str) -> str:
    target = goal.target
    way = link(record.document.title, relative(f"{record.page}#{goal.anchor}", path))
    said = "（转述）" if goal.restated else ""
    place = f"（范围：{target.scope}）" if target.scope else ""
    when = f'<span class="gz-whole-word">{escape(_when(goal) or "未注明")}</span>'
    return f"| {escape(target.indicator + place)} | {escape(target.said)} | {when} | {way}{said} |"
