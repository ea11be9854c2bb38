"""Pages of the chains of implementation: the levels of each, and their targets side by side."""

from __future__ import annotations

from build_tools.documents.names import way_to
from build_tools.facts.chains import chain_page
from build_tools.facts.targets.indicators import core_of
from build_tools.language.days import chinese
from build_tools.model.corpus import Chain, Corpus
from build_tools.model.document import Kind
from build_tools.model.facts import Goal
from build_tools.pages.blocks import relative
from build_tools.pages.connections import outside_place
from build_tools.pages.front_matter import ALL_SOURCES, front_matter
from build_tools.pages.lists.indicators import spoken_goal
from build_tools.pages.lists.paging import Key, Listing, runs_of, year_key
from build_tools.pages.markdown import escape, heading, link

CHAINS_PAGE = "lists/chains.md"
_WHENCE = "依各文件自己的行文（根据、贯彻、落实等）编制，正文未改。"


def _by_end(corpus: Corpus) -> dict[str, list[Chain]]:
    grouped: dict[str, list[Chain]] = {}
    for chain in corpus.facts.chains:
        grouped.setdefault(chain.pages[-1], []).append(chain)
    return grouped


def chain_pages(corpus: Corpus) -> dict[str, str]:
    """Path below docs/ → Markdown: a page for all chains with the same end."""
    made = {}
    for last, found in _by_end(corpus).items():
        path = chain_page(last)
        title = f"上下级文件对照：{_short(last, corpus)}"
        parts = [
            front_matter({"title": title, "above": [way_to(CHAINS_PAGE, "上下级文件对照")]}, ALL_SOURCES),
            heading(1, escape(title), "page-title", derived=True),
        ]
        parts.append(f"上级文件在上，落实它的文件在下；{_WHENCE}")
        for chain in found:
            parts.append(
                "\n".join(
                    [*_outside_lines(chain, path, corpus), *(_line(p, path, corpus) for p in chain.pages)]
                )
            )
            parts += _side_by_side(chain, path, corpus)
        made[path] = "\n\n".join(parts) + "\n"
    return made


def chain_listing(corpus: Corpus) -> Listing:
    """The list of chains, by the year of their end where they are many."""
    rows = []
    for last, found in _by_end(corpus).items():
        lines = [f"- {link(_short(last, corpus), relative(chain_page(last), CHAINS_PAGE))}"]
        lines += [f"    - {escape(_run(chain, corpus))}" for chain in found]
        rows.append(((year_key(corpus.by_page[last][0].document.date, _ENDS),), "\n".join(lines)))
    about = f"每条链自上级文件起，至本库所收最下一级的落实文件止，{_WHENCE}"
    return Listing(CHAINS_PAGE, "上下级文件对照", tuple(runs_of(rows, "")), about, always=True)


_ENDS = Key("", "end")


def _run(chain: Chain, corpus: Corpus) -> str:
    """A chain in one line: ``国发〔2023〕24号 → 藏政发〔2024〕11号 → 拉政办发〔2024〕34号``."""
    above = "、".join(c.stands_for.doc_number or c.stands_for.text for c in chain.above)
    return " → ".join(x for x in (above, *(_head(p, corpus) for p in chain.pages)) if x)


def _short(page: str, corpus: Corpus) -> str:
    """What a page issues rather than its notice: 拉萨市空气质量持续改善行动计划实施方案."""
    records = corpus.by_page[page]
    text = next((r for r in records if r.document.kind is Kind.ATTACHED), records[0])
    number = records[0].document.doc_number
    return text.document.title + (f"（{number}）" if number else "")


def _outside_lines(chain: Chain, path: str, corpus: Corpus) -> list[str]:
    lines = []
    for cited in chain.above:
        meant = cited.stands_for
        number = f"（{meant.doc_number}）" if meant.doc_number and meant.name else ""
        way = link("本库未收录", relative(outside_place(cited.outside or "", corpus), path))
        lines.append(f"- {escape(meant.text + number)}（{way}）")
    return lines


def _line(page: str, path: str, corpus: Corpus) -> str:
    document = corpus.by_page[page][0].document
    said = "，".join(
        x for x in ("、".join(document.issuers), document.doc_number, chinese(document.date or "")) if x
    )
    return f"- ↓ {link(document.title, relative(page, path))}（{escape(said)}）"


def _goals(page: str, corpus: Corpus) -> dict[str, list[Goal]]:
    """The targets of a page by indicator, in print order; what only restates another text is left out."""
    found: dict[str, list[Goal]] = {}
    for record in corpus.by_page[page]:
        for goal in record.facts.obligations.goals:
            if not goal.restated:
                found.setdefault(core_of(goal.target.indicator), []).append(goal)
    return found


def _side_by_side(chain: Chain, path: str, corpus: Corpus) -> list[str]:
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
                link(spoken_goal(g), relative(f"{page}#{g.anchor}", path)) for g in column.get(name, ())
            )
            for page, column in zip(chain.pages, columns, strict=True)
        ]
        rows.append(f"| {escape(name)} | {' | '.join(cell or '—' for cell in cells)} |")
    return ["同一指标各级所定：", "\n".join(rows)]


def _head(page: str, corpus: Corpus) -> str:
    document = corpus.by_page[page][0].document
    return document.doc_number or document.title
