"""A list that does not fit one page is parted by what its entries are sorted by: an overview, then a page for
each year, series, letter. The same rule holds for every list and at every size.

A page holds at most so many rows and so many bytes. What fits stays one page. Else a page is an overview of
its parts with their counts, and each part is judged by itself; what has no finer parts is cut into numbered
pages. The name of a page says what stands on it, so that it stays where it is while the archive grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import groupby, pairwise

from build_tools.documents.names import Way, way_to
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import ALL_SOURCES, front_matter
from build_tools.pages.markdown import escape, landing, link, span

ROWS = 400
BYTES = 180_000
"""Of Markdown: its HTML with all that stands around it has less than 300 KB."""

NONE = "现有文件中没有可列入的。"
_ID = re.compile(r'\bid="(?P<span>[^"]+)"|\{ #(?P<heading>[^ }]+)')


@dataclass(frozen=True)
class Key:
    """One of the parts to which an entry belongs, the coarsest first: its name, and its place on the list,
    which no other part of the list has."""

    name: str
    anchor: str


class Folded(Enum):
    """How rows stand on a page."""

    NOT = "in sight"
    OPEN = "below their count, in sight"
    CLOSED = "below their count"


@dataclass(frozen=True)
class Rows:
    """Rows that stand together, of the same parts. A row may be several lines.

    ``head`` is the Markdown above them; without one they go on with those before. ``lead`` stands above the
    first row of each page (the head of a table), ``foot`` behind the rows. Rows that are ``folded`` stand
    below a line that says how many they are; browsers unfold them for a search in the page and for paper.
    """

    keys: tuple[Key, ...]
    head: str
    rows: tuple[str, ...]
    lead: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    folded: Folded = Folded.NOT

    @cached_property
    def lines(self) -> int:
        """How many lines its rows are, the head of its table too."""
        return sum(row.count("\n") + 1 for row in self.rows) + bool(self.head and self.lead)

    @cached_property
    def size(self) -> int:
        """How many bytes it is."""
        return sum(len(part.encode()) + 1 for part in (self.head, *self.rows, *self.foot))


@dataclass(frozen=True)
class Listing:
    """A list as it would be on one page; ``unit`` is the word for what it counts: 件, 项."""

    page: str
    title: str
    groups: tuple[Rows, ...]
    about: str = ""  # Markdown that says what it lists
    unit: str = "条"
    above: tuple[Way, ...] = ()  # the ways up, for the theme
    none: str = NONE
    root: str = ""  # of a part: the page of the whole
    always: bool = False  # whether ``about`` is said where there is nothing to list


@dataclass(frozen=True)
class Paged:
    """The pages of lists, and where what stood on one page stands now: address → address, of what moved."""

    pages: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def paged(listing: Listing) -> Paged:
    """The pages of a list, the overview at its own address."""
    pages = dict(_pages(listing, listing.groups, 0))
    places = {
        f"{listing.page}#{anchor}": f"{page}#{anchor}"
        for page, markdown in reversed(pages.items())
        if page != listing.page
        for anchor in anchors(markdown)
    }
    return Paged(pages, places)


def anchors(markdown: str) -> Iterator[str]:
    """The anchors of a page that is ours."""
    return (match["span"] or match["heading"] for match in _ID.finditer(markdown))


def whole(groups: Sequence[Rows]) -> bool:
    """Whether they fit one page."""
    return sum(g.lines for g in groups) <= ROWS and sum(g.size for g in groups) <= BYTES


def _pages(listing: Listing, groups: Sequence[Rows], depth: int) -> Iterator[tuple[str, str]]:
    """The pages of some groups of a list, all of which share so many keys."""
    children: dict[Key | None, list[Rows]] = {}
    for group in groups:
        children.setdefault(group.keys[depth] if depth < len(group.keys) else None, []).append(group)
    if whole(groups):
        yield listing.page, _page(listing, groups)
    elif None in children:
        yield from _numbered(listing, groups)
    elif len(children) == 1:
        yield from _pages(listing, groups, depth + 1)
    else:
        yield from _overview(listing, {k: own for k, own in children.items() if k is not None}, depth)


def _overview(
    listing: Listing, children: Mapping[Key, Sequence[Rows]], depth: int
) -> Iterator[tuple[str, str]]:
    """A row for each part, and its pages."""
    root = listing.root or listing.page
    paths = {key: _below(root, key.anchor) for key in children}
    rows = tuple(
        f"- {landing(key.anchor)}{link(key.name, relative(paths[key], listing.page))}"
        + span("facts", f"{sum(len(group.rows) for group in own)}{listing.unit}")
        for key, own in children.items()
    )
    yield from _pages(listing, [Rows((), "", rows)], 0)
    up = way_to(listing.page, listing.title)
    keys = [None, *children, None]
    for (before, _), (key, after) in pairwise(pairwise(keys)):
        if key is None:
            continue
        ways = [(words, k.name, paths[k]) for words, k in (("上一页", before), ("下一页", after)) if k]
        part = replace(
            listing,
            page=paths[key],
            root=root,
            title=f"{listing.title}：{key.name}",
            about=_neighbours(ways, paths[key]),
            above=(*listing.above, up),
        )
        yield from _pages(part, children[key], depth + 1)


def _numbered(listing: Listing, groups: Sequence[Rows]) -> Iterator[tuple[str, str]]:
    """Pages in order, each as full as it may be."""
    parts = list(_cut(groups))
    paths = [listing.page, *(_below(listing.page, str(n)) for n in range(2, len(parts) + 1))]
    for n, own in enumerate(parts):
        others = (("上一页", n - 1), ("下一页", n + 1))
        ways = [(words, f"第{k + 1}页", paths[k]) for words, k in others if 0 <= k < len(parts)]
        said = (listing.about, f"第{n + 1}页，共{len(parts)}页。", _neighbours(ways, paths[n]))
        title = listing.title if n == 0 else f"{listing.title}（第{n + 1}页）"
        page = replace(listing, page=paths[n], title=title, about="\n\n".join(s for s in said if s))
        yield paths[n], _page(page, own)


def _cut(groups: Sequence[Rows]) -> Iterator[list[Rows]]:
    """The groups row by row, parted where a page is full."""
    held: list[Rows] = []
    lines = size = 0
    for one in (row for group in groups for row in _row_by_row(group)):
        if held and (lines + one.lines > ROWS or size + one.size > BYTES):
            yield held
            held, lines, size = [], 0, 0
        if not held and not one.head:
            lines += bool(one.lead)  # the head of a table again
        held.append(one)
        lines, size = lines + one.lines, size + one.size
    if held:
        yield held


def _row_by_row(group: Rows) -> Iterator[Rows]:
    parts = [part for row in group.rows for part in _parts_of(row)]
    for k, part in enumerate(parts):
        foot = group.foot if k == len(parts) - 1 else ()
        yield replace(group, head=group.head if k == 0 else "", rows=(part,), foot=foot)


def _parts_of(row: str) -> list[str]:
    """A row whose lines below the first fill more than a page, in parts that do not; each says that first
    line."""
    if len(row.encode()) <= BYTES and row.count("\n") < ROWS:
        return [row]
    first, *below = row.split("\n")
    parts: list[list[str]] = [[]]
    size = 0
    for line in below:
        if parts[-1] and (len(parts[-1]) + 2 > ROWS or size + len(line.encode()) > BYTES // 2):
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line.encode()) + 1
    return ["\n".join([first, *part]) for part in parts]


def runs_of(
    rows: Iterable[tuple[tuple[Key, ...], str]], head: str, lead: tuple[str, ...] = ()
) -> Iterator[Rows]:
    """Rows with their keys as groups of neighbours, the heading above the first."""
    for keys, own in groupby(rows, key=lambda row: row[0]):
        yield Rows(keys, head, tuple(row for _, row in own), lead)
        head = ""


def year_key(day: str | None, within: Key) -> Key:
    """The year of a day as a part of another part."""
    year = (day or "")[:4]
    return Key(f"{year}年" if year else "未注明日期", f"{within.anchor}-{year or 'undated'}")


def month_key(day: str | None, within: Key) -> Key:
    """The month of a day as a part of a year."""
    month = (day or "")[5:7]
    return Key(
        f"{within.name}{int(month)}月" if month else f"{within.name}未注明月份",
        f"{within.anchor}-{month or 'other'}",
    )


def _below(page: str, name: str) -> str:
    """No other page is called so: no name of ours has two hyphens side by side."""
    return f"{page.removesuffix('.md')}--{name}.md"


def _neighbours(ways: Sequence[tuple[str, str, str]], page: str) -> str:
    lines = "\n".join(f"- {words}：{link(name, relative(path, page))}" for words, name, path in ways)
    return f'<div class="gz-neighbours" markdown="1">\n\n{lines}\n\n</div>' if ways else ""


def _page(listing: Listing, groups: Sequence[Rows]) -> str:
    about = [listing.about] if listing.about and (groups or listing.always) else []
    body = "\n\n".join(
        [f"# {escape(listing.title)}", *about, *(_parts(groups, listing.unit) if groups else [listing.none])]
    )
    has = ["clock"] * ('<span class="gz-clock">' in body)  # a tag of ours: no printed word can be one
    head = front_matter({"title": listing.title, "above": list(listing.above), "has": has}, ALL_SOURCES)
    return f"{head}\n\n{body}\n"


def _parts(groups: Sequence[Rows], unit: str) -> Iterator[str]:
    """Headings, lists and what is said behind them; groups without a heading go on with the list before."""
    runs: list[list[Rows]] = []
    for group in groups:
        if runs and not group.head and runs[-1][-1].lead == group.lead:
            runs[-1].append(group)
        else:
            runs.append([group])
    for run in runs:
        if run[0].head:
            yield run[0].head
        listed = "\n".join([*run[0].lead, *(row for group in run for row in group.rows)])
        if run[0].folded is Folded.NOT:
            yield listed
        else:
            yield _fold(listed, run, unit)
        said = dict.fromkeys(words for group in run for words in group.foot)
        for items, words in groupby(said, key=lambda w: w.startswith("- ")):
            yield ("\n" if items else "\n\n").join(words)


def _fold(listed: str, run: Sequence[Rows], unit: str) -> str:
    """Rows below the line that unfolds them: to eyes the heading above it names them, to voices it does."""
    opened = " open" if run[0].folded is Folded.OPEN else ""
    name = f'<span class="gz-unseen">{escape(run[0].keys[-1].name)}：</span>' if run[0].keys else ""
    counted = f"{name}{sum(len(group.rows) for group in run)}{unit}"
    return (
        f'<details class="gz-fold-list" markdown="1"{opened}>\n'
        f'<summary markdown="span">{counted}</summary>\n\n{listed}\n\n</details>'
    )
