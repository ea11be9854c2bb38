"""Self-checks of every table, and of its sums against what the text of its instrument states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Block, Document, TableBlock, ancestors, tables_in
from build_tools.model.table import Check, Table
from build_tools.tables.place import solid
from build_tools.tables.sums import (
    column_totals,
    label_scores,
    plain_rows,
    row_totals,
    score_sum,
    section_totals,
    serials,
    shares,
    shown,
    sum_of,
    summed_columns,
)

CHECKS: tuple[Callable[[Table], Iterator[Check]], ...] = (
    label_scores,
    section_totals,
    column_totals,
    row_totals,
    shares,
    serials,
)
"""What a table says of itself, in this order."""

_STATED = re.compile(r"(?:满分|总分|总分值|分值共|共计|合计)(?:值|数)?(?:共|为|计|设)?(?P<n>\d{2,4})分")
_WHOLE = re.compile(r"全[区市省州县国盟旗]|总量|合计|共")
_VALUE = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>[一-鿿a-zA-Z%％]{0,5}?)(?=[、，,；。和及以左]|$)")
_AT_MOST = re.compile(r"以内|不超过|控制在|以下")


def checked(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], tuple[Note, ...]]:
    """The documents with the checks of their tables, and a note for each check that fails."""
    made: list[Document] = []
    failed: list[Note] = []
    for i, document in enumerate(documents):
        if not any(tables_in(document.blocks)):
            made.append(document)
            continue
        texts = list(_instrument(documents, i))
        blocks = []
        for block in document.blocks:
            with_checks, notes = _checked_block(block, texts)
            blocks.append(with_checks)
            failed += notes
        made.append(replace(document, blocks=tuple(blocks)))
    return tuple(made), tuple(failed)


def _instrument(documents: Sequence[Document], i: int) -> Iterator[str]:
    """The sentences of all records that belong to the same instrument as record ``i``."""
    root = _root(documents, i)
    for k, document in enumerate(documents):
        if _root(documents, k) == root:
            for block in document.blocks:
                yield from re.split(r"[。；]", re.sub(r"\s", "", block.text.chars))


def _root(documents: Sequence[Document], i: int) -> int:
    *_, root = (i, *ancestors(documents, i))
    return root


def _checked_block(block: Block, texts: Sequence[str]) -> tuple[Block, list[Note]]:
    if not isinstance(block, TableBlock) or block.table.form or not block.table.rows:
        return block, []
    table = block.table
    found = list(table.checks)
    found += score_sum(table, _stated(table, texts))
    for check in CHECKS:
        found += check(table)
    found += text_totals(table, texts)
    lines = [n for row in table.all_rows() for n in row.lines]
    notes = []
    for check_made in found:
        if not check_made.ok:
            said = f"{check_made.label}：{check_made.said}"
            at = table.rows[check_made.place[0]].lines if check_made.place else lines
            notes.append(Note(Code.TABLE_CHECK, min(at), max(at), detail=said))
    return replace(block, table=replace(table, checks=tuple(found))), notes


def _stated(table: Table, texts: Sequence[str]) -> Decimal | None:
    """The full score that the text states, where all that it states is one number."""
    found = {m["n"] for text in texts for m in _STATED.finditer(text)}
    return Decimal(found.pop()) if len(found) == 1 else None


def text_totals(table: Table, texts: Sequence[str]) -> Iterator[Check]:
    """Totals in the text against column sums.

    ``全区化学需氧量、氨氮…排放总量分别控制在2.9万吨、0.3万吨…以内`` beside the columns 化学需氧量, 氨氮.
    """
    names = {re.sub(r"[（(].*", "", solid(table.columns[k])): k for k in summed_columns(table)}
    names = {name: k for name, k in names.items() if len(name) >= 2}
    for text in texts:
        if not names or not _WHOLE.search(text):
            continue
        for group, rest in _named(text, names):
            values = _values(rest, len(group))
            units = {v["unit"] for v in values}
            if len(values) != len(group) or units != {_unit(table, names[group[0]])}:
                continue
            for name, value in zip(group, values, strict=True):
                check = _against(table, names[name], name, value, bool(_AT_MOST.search(rest)))
                if check is not None:
                    yield check


def _named(text: str, names: dict[str, int]) -> Iterator[tuple[list[str], str]]:
    """Runs of column names in a sentence, and what follows each run."""
    one = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    for match in re.finditer(rf"(?:{one})(?:[、和及与](?:{one}))*", text):
        yield re.findall(one, match[0]), text[match.end() :]


def _values(rest: str, count: int) -> list[re.Match[str]]:
    """The first run of values behind the names, at most a dozen words away from them."""
    found: list[re.Match[str]] = []
    at = 16
    for match in _VALUE.finditer(rest):
        if match.start() > at or len(found) == count:
            break
        found.append(match)
        at = match.end() + 2
    return found


def _unit(table: Table, column: int) -> str:
    match = re.search(r"[（(](?P<unit>[^，,）)]+)", table.columns[column])
    return table.unit or (match["unit"] if match else "")


def _against(table: Table, column: int, name: str, value: re.Match[str], at_most: bool) -> Check | None:
    total = sum_of([row.slots[column] for row in plain_rows(table)])
    stated = Decimal(value["n"])
    if not stated * Decimal("0.8") <= total <= stated * Decimal("1.25"):
        return None  # it speaks of more, or of less, than this column sums up
    same = round(total, max(0, -int(stated.as_tuple().exponent))) == stated
    limit = "以内" if at_most else ""
    label = f"正文所称全部“{name}”（{shown(stated)}{value['unit']}{limit}）与本列之和"
    holds = total == stated or (at_most and total <= stated)
    return Check("text-total", label, shown(stated), shown(total), same or holds, rounded=same and not holds)
