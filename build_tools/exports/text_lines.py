"""A release as lines that can be compared: what stands on its pages, and what was found there, by address."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from build_tools.documents.anchors import row_anchor
from build_tools.documents.names import html_address, issue_path
from build_tools.documents.readdressed import printed_hash
from build_tools.facts.states import stages
from build_tools.model.catalogue import Note, ordered
from build_tools.model.corpus import Corpus, Record, Standing
from build_tools.model.document import Block, TableBlock
from build_tools.model.text import Text
from build_tools.sources.published import json_lines

FILE = "text.jsonl"


@dataclass(frozen=True)
class Line:
    """One thing that a release holds at an address; ``what`` is its kind, one of those in the README of the
    room. What is not printed is empty."""

    what: str
    at: str  # address below the site, with its fragment
    name: str = ""
    text: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The address without its fragment."""
        return self.at.partition("#")[0]


def written(lines: Iterable[Line]) -> str:
    """The lines as JSON, one a line."""
    return "".join(json.dumps(_plain(line), ensure_ascii=False) + "\n" for line in lines)


def _plain(line: Line) -> dict[str, str]:
    return {"what": line.what, "at": line.at, "name": line.name, "text": line.text, **line.more}


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a release as they were written. Raises ValueError or KeyError for what is none."""
    return tuple(map(_line, json_lines(text)))


def _line(words: str) -> Line:
    row: dict[str, Any] = json.loads(words)
    own = {key: str(row.pop(key)) for key in ("what", "at", "name", "text")}
    return Line(**own, more={key: str(value) for key, value in row.items()})


def text_lines(corpus: Corpus) -> Iterator[Line]:
    """All lines of a corpus, in print order: first the sources that it lacks, last what follows from all."""
    for failed in corpus.failed:
        yield Line("missing", "", failed.source.file)
    for record in corpus.records:
        yield from _of_record(record, corpus)
    for cited in corpus.web.citations:
        at = _within(corpus.by_id[cited.record], cited.citation.place.anchor)
        yield Line("link", at, cited.citation.relation.value, cited.citation.text, _target(cited.target))
    for referred in corpus.web.references:
        record, reference = corpus.by_id[referred.record], referred.reference
        ways = "、".join(f"{t[0]}#{t[1] or ''}" for t in referred.targets if t is not None)
        yield Line("link", _within(record, reference.place.anchor), "refers", reference.text, _target(ways))
    for standing in corpus.facts.standings:
        yield _state(standing)
    for index in range(len(corpus.sources)):
        yield from _doubts(index, corpus)


def _within(record: Record, anchor: str) -> str:
    return f"{html_address(record.page)}#{anchor}" if anchor else record.url


def _target(target: str | None) -> dict[str, str]:
    return {"target": target or ""}


def _of_record(record: Record, corpus: Corpus) -> Iterator[Line]:
    document, source = record.document, corpus.sources[record.source].source
    more = {
        "kind": document.kind.value,
        "number": document.doc_number or "",
        "issuers": "、".join(document.issuers),
        "date": document.date or "",
        "published": document.published or "",
        "issue": record.issue or "",
        "file": source.file,
        "hash": printed_hash([record]),
    }
    yield Line("document", record.url, record.id, document.title, more)
    for block in document.blocks:
        yield from _of_block(record, block)
    for duty in record.facts.obligations.duties:
        assigned = duty.assignment
        units = "、".join(f"{a.name}（{a.role.value}）" for a in assigned.assignees)
        dates = {"dates": "、".join(duty.due or duty.deadlines)}
        yield Line("duty", _within(record, assigned.anchor), units, duty.item, dates)
    for promise in record.facts.obligations.promises:
        at, deadline = _within(record, promise.anchor), promise.deadline
        yield Line("date", at, deadline.date, deadline.words)
    for goal in record.facts.obligations.goals:
        target = goal.target
        words = " ".join(filter(None, (target.comparator, target.value, target.unit, target.year)))
        yield Line("target", _within(record, goal.anchor), target.indicator, words)
    for post in record.facts.posts:
        yield Line("post", _within(record, post.anchor), post.name, f"{post.action} {post.post}")


def _of_block(record: Record, block: Block) -> Iterator[Line]:
    """A block; of a table its name, the names of its columns, and each cell once where it is merged."""
    at = _within(record, block.anchor)
    if not isinstance(block, TableBlock):
        yield Line("block", at, block.role.value, Text.joined(block.texts()).chars)
        return
    table = block.table
    yield Line("table", at, block.anchor, table.title, {"unit": table.unit or ""})
    for n, name in enumerate(table.columns, start=1):
        yield Line("column", at, str(n), name)
    for number, row in enumerate(table.rows, start=1):
        place = _within(record, row_anchor(block.anchor, number))
        for n, (name, slot) in enumerate(zip(table.columns, row.slots, strict=True), start=1):
            if not slot.covered:
                yield Line("cell", place, name, slot.value, {"column": str(n), "table": block.anchor})


def _state(standing: Standing) -> Line:
    """What is told of the effect of a text (``of`` one that is not held): its days, its states."""
    term, own = standing.reckoned, standing.record or standing.stated_in
    by = standing.repealed_by
    more = {
        "of": "" if standing.record else standing.name,
        "effective": term.effective or "",
        "trial_until": term.trial_until or "",
        "expires": term.expires or "",
        "repealed_by": by.id if by else "",
        "repealed_on": standing.repealed_on or "",
    }
    words = "；".join(f"{s.since} {s.words}".strip() for s in stages(standing))
    return Line("state", own.url, standing.name, words, more)


def _doubts(index: int, corpus: Corpus) -> Iterator[Line]:
    """The open doubts on a source, at the block that prints the line, else at the page of the source."""
    source = corpus.sources[index].source
    doubts = [n for n in ordered(corpus.notes[index]) if n.code.severity == "doubt" and not n.accepted]
    wanted = {note.first_line for note in doubts if not note.file}
    places: dict[int, str] = {}
    for record in corpus.by_source[index]:
        for block in record.document.blocks:
            at = _within(record, block.anchor)
            lines = {n for text in block.texts() for n in source.lines_of(text.at)} if wanted else ()
            places.update({n: at for n in lines if n in wanted and n not in places})
    for note in doubts:
        at = places.get(note.first_line, "") if not note.file else ""
        more = {"file": note.file or source.file, "line": str(note.first_line)}
        yield Line("doubt", at or html_address(issue_path(index, corpus)), note.code.id, said_of(note), more)


def said_of(note: Note) -> str:
    """What a finding says beside its code, without the line that it is on."""
    change = "".join((note.was, f" → {note.now}" if note.now else ""))
    return "；".join(filter(None, (note.detail, change)))
