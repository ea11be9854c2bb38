"""What the home page shows of the archive: the newest issue, and the doors to everything else.

Both are snippets below lists/ that docs/index.md takes in; their links count from docs/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from build_tools.documents.names import gazette_name, issue_path, issue_title
from build_tools.language.ranks import Level, level_of, level_of_number
from build_tools.model.corpus import Corpus
from build_tools.model.document import tables_in
from build_tools.pages.blocks import on_list
from build_tools.pages.front_matter import ALL_SOURCES, snippet_head
from build_tools.pages.issue import by_column, instruments, newest_first
from build_tools.pages.lists.groups import Group, Grouping
from build_tools.pages.lists.people import given_posts
from build_tools.pages.markdown import escape, link, span

_HEAD = f"{snippet_head(ALL_SOURCES)}\n\n"
_HOME = "index.md"
_OTHERS = 6
_NAMED = 4


def home_parts(corpus: Corpus, grouped: Iterable[Grouping]) -> dict[str, str]:
    """Path below docs/ → Markdown of the two snippets."""
    return {"lists/_newest.md": _HEAD + _newest(corpus), "lists/_doors.md": _HEAD + _doors(corpus, grouped)}


def _newest(corpus: Corpus) -> str:
    """The newest issue of a gazette with its documents; below it the other newest sources."""
    order = newest_first(corpus)
    if not order:
        return "尚无来源文本。\n"
    newest = next((i for i in order if gazette_name(i, corpus)), order[0])
    way = link(issue_title(newest, corpus), issue_path(newest, corpus))
    parts = [
        f'### {way} {{ #newest data-derived="true" }}',
        *by_column(instruments(newest, corpus), _HOME, 4, corpus),
    ]
    others = [i for i in order if i != newest][:_OTHERS]
    if others:
        parts.append('### 其他新收 { #others data-derived="true" }')
        parts.append("\n".join(f"- {link(issue_title(i, corpus), issue_path(i, corpus))}" for i in others))
    return "\n\n".join(parts) + "\n"


def _doors(corpus: Corpus, grouped: Iterable[Grouping]) -> str:
    """The ways in, each with what lies behind it."""
    by_page = {g.page: g for g in grouped}
    doors = [
        ("issues/index.md", "各期公报", _gazettes(corpus)),
        ("lists/by-kind.md", "类别", _groups(by_page["lists/by-kind.md"], corpus)),
        ("lists/by-issuer.md", "发文机关", _chief(by_page["lists/by-issuer.md"], corpus)),
        ("lists/by-number.md", "文号", _chief(by_page["lists/by-number.md"], corpus)),
        ("lists/by-date.md", "日期", _groups(by_page["lists/by-date.md"], corpus)),
        ("lists/people.md", "人事任免", _people(corpus)),
        ("lists/units.md", "责任单位", _units(corpus)),
        ("lists/tables.md", "表格与表单", _tables(corpus)),
        ("lists/deadlines.md", "任务期限与指标", _promises(corpus)),
        ("lists/chronicle.md", "大事记", _chronicle(corpus)),
        (
            "lists/calendar.md",
            "时效日历",
            f"何时施行，何时期满，何时废止　{link('到期与清理', 'lists/radar.md')}",
        ),
        (
            "lists/cited.md",
            "引用",
            f"{link('引用而本库未收录的文件', 'lists/cited.md')}　{link('文号登记', 'lists/numbers.md')}",
        ),
    ]
    shown = [
        f'<div markdown="1">\n\n**{link(title, page)}**\n\n{said}\n\n</div>'
        for page, title, said in doors
        if said
    ]
    body = "\n".join(shown)
    return f'<div class="gz-doors" data-derived="true" markdown="1">\n{body}\n</div>\n'


_GOVERNMENTS = (Level.NATION, Level.REGION, Level.PROVINCE, Level.CITY, Level.COUNTY)


def _rank(group: Group) -> tuple[bool, int, bool, int]:
    """The chief ones first: governments before departments, the higher before the lower, a government
    before its office, then by how many documents there are.

    The level of a series is that of its number, where the number states one, else of who issues most of it.
    """
    issuers = Counter(name for record in group.records for name in record.document.issuers)
    level = level_of(group.name)[0] or level_of_number(group.records[0].doc_key or "")
    if level is None and issuers:
        level = level_of(issuers.most_common(1)[0][0])[0]
    height = tuple(Level).index(level) if level else len(Level)
    return (level not in _GOVERNMENTS, height, "办" in group.name, -len(group.records))


def _chief(grouping: Grouping, corpus: Corpus) -> str:
    return _ways(grouping, sorted(grouping.groups, key=_rank), corpus)


def _groups(grouping: Grouping, corpus: Corpus) -> str:
    """The groups with most documents, in the order of the list."""
    kept = sorted(grouping.groups, key=lambda g: -len(g.records))[:_NAMED]
    return _ways(grouping, [g for g in grouping.groups if g in kept], corpus)


def _ways(grouping: Grouping, groups: Sequence[Group], corpus: Corpus) -> str:
    places = ((g, on_list(corpus, f"{grouping.page}#{g.anchor}")) for g in groups[:_NAMED])
    ways = [f"{link(g.name, place)} {len(g.records)}" for g, place in places]
    return _line(ways, len(grouping.groups), grouping.page)


def _line(ways: Sequence[str], count: int, page: str) -> str:
    """Ways beside each other, of which a phone shows the first, and the one to all of them: one line.

    What parts two ways stands in the second: where that is not shown, no gap is left.
    """
    spans = [span("way", f"{'　' if k else ''}{way}") for k, way in enumerate(ways)]
    if count > len(ways):
        spans.append(span("all", f"　{link(f'全部{count}个', page)} →"))
    return "".join(spans)


def _gazettes(corpus: Corpus) -> str:
    """How many issues of each gazette, and how many other sources."""
    counts: dict[str, int] = {}
    for i in range(len(corpus.sources)):
        name = gazette_name(i, corpus)
        counts[name] = counts.get(name, 0) + 1
    named = [f"《{escape(name)}》{count}期" for name, count in sorted(counts.items()) if name]
    single = [f"单行文件{counts['']}件"] if counts.get("") else []
    return _line([*named, *single], len(corpus.sources), "issues/index.md")


def _people(corpus: Corpus) -> str:
    count = len(given_posts(corpus))
    ways = [
        link(words, f"lists/people{page}.md") for words, page in (("按姓名", ""), ("按单位", "-by-organ"))
    ]
    return f"任免{count}项：{'　'.join(ways)}" if count else ""


def _units(corpus: Corpus) -> str:
    held, paths = corpus.facts.units.duties, corpus.facts.units.pages
    most = sorted(held, key=lambda unit: (-len(held[unit]), unit))[:_NAMED]
    ways = [f"{link(unit[1], paths[unit])} {len(held[unit])}项" for unit in most]
    return _line(ways, len(held), "lists/units.md")


def _tables(corpus: Corpus) -> str:
    found = [table for r in corpus.records for table in tables_in(r.document.blocks)]
    forms = sum(table.form for table in found)
    return f"表格{len(found) - forms}张，表单{forms}张，可排序、筛选、下载" if found else ""


def _promises(corpus: Corpus) -> str:
    dated = sum(len(r.facts.obligations.promises) for r in corpus.records)
    targets = sum(len(r.facts.obligations.goals) for r in corpus.records)
    ways = (
        f"{link('任务期限', 'lists/deadlines.md')} {dated}项　{link('指标', 'lists/targets.md')} {targets}项"
    )
    return f"{ways}　{link('上下级文件对照', 'lists/chains.md')}" if dated or targets else ""


def _chronicle(corpus: Corpus) -> str:
    count = sum(len(r.facts.entries) for r in corpus.records)
    return f"{count}条，按日期" if count else ""
