"""Chains of implementation: nation → region → city, from what the texts themselves say they carry out.

空气质量: 国发〔2023〕24号 → 藏政发〔2024〕11号 → 拉政办发〔2024〕34号, with the targets of each level
side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.blocks import relative
from build_tools.connections import CITED_PAGE, outside_anchor
from build_tools.duty_pages import spoken_goal
from build_tools.indicators import core_of
from build_tools.link import Corpus
from build_tools.markdown import escape, link
from build_tools.model import Kind
from build_tools.obligations import Goal
from build_tools.pages import front_matter
from build_tools.web import Cited

CHAINS_PAGE = "lists/chains.md"
_SOURCE = "raw/ 下的全部来源文本"


@dataclass(frozen=True)
class Chain:
    """Instruments that are not held (``above``), then pages from the highest level to the lowest."""

    above: tuple[Cited, ...]
    pages: tuple[str, ...]


def chains(corpus: Corpus) -> list[Chain]:
    """The longest runs of held pages each of which rests on the one before it, in order of address."""
    parents = _parents(corpus)
    carried_out = {parent for found in parents.values() for parent in found}
    made = [
        Chain(_above(path[0], corpus), path)
        for page in sorted(parents)
        if page not in carried_out
        for path in _paths(page, parents, ())
    ]
    return sorted(made, key=lambda chain: chain.pages)


def _parents(corpus: Corpus) -> dict[str, list[str]]:
    """Page → the pages that it says it rests on or carries out."""
    found: dict[str, list[str]] = {}
    for cited in corpus.web.citations:
        if cited.target is None or not cited.is_ground:
            continue
        page, above = corpus.by_id[cited.record].page, corpus.by_id[cited.target].page
        if page != above and above not in found.setdefault(page, []):
            found[page].append(above)
    return {page: above for page, above in found.items() if above}


def _paths(page: str, parents: dict[str, list[str]], below: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    path = (page, *below)
    above = [p for p in parents.get(page, ()) if p not in path]
    for parent in above:
        yield from _paths(parent, parents, path)
    if not above:
        yield path


def _above(page: str, corpus: Corpus) -> tuple[Cited, ...]:
    """What the first paragraph of a page that cites anything names as its grounds and is not held."""
    own = [
        c for record in corpus.by_page[page] for c in corpus.web.cited_in.get(record.id, ()) if c.is_ground
    ]
    first = own[0].citation.place if own else None
    found: dict[str, Cited] = {}
    for cited in own:
        place = cited.citation.place
        if first and (place.document, place.anchor) == (first.document, first.anchor) and cited.outside:
            found.setdefault(cited.outside, cited)
    return tuple(found.values())


def chain_page(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown: every chain with its levels and their targets side by side."""
    parts = [front_matter({"title": "落实链条"}, _SOURCE), "# 落实链条"]
    parts.append("上级文件与本库所收的落实文件，依各文件自己的行文（根据、贯彻、落实等）编制。")
    for number, chain in enumerate(chains(corpus), start=1):
        parts.append(f"## {escape(_short(chain.pages[-1], corpus))} {{ #chain-{number} }}")
        parts.append("\n".join([*_outside_lines(chain), *(_line(p, corpus) for p in chain.pages)]))
        parts += _side_by_side(chain, corpus)
    if len(parts) == 3:
        parts.append("现有文件中没有可列入的。")
    return {CHAINS_PAGE: "\n\n".join(parts) + "\n"}


def _short(page: str, corpus: Corpus) -> str:
    """What a page issues rather than its notice: 拉萨市空气质量持续改善行动计划实施方案."""
    records = corpus.by_page[page]
    text = next((r for r in records if r.document.kind is Kind.ATTACHED), records[0])
    number = records[0].document.doc_number
    return text.document.title + (f"（{number}）" if number else "")


def _outside_lines(chain: Chain) -> list[str]:
    lines = []
    for cited in chain.above:
        meant = cited.stands_for
        number = f"（{meant.doc_number}）" if meant.doc_number and meant.name else ""
        way = link("未收", relative(f"{CITED_PAGE}#{outside_anchor(cited.outside or '')}", CHAINS_PAGE))
        lines.append(f"- {escape(meant.text + number)}（{way}）")
    return lines


def _line(page: str, corpus: Corpus) -> str:
    record = corpus.by_page[page][0]
    document = record.document
    said = "，".join(x for x in ("、".join(document.issuers), document.doc_number, document.date) if x)
    return f"- ↓ {link(document.title, relative(page, CHAINS_PAGE))}（{escape(said)}）"


def _goals(page: str, corpus: Corpus) -> dict[str, list[Goal]]:
    """The targets of a page by indicator, in print order; what only restates another text is left out."""
    found: dict[str, list[Goal]] = {}
    for record, held in zip(corpus.records, corpus.obligations, strict=True):
        for goal in held.goals if record.page == page else ():
            if not goal.restated:
                found.setdefault(core_of(goal.target.indicator), []).append(goal)
    return found


def _side_by_side(chain: Chain, corpus: Corpus) -> list[str]:
    """The indicators that more than one level sets, a column for each level."""
    columns = [_goals(page, corpus) for page in chain.pages]
    names = list(dict.fromkeys(name for column in columns for name in column))
    shared = [name for name in names if sum(name in column for column in columns) > 1]
    if not shared:
        return []
    heads = [escape(_head(page, corpus)) for page in chain.pages]
    rows = [f"| 指标 | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name in shared:
        cells = [
            "；".join(
                link(spoken_goal(g), relative(f"{page}#{g.anchor}", CHAINS_PAGE))
                for g in column.get(name, ())
            )
            for page, column in zip(chain.pages, columns, strict=True)
        ]
        rows.append(f"| {escape(name)} | {' | '.join(cell or '—' for cell in cells)} |")
    return ["同一指标各级所定：", "\n".join(rows)]


def _head(page: str, corpus: Corpus) -> str:
    document = corpus.by_page[page][0].document
    return document.doc_number or document.title
