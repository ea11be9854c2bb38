"""One rule, one file below ``tests/cases``: what it does, and beside it what it must leave alone.

To add a case, add text to a file; a file belongs to the runner of its folder (``RUNNERS``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from casefiles import Case, all_cases, seen
from conversion import corpus_of, source_of

from build_tools.documents import heads
from build_tools.documents.heads import HEADS, Head, Scan
from build_tools.documents.join import join
from build_tools.documents.locators import locators
from build_tools.documents.outline import outline
from build_tools.documents.particulars import addressees_of, issuers_of
from build_tools.facts.deadlines import deadlines
from build_tools.facts.duty_brackets import read_bracket
from build_tools.facts.in_force import stages
from build_tools.facts.targets import targets
from build_tools.language.passages import Passage, wide
from build_tools.language.phrases import is_addressee
from build_tools.language.script import bare, date, doc_key, doc_number, key, number
from build_tools.language.typography import repair
from build_tools.model.catalogue import Note
from build_tools.model.document import Block, Piece, Role
from build_tools.model.facts import Assignee, Form
from build_tools.model.source import Item, TableLine
from build_tools.model.table import Grid, Table
from build_tools.model.text import Text
from build_tools.pages.blocks import block_markdown, ways_of
from build_tools.pages.markdown import markup
from build_tools.pipeline import structured_documents
from build_tools.sources.clean import clean
from build_tools.tables.place import Draft, place
from build_tools.tables.steps import drafts_of, show, trace

CASE_LIST = all_cases()


def _lines(of_line: Callable[[str], str | int | None]) -> Callable[[str], str]:
    """A runner that looks at each line by itself; ``none`` where nothing is found."""

    def run(given: str) -> str:
        found = [of_line(line) for line in given.removesuffix("\n").split("\n")]
        return "".join(f"{'none' if value is None else value}\n" for value in found)

    return run


def _noted(notes: Iterable[Note]) -> str:
    said = []
    for note in notes:
        place = f"{note.first_line}" + (f"-{note.last_line}" if note.last_line != note.first_line else "")
        change = f": {note.was}" * bool(note.was) + f" → {note.now}" * bool(note.now)
        said.append(f"! {note.code.id} {place}{change.replace(chr(10), '{U+000A}')}\n")
    return "".join(said)


def _table(grid: Grid) -> str:
    return "".join(
        "| "
        + " | ".join(
            f"{'*' * c.header}{'/'.join(markup(t) for t in c.texts)}"
            f"{f' (rows {c.rowspan})' * (c.rowspan > 1)}{f' (columns {c.colspan})' * (c.colspan > 1)}"
            for c in row.cells
        )
        + " |\n"
        for row in grid.rows
    )


def _item(item: Item) -> str:
    broken = "(page) " * item.page_break
    if isinstance(item, TableLine):
        return f"{item.number}: {broken}table\n{_table(item.grid)}"
    return f"{item.number}: {broken}{'#' * item.mark}{' ' * bool(item.mark)}{markup(item.text)}\n"


def run_clean(given: str) -> str:
    """Lines and tables with their raw line, heading mark and styles, then the notes."""
    cleaned = clean(source_of(given))
    return "".join(_item(i) for i in cleaned.items) + _noted(cleaned.notes)


def _piece(piece: Piece) -> str:
    place = f"{piece.lines[0]}" + (f"-{piece.lines[-1]}" if len(set(piece.lines)) > 1 else "")
    return f"{place}: {'table' if piece.grid else piece.text.chars}\n"


def run_join(given: str) -> str:
    """Paragraphs with their raw lines, footnotes, notes. ``known:`` is a title of the contents."""
    known = frozenset(bare(x[6:]) for x in given.split("\n") if x.startswith("known:"))
    text = "".join(x for x in given.splitlines(keepends=True) if not x.startswith("known:"))
    cleaned = clean(source_of(text))
    pieces, footnotes, notes = join([(None, x) for x in cleaned.items], cleaned.wrap, known)
    body = "".join(_piece(p) for p in pieces)
    return body + "".join(f"footnote {_piece(p)}" for p in footnotes) + _noted(notes)


def run_outline(given: str) -> str:
    """Entries, indented by depth, ``—`` for a provision without a title; then the notes."""
    cleaned = clean(source_of(given))
    pieces, _, _ = join([(None, x) for x in cleaned.items], cleaned.wrap)
    found = outline(pieces)
    entries = found.entries([p.lines[0] for p in pieces], "").values()
    said = [
        f"{'  ' * (e.depth - 1)}{e.level} {e.number or '—'} {e.title or '—'} #{e.anchor} {e.line}\n"
        for e in sorted(entries, key=lambda e: e.line)
    ]
    return "".join(said) + _noted(found.notes)


@contextmanager
def _watched(fired: dict[int, str]) -> object:
    """Note which matcher of ``HEADS`` finds a head, by the raw line on which the head begins."""

    def watch(matcher: Callable[[Scan, int], Head | None]) -> Callable[[Scan, int], Head | None]:
        def watching(scan: Scan, i: int) -> Head | None:
            head = matcher(scan, i)
            if head is not None:
                fired[head.parts[0][1][0].number] = matcher.__name__
            return head

        return watching

    with mock.patch.object(heads, "HEADS", tuple(watch(m) for m in HEADS)):
        yield


def run_segment(given: str) -> str:
    """Units: lines, kind, title, number, annex number, parent, and the matcher that found it."""
    fired: dict[int, str] = {}
    with _watched(fired):  # type: ignore[attr-defined]
        corpus = corpus_of(given)
    said = []
    for record in corpus.records:
        d = record.document
        place = f"{d.first_line}-{d.last_line}"
        said.append(
            f"{place} {d.kind.value} {d.title}"
            + f" [{d.doc_number}]" * bool(d.doc_number)
            + f" {{{d.annex_number}}}" * bool(d.annex_number)
            + (f" under {d.parent}" if d.parent is not None else "")
            + (f" by {fired[d.first_line]}" if d.first_line in fired else "")
            + "\n"
        )
    return "".join(said)


def run_facts(given: str) -> str:
    """Number, issuers, addressees and dates of each unit; what is not printed is left out."""
    said = []
    for record in corpus_of(given).records:
        d = record.document
        facts = {
            "number": d.doc_number,
            "issuers": " | ".join(d.issuers),
            "to": " | ".join(d.addressees),
            "date": d.date,
            "published": d.published,
            "printed": d.printed,
        }
        said.append(f"{d.kind.value} {d.title}\n" + "".join(f"  {k}: {v}\n" for k, v in facts.items() if v))
    return "".join(said)


def run_contents(given: str) -> str:
    """The lines of cover and contents, then the entries: column, title, page."""
    converted = corpus_of(given).sources[0]
    said = [
        f"{d.first_line}-{d.last_line} {d.kind.value} {d.title}\n"
        for d in converted.documents
        if d.kind.value in ("masthead", "contents")
    ]
    said += [f"{e.line}: {e.column or '—'} | {e.title} | {e.page}\n" for e in converted.contents]
    return "".join(said)


def run_annexes(given: str) -> str:
    """The annexes of each unit: number, title, whether the source prints it; then the notes."""
    corpus = corpus_of(given)
    said = [
        f"{d.kind.value} {d.title}: {a.number or '—'} {a.title or '—'} {a.id or 'missing'}\n"
        for r in corpus.records
        for d in [r.document]
        for a in r.annexes
    ]
    return "".join(said) + _noted(n for n in corpus.notes[0] if n.code.id.startswith("annex"))


def _addressees(line: str) -> str | None:
    return " | ".join(addressees_of(line)) if is_addressee(key(line)) else None


def run_issuers(given: str) -> str:
    """Signature lines, and the title after ``title:``."""
    lines = given.split("\n")
    title = next((x[6:].strip() for x in lines if x.startswith("title:")), "")
    signatures = [x for x in lines if x and not x.startswith("title:")]
    return "".join(f"{issuer}\n" for issuer in issuers_of(signatures, title, {})) or "none\n"


def _repaired(line: str, *, title: bool = False) -> str:
    return repair(Text.of(line, 0), (1,), title=title)[0].chars


def _drafts(given: str) -> list[Draft]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input.txt"
        path.write_text(given, encoding="utf-8")
        return [draft for document in structured_documents(path) for draft in drafts_of(document)]


def run_placed(given: str) -> str:
    """Each table as it stands: header rows marked ``#``, places under a printed span ``^``."""
    tables = [item for item in clean(source_of(given)).items if isinstance(item, TableLine)]
    return "\n".join(f"{show(place(table.grid))}\n" for table in tables) or "no table\n"


def run_joined(given: str) -> str:
    """The tables once their pages are put together, and what was noted."""
    return "\n".join(f"{show(draft)}\n{_noted(draft.notes)}" for draft in _drafts(given)) or "no table\n"


def run_step(name: str) -> Callable[[str], str]:
    """The tables after a step: places that are inferred marked ``~``, doubtful ones with their readings."""

    def run(given: str) -> str:
        drafts = [dict(trace(draft))[name] for draft in _drafts(given)]
        return "\n".join(f"{show(draft)}\n{_readings(draft)}" for draft in drafts)

    return run


def _readings(draft: Draft) -> str:
    return "".join(
        f"? {row.lines[0]}.{k}: {' / '.join(reading or '(blank)' for reading in slot.readings)}\n"
        for row in draft.rows
        for k, slot in enumerate(row.slots, start=1)
        if slot.readings
    )


def _tables(given: str) -> list[Table]:
    return [b.table for r in corpus_of(given).records for b in r.document.blocks if b.table is not None]


def run_forms(given: str) -> str:
    """``form`` or ``table``, title and unit, then the rows."""
    said = []
    for table in _tables(given):
        kind = "form" if table.form else "table"
        said.append(f"{kind}: {table.title}" + (f" ({table.unit})" if table.unit else "") + "\n")
        said += [f"| {' | '.join(slot.value for slot in row.slots)} |\n" for row in table.rows]
    return "".join(said) or "no table\n"


def run_checks(given: str) -> str:
    """The checks of each table: name, what is expected, what is there."""
    return "".join(
        f"{'ok' if c.ok else 'NO'} {c.name} {c.label}: {c.expected} {c.actual}\n"
        for table in _tables(given)
        for c in table.checks
    )


def run_people(given: str) -> str:
    """The posts of an appointment with this text: line of the text, action, name, post, probation."""
    head = "青江市人民政府关于某某甲等同志任免职务的通知\n\n青政任〔2024〕6号\n\n经研究，决定：\n\n"
    corpus = corpus_of(head + given + "\n青江市人民政府\n2024年5月20日\n")
    return "".join(
        f"{p.line - head.count(chr(10))}: {p.action} {p.name}: {p.post}"
        + f" ({p.probation})" * bool(p.probation)
        + " confirmed" * p.confirmed
        + "\n"
        for r in corpus.records
        for p in r.facts.posts
    )


def run_chronicle(given: str) -> str:
    """The entries: line, day or span, printed day, text."""
    corpus = corpus_of(given)
    return "".join(
        f"{e.line}: {e.date}{f'..{e.until}' if e.until else ''} [{e.printed}] "
        f"{' / '.join(e.text.splitlines())}\n"
        for r in corpus.records
        for e in r.facts.entries
    )


def run_validity(given: str) -> str:
    """What each text says of its validity, its states, and the clauses that they rest on."""
    said = []
    for s in corpus_of(given).facts.standings:
        t = s.term
        if not (t.states or t.repeals or t.trial or t.period or s.repealed_by):
            said.append(f"{s.name}: silent\n")
            continue
        said.append(f"{s.name}{f' [{s.number}]' if s.number else ''}{'' if s.record else ' (not held)'}\n")
        said += [f"  {x.since or 'before'}: {x.code} {x.words}\n" for x in stages(s)]
        said += [
            f"  repeals {r.text} {r.doc_number} → {x.id if x else None}\n"
            for r, x in zip(t.repeals, s.targets, strict=True)
        ]
        said += [f"  {s.stated_in.id}#{c.anchor} {c.text}\n" for c in t.clauses]
    return "".join(said)


def _assignee(unit: Assignee) -> str:
    printed = f" ({unit.printed})" if unit.printed else ""
    return f"{unit.role.value} {'+' * unit.carried}{unit.name}{printed}"


def _bracket(line: str) -> str | None:
    """The units of a bracket with their roles; in brackets the printed name where a prefix was added."""
    found = read_bracket(wide(line)[1:-1])
    return " | ".join([*map(_assignee, found.assignees), *["等"] * found.open]) if found else None


def run_duties(given: str) -> str:
    """Each duty: line, line of its item, units (``+`` by a rule), deadlines, those that are stated with
    the units, the printed words of time, lines of the rules, and the form where it is no bracket."""
    said = []
    for found in (r.facts.obligations for r in corpus_of(given).records):
        for duty in found.duties:
            a = duty.assignment
            words = [*map(_assignee, a.assignees), *["等"] * a.open]
            words += [f"by {' '.join(duty.deadlines)}"] * bool(duty.deadlines)
            words += [f"stated {' '.join(duty.due)}"] * bool(duty.due)
            words += [f"term {a.term}"] * bool(a.term)
            words += [f"rule {line}" for line in sorted({line for _, line in a.rules})]
            words += [f"in a {a.form.value}"] * (a.form is not Form.BRACKET)
            said.append(f"{a.line} item {a.item_line}: {' | '.join(words)}\n")
    return "".join(said)


def _passage(line: str) -> Passage:
    return Passage(Block(Role.PARAGRAPH, Text.of(line, 0)), 0, wide(line), Text.of(wide(line), 0).at)


def _deadlines(line: str) -> str | None:
    """The dated promises of a paragraph in a document of 27 June 2024."""
    found = deadlines(_passage(line), "2024-06-27")
    return " | ".join(f"{d.date} {d.form}{' (year inferred)' * d.inferred}" for d in found) or None


def _targets(line: str) -> str | None:
    """The targets of a paragraph: indicator, comparator, value, unit, year, and for which place."""
    passage = _passage(line)
    return (
        " | ".join(
            f"{t.indicator} {t.comparator} {t.value} {t.unit or '—'} {t.year or '—'}"
            + (f" in {t.scope}" if t.scope else "")
            for t in targets(passage, deadlines(passage, None))
        )
        or None
    )


def run_cite(given: str) -> str:
    """Each citation: the relation, the text, its number, what it stands for, whose it is."""
    corpus = corpus_of(given)
    said = []
    for cited in corpus.web.citations:
        citation = cited.citation
        said.append(
            f"{citation.relation.value} {citation.text}"
            + f" [{citation.doc_number}]" * bool(citation.doc_number)
            + f" = {cited.stands_for.text}" * (citation.means is not None)
            + f" of {' | '.join(citation.whose)}" * bool(citation.whose)
            + f" in {citation.year}" * bool(citation.year)
            + " (former)" * citation.former
            + " (no instrument)" * (not citation.instrument)
            + f" → {cited.target}" * bool(cited.target)
            + "\n"
        )
    return "".join(said) or "none\n"


def run_refer(given: str) -> str:
    """Each reference with where its parts lead: an anchor, a record, or ``missing``."""
    said = []
    for referred in corpus_of(given).web.references:
        ways = (f"{t[0]}{f'#{t[1]}' if t[1] else ''}" if t else "missing" for t in referred.targets)
        said.append(f"{referred.reference.text} → {' '.join(ways)}\n")
    return "".join(said) or "none\n"


def run_pages(given: str) -> str:
    """The blocks of each unit as Markdown text with the signs of printed pages, then the known lines."""
    corpus = corpus_of(given)
    said = []
    for record in corpus.records:
        ways = ways_of(record, corpus)
        for block in record.document.blocks:
            shown = block_markdown(block, record, corpus, 1, ways)
            signs = [s.replace("\n\n", "") for s in _SIGNED.findall(shown)]
            said += [f"{block.anchor} {_SIGN.sub(lambda m: m[1], s)}\n" for s in signs]
        said += [f"{s.first}-{s.last} page {s.page}\n" for s in record.document.page_spans]
    return "".join(said) or "none\n"


_SIGN = re.compile(
    r'<(?:div|span) (?:id="page-\d+" )?class="gz-turn" data-derived="true">(.*?)</(?:div|span)>'
)
_SIGNED = re.compile(rf"(?:.{{0,6}}{_SIGN.pattern}(?:\n\n)?.{{0,6}})".replace("(.*?)", ".*?"))


def run_locators(given: str) -> str:
    """What a citation calls each block, by its anchor."""
    found = [(a, p) for r in corpus_of(given).records for a, p in locators(r.document).items()]
    return "".join(f"{anchor} {place}\n" for anchor, place in found) or "none\n"


RUNNERS: dict[str, Callable[[str], str]] = {
    "clean": run_clean,
    "join": run_join,
    "outline": run_outline,
    "segment": run_segment,
    "contents": run_contents,
    "facts": run_facts,
    "annexes": run_annexes,
    "repair/titles": _lines(lambda line: _repaired(line, title=True)),
    "repair": _lines(_repaired),
    "script/numerals": _lines(number),
    "script/dates": _lines(date),
    "script/doc-keys": _lines(lambda line: doc_key(line) if doc_number(key(line)) else None),
    "tables/placed": run_placed,
    "tables/joined": run_joined,
    "tables/aligned": run_step("aligned"),
    "tables/split": run_step("split"),
    "tables/repaired": run_step("repaired"),
    "tables/filled": run_step("filled"),
    "tables/forms": run_forms,
    "tables/checks": run_checks,
    "people": run_people,
    "chronicle": run_chronicle,
    "validity": run_validity,
    "locators": run_locators,
    "pages": run_pages,
    "cite": run_cite,
    "refer": run_refer,
    "describe/addressees": _lines(_addressees),
    "describe/issuers": run_issuers,
    "duties/units": _lines(_bracket),
    "duties": run_duties,
    "deadlines": _lines(_deadlines),
    "targets": _lines(_targets),
}


def run(case: Case) -> str:
    """What the stage of a case makes of its input."""
    folder = case.rule.rpartition("/")[0]
    runner = RUNNERS.get(case.rule) or RUNNERS.get(folder) or RUNNERS[case.rule.partition("/")[0]]
    return seen(runner(case.given))


@pytest.mark.parametrize(
    "case", [c for c in CASE_LIST if not c.rule.startswith("codes/")], ids=lambda c: c.id
)
def test_case(case: Case) -> None:
    assert run(case) == case.expected


def test_every_rule_has_a_negative() -> None:
    counts = Counter(c.rule for c in CASE_LIST)
    negatives = {c.rule for c in CASE_LIST if c.title.startswith("not:")}
    assert {rule for rule in counts if not rule.startswith("codes/")} - negatives == set()


@pytest.mark.parametrize("matcher", [m.__name__ for m in HEADS])
def test_every_head_has_a_case_and_a_negative(matcher: str) -> None:
    fires = {f" by {matcher}\n" in c.expected for c in CASE_LIST if c.rule == f"segment/{matcher}"}
    assert fires == {True, False}
