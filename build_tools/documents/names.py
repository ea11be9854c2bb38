"""What pages, kinds, issues and tables are called."""

from __future__ import annotations

import re

from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, Kind, Role, TableBlock
from build_tools.model.text import Text

FOLDERS = ("documents", "issues", "lists")
"""The folders below docs/ that hold generated pages, and nothing else."""

GENERATED = "本页由"
"""What every generated page says of itself in its head."""

KIND_NAMES = {
    Kind.NOTICE: "公文",
    Kind.ATTACHED: "所发文本",
    Kind.PLAN: "规划方案",
    Kind.TEXT: "文本",
    Kind.MASTHEAD: "封面",
    Kind.CONTENTS: "目录",
    Kind.INTERPRETATION: "政策解读",
    Kind.APPOINTMENT: "人事任免",
    Kind.CHRONICLE: "大事记",
    Kind.EXPLANATION: "编制说明",
    Kind.ABOUT: "公报简介",
    Kind.ANNEX: "附件",
}


def html_address(page: str) -> str:
    """The address of a page on the site, for what MkDocs does not rewrite: ``lists/units.html``."""
    path, _, fragment = page.partition("#")
    return path.removesuffix(".md") + ".html" + (f"#{fragment}" if fragment else "")


Way = dict[str, str]
"""Where a page of the site stands and what it is called, for front matter: ``address`` and ``title``."""


def way_to(page: str, title: str) -> Way:
    """The way to a page below docs/, or to a place on one."""
    return {"address": html_address(page), "title": title}


ISSUES = way_to("issues/index.md", "公报")
"""Where the way down to a document begins."""


def issue_path(index: int, corpus: Corpus) -> str:
    """The page of a source: its cover, contents and documents."""
    return f"issues/{corpus.bases[index]}.md"


def issue_title(index: int, corpus: Corpus) -> str:
    """What a source is called: by its cover, by its sidecar, or by the one document that it prints."""
    converted = corpus.sources[index]
    if converted.cover is not None:
        return converted.cover.title
    side = converted.sidecar
    if side.gazette:
        year = f" {side.year}年" if side.year else ""
        month = re.fullmatch(r"\d{4}-(\d\d)", side.published or "")
        number = f"第{side.number}期" if side.number else f"{int(month[1])}月" if month else ""
        total = f"（总第{side.total}号）" if side.total else ""
        return f"{side.gazette}{year}{number}{total}"
    if side.origin:
        return side.origin
    return converted.alone.title if converted.alone is not None else converted.source.id


UNDATED = "undated"
"""In the place of a year where none is printed."""

_ISSUE = re.compile(r"(\d{4})年第(\d+)期")


def issue_number(index: int, corpus: Corpus) -> tuple[int, int] | None:
    """Year and number of the issue that a source is, by its sidecar or its cover."""
    converted = corpus.sources[index]
    cover = converted.cover.title if converted.cover else ""
    printed = _ISSUE.search(cover)
    side = converted.sidecar
    if side.year and side.number:
        return side.year, side.number
    return (int(printed[1]), int(printed[2])) if printed else None


def year_of(index: int, corpus: Corpus) -> str:
    """The year of a source: of the issue that it is, else of its newest day."""
    number = issue_number(index, corpus)
    return str(number[0]) if number else corpus.sources[index].newest_date[:4] or UNDATED


_GAZETTE = re.compile(r"(?:公报|政报)$")


def gazette_name(index: int, corpus: Corpus) -> str:
    """The name of the gazette, from the sidecar or the cover; empty where the source is none."""
    converted = corpus.sources[index]
    cover = converted.cover.title.partition(" ")[0] if converted.cover else ""
    return converted.sidecar.gazette or (cover if _GAZETTE.search(cover) else "")


def gazette_of(record: Record, corpus: Corpus) -> str:
    """The gazette of a record; of a document by itself and its annexes the name of the source."""
    converted = corpus.sources[record.source]
    cover = converted.cover.title if converted.cover else ""
    side = converted.sidecar
    return side.gazette or cover.partition(" ")[0] or side.origin or corpus.top(record).document.title


_FIRST = (Role.PARAGRAPH, Role.ARTICLE, Role.ENTRY)
_SUMMARY = 120


def summary_of(records: list[Record]) -> str:
    """The beginning of the first paragraph that a page prints, at most 120 characters."""
    blocks: list[Block] = [b for r in records for b in r.document.blocks]
    return next((opening(Text.joined(b.texts()).chars) for b in blocks if b.role in _FIRST), "")


def opening(text: str) -> str:
    """A text of at most 120 characters; what is left out is shown as …"""
    text = text.strip()
    return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY]}…"


def table_id(record: Record, block: Block) -> str:
    """The name of a table in data and files: its record, and its number where there are more."""
    tables = [b.anchor for b in record.document.blocks if isinstance(b, TableBlock)]
    suffix = "" if len(tables) == 1 else f"-{tables.index(block.anchor) + 1}"
    return f"{record.id.replace('/', '-')}-table{suffix}"
