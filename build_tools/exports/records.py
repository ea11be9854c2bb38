"""What was read → the records of the contract."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from build_tools.documents.names import html_address, issue_path, table_id
from build_tools.exports.contract.amendments import AmendmentRecord
from build_tools.exports.contract.citations import CitationRecord, ReferenceRecord
from build_tools.exports.contract.documents import (
    AnnexRecord,
    DocumentRecord,
    DocumentSource,
    EntryRecord,
    LineRange,
    PageTurnRecord,
)
from build_tools.exports.contract.notes import NoteRecord
from build_tools.exports.contract.people import AppointmentRecord, ChronicleRecord, MemberRecord
from build_tools.exports.contract.radar import WatchedRecord
from build_tools.exports.contract.tables import (
    CheckRecord,
    DoubtfulCell,
    InferredCell,
    TableRecord,
    TableSource,
)
from build_tools.exports.contract.validity import (
    ChangeRecord,
    ClauseRecord,
    RepealRecord,
    StageRecord,
    ValidityRecord,
    VersionRecord,
)
from build_tools.facts.states.by_day import stage_on, stages
from build_tools.model.catalogue import Note, ordered
from build_tools.model.citation import Cited, Referred
from build_tools.model.corpus import Amended, Corpus, Record, Standing
from build_tools.model.document import Block, OutlineEntry, TableBlock
from build_tools.model.radar import Watched
from build_tools.model.table import Check, Table


def document_record(record: Record, corpus: Corpus) -> DocumentRecord:
    """One record of documents.json."""
    document, source = record.document, corpus.sources[record.source].source
    return DocumentRecord(
        id=record.id,
        url=record.url,
        kind=document.kind,
        title=document.title,
        doc_number=document.doc_number,
        doc_key=record.doc_key,
        issuers=list(document.issuers),
        addressees=list(document.addressees),
        date=document.date,
        published=document.published,
        printed=document.printed,
        issue=record.issue,
        column=document.column,
        print_page=document.print_page,
        parent=record.parent,
        source=DocumentSource(
            file=source.file,
            url=html_address(issue_path(record.source, corpus)),
            first_line=document.first_line,
            last_line=document.last_line,
            sha256=source.sha256,
            more=[LineRange(first_line=a, last_line=b) for a, b in document.more],
            page_breaks=list(document.page_breaks),
            page_turns=[PageTurnRecord(line=t.line, page=t.page) for t in document.page_turns],
        ),
        annexes=[
            AnnexRecord(number=a.number, title=a.title, id=a.id, present=a.present) for a in record.annexes
        ],
        outline=[_entry(e) for e in document.outline],
    )


def _entry(entry: OutlineEntry) -> EntryRecord:
    return EntryRecord(
        level=entry.level,
        number=entry.number,
        title=entry.title,
        depth=entry.depth,
        anchor=entry.anchor,
        line=entry.line,
    )


def table_records(record: Record, corpus: Corpus) -> list[TableRecord]:
    """The rebuilt tables of a document, as records of tables.json."""
    source = corpus.sources[record.source].source
    return [
        table_record(record, block, block.table.stated(), source.file)
        for block in record.document.blocks
        if isinstance(block, TableBlock)
    ]


def table_record(record: Record, block: Block, table: Table, file: str) -> TableRecord:
    """One record; rows and columns of ``inferred`` and ``doubtful`` count from 1, row 0 is the header."""
    lines = [n for row in table.all_rows() for n in row.lines]
    numbered = [*((0, row) for row in table.header), *enumerate(table.rows, start=1)]
    places = [(r, c, slot) for r, row in numbered for c, slot in enumerate(row.slots, start=1)]
    return TableRecord(
        id=table_id(record, block),
        document=record.id,
        annex=record.document.annex_number,
        anchor=block.anchor,
        title=table.title,
        unit=table.unit,
        columns=list(table.columns),
        types=list(table.types),
        header_rows=len(table.named),
        rows=[[slot.value for slot in row.slots] for row in table.rows],
        inferred=[
            InferredCell(row=r, column=c, basis=slot.basis, lines=sorted(set(slot.lines)))
            for r, c, slot in places
            if slot.basis is not None
        ],
        doubtful=[
            DoubtfulCell(row=r, column=c, readings=list(slot.readings))
            for r, c, slot in places
            if slot.readings
        ],
        form=table.form,
        checks=[
            CheckRecord(
                name=c.name, label=c.label, expected=c.expected, actual=c.actual, ok=c.ok, match=_match(c)
            )
            for c in table.checks
        ],
        source=TableSource(
            file=file,
            first_line=min(lines, default=0),
            last_line=max(lines, default=0),
            rows=[sorted(set(row.lines)) for row in table.rows],
        ),
    )


def _match(check: Check) -> Literal["exact", "rounded", "differs"]:
    if not check.ok:
        return "differs"
    return "rounded" if check.rounded else "exact"


def appointment_records(record: Record) -> list[AppointmentRecord]:
    """The posts that a document gives and takes, as records of appointments.json."""
    return [AppointmentRecord(document=record.id, **asdict(post)) for post in record.facts.posts]


def member_records(record: Record) -> list[MemberRecord]:
    """The members of the bodies that a document sets up, as records of members.json."""
    return [MemberRecord(document=record.id, **asdict(member)) for member in record.facts.members]


def chronicle_records(record: Record) -> list[ChronicleRecord]:
    """The entries of a chronicle, as records of chronicle.json."""
    return [ChronicleRecord(document=record.id, **asdict(entry)) for entry in record.facts.entries]


def validity_record(standing: Standing, corpus: Corpus) -> ValidityRecord:
    """One record of validity.json: what the text says, and the states that follow from it."""
    term, ends = standing.term, standing.reckoned
    found = stages(standing)
    return ValidityRecord(
        document=standing.record.id if standing.record else None,
        stated_in=standing.stated_in.id,
        name=standing.name,
        doc_number=standing.number,
        states_term=term.states,
        clauses=[ClauseRecord(**asdict(clause)) for clause in term.clauses],
        unread=[ClauseRecord(**asdict(clause)) for clause in term.unread],
        effective=term.effective,
        trial_until=ends.trial_until,
        expires=ends.expires,
        basis=term.basis or None,
        trial=term.trial,
        draft=term.draft,
        period=term.period or None,
        repeals=[
            RepealRecord(text=r.text, doc_number=r.doc_number, since=r.since, target=t.id if t else None)
            for r, t in zip(term.repeals, standing.targets, strict=True)
        ],
        repealed_by=standing.repealed_by.id if standing.repealed_by else None,
        repealed_on=standing.repealed_on,
        changes=[
            ChangeRecord(
                change=a.change.name.lower(),
                by=a.by.id,
                since=a.since or None,
                told=a.told or None,
                until=a.until,
                read=a.read,
                anchor=a.anchor,
                line=a.line,
            )
            for a in standing.changes
        ],
        versions=[
            VersionRecord(
                since=v.since or None,
                trial_until=v.term.trial_until if v.known else None,
                expires=v.term.expires if v.known else None,
                known=v.known,
                readings=list(v.readings),
                late=v.late or None,
            )
            for v in standing.versions
        ],
        stages=[StageRecord(since=s.since or None, state=s.code, words=s.words) for s in found],
        as_of=corpus.day,
        state=stage_on(found, corpus.day).code,
    )


def amendment_record(amended: Amended) -> AmendmentRecord:
    """One record of amendments.json."""
    made = amended.amendment
    return AmendmentRecord(
        document=amended.holder.id,
        by=amended.by.id,
        op=made.op.value,
        target=amended.target.id if amended.target else None,
        target_title=made.target,
        target_number=amended.number,
        place=made.place,
        target_anchor=amended.anchor,
        old=made.old,
        new=made.new,
        becomes=made.becomes,
        since=amended.since or None,
        until=made.until,
        length=made.by,
        words=made.words,
        anchor=made.anchor,
        line=made.line,
        last_line=made.last_line,
    )


def watched_record(watched: Watched, corpus: Corpus) -> WatchedRecord:
    """One record of radar.json."""
    return WatchedRecord(
        why=watched.why.value,
        document=watched.record,
        title=corpus.by_id[watched.record].document.title,
        day=watched.day or None,
        words=watched.words,
        url=html_address(watched.place),
        other=watched.other,
    )


def citation_record(cited: Cited) -> CitationRecord:
    """One record of citations.json."""
    citation = cited.citation
    return CitationRecord(
        document=cited.record,
        anchor=citation.place.anchor,
        text=citation.text,
        doc_number=citation.doc_number,
        relation=citation.relation,
        target=cited.target,
        line=citation.place.line,
        start=citation.place.start,
        end=citation.place.end,
        stands_for=cited.stands_for.text if citation.means is not None else None,
        instrument=citation.instrument,
        sentence=citation.sentence,
    )


def reference_record(referred: Referred) -> ReferenceRecord:
    """One record of references.json; ``target`` is the first of ``targets``."""
    reference = referred.reference
    targets = [t for t in referred.targets if t is not None]
    first = targets[0] if targets else None
    return ReferenceRecord(
        document=referred.record,
        anchor=reference.place.anchor,
        text=reference.text,
        target=(first[1] or first[0]) if first else None,
        target_document=first[0] if first else None,
        targets=[anchor or record for record, anchor in targets],
        present=None not in referred.targets,
        line=reference.place.line,
        start=reference.place.start,
        end=reference.place.end,
    )


def note_records(corpus: Corpus) -> list[NoteRecord]:
    """All records of notes.json, those on sources that failed first, else by source and line."""
    failed = [_note(note, f.source.file) for f in corpus.failed for note in f.notes]
    return failed + [
        _note(note, converted.source.file)
        for converted, notes in zip(corpus.sources, corpus.notes, strict=True)
        for note in ordered(notes)
    ]


def _note(note: Note, file: str) -> NoteRecord:
    """One record of notes.json."""
    message = note.code.value.message + (f"：{note.detail}" if note.detail else "")
    return NoteRecord(
        code=note.code.id,
        severity=note.code.severity,
        file=note.file or file,
        first_line=note.first_line,
        last_line=note.last_line,
        was=note.was or None,
        now=note.now or None,
        count=len(note.edits) or None,
        message=message,
        detail=note.detail or None,
        hint=note.code.value.hint or None,
        accepted=note.accepted or None,
    )
