"""Cleaned lines → printed units: where each begins and ends, and what its head and tail say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.documents.contents.inner import contents_doubts, inner_contents
from build_tools.documents.contents.issue import (
    PrintedContents,
    column_name,
    cover_title,
    find_contents,
    issue_lines,
    issue_title,
    lists_chapters,
    masthead_end,
    named_above,
)
from build_tools.documents.heads.chronicle_headings import chronicle_heading
from build_tools.documents.heads.database_labels import is_labelled, labels_apart
from build_tools.documents.heads.every import head_at
from build_tools.documents.heads.kinds import kind_of
from build_tools.documents.heads.openings import opening
from build_tools.documents.heads.titles import Head, Scan, whole_title
from build_tools.documents.table_like.flat_rows import unread_rows
from build_tools.documents.units.annex_lists import annex_list
from build_tools.documents.units.glued_articles import articles_apart
from build_tools.documents.units.made_known import expected, makes_known
from build_tools.documents.units.moved import moved
from build_tools.documents.units.section import Section, unit_doubts
from build_tools.documents.units.tails import broken_days, colophon, imprint, signature, take_back
from build_tools.language.genres import final_name
from build_tools.language.phrases import NOW_ISSUED, is_organ, issues_text
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.document import ContentsEntry, Kind, Role
from build_tools.model.source import Cleaned, Item, Line
from build_tools.sources.furniture.judged import dropped

# 现予公布 · 现将《…》印发给你们 · 现转发给你们 · 茲制定「…辦法」，公布之
_ISSUING = re.compile(
    rf"{NOW_ISSUED}|现(?:予以?)?(?:转发|批转)|现将[^。]{{2,80}}(?:印发|转发|公布|发布|下发)|公布之"
)


@dataclass(frozen=True)
class Segmented:
    """The units of a source in print order, and the entries of its printed contents."""

    sections: tuple[Section, ...]
    contents: tuple[ContentsEntry, ...]
    notes: tuple[Note, ...]


def segment(cleaned: Cleaned) -> Segmented:
    """Part a source into its units. Guarantees: every item is in exactly one section or note."""
    items, glued = articles_apart(tuple(labels_apart(cleaned.items)))
    walker = _Walker(items)
    walker.run()
    notes = [*glued, *walker.notes, *moved(walker.sections), *broken_days(walker.sections)]
    notes += unit_doubts(walker.sections, items[0].number if items else 1)
    return Segmented(tuple(walker.sections), tuple(walker.entries), tuple(notes))


class _Walker:
    """Goes over the items once; opens a section where a head stands."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        self.items = items
        self.scan = Scan(items, unread=unread_rows(items))
        self.sections: list[Section] = []
        self.entries: list[ContentsEntry] = []
        self.notes: list[Note] = []
        self.root: int | None = None  # the instrument whose attached texts and annexes follow
        self.text: int | None = None  # the text to which annexes belong
        self.signed = False
        self.open_index: int | None = None

    def run(self) -> None:
        i = self.front()
        while i < len(self.items):
            i = self.step(i)

    def front(self) -> int:
        """Cover and contents at the head of the source, and the opening of the first unit."""
        contents = None
        for i, item in enumerate(self.items[:80]):
            contents = find_contents(self.items, i, self.scan.unread)
            if contents is not None or (isinstance(item, Line) and len(item.key) > 120):
                break
        heads = (i for i in range(issue_lines(self.items), min(len(self.items), 80)) if head_at(self.scan, i))
        end = masthead_end(self.items, next(heads, len(self.items)), contents) or self.named_above()
        cover = [x for x in self.items[:end] if isinstance(x, Line)]
        if cover:
            title = issue_title(cover) or "".join(x.text.chars for x in cover_title(cover))
            section = Section(Kind.MASTHEAD, title=title, composed=bool(issue_title(cover)))
            section.body = [(Role.COVER, x) for x in cover]
            self.sections.append(section)
        if contents is not None and contents.region.start == end:
            self.contents(contents)
            end = contents.region.end
        # Contents of documents, and one of them begins: it is the cover of an issue, whatever its name.
        issue = contents is not None and not lists_chapters(contents) and head_at(self.scan, end) is not None
        if cover and not issue_title(cover) and end < len(self.items) and not issue:
            self.covered(end, cover)
        return end

    def named_above(self) -> int:
        """How many leading lines are but the name of the gazette; a doubt where it may begin a title."""
        end, sure = named_above(self.items)
        line = self.scan.line(0)
        if end and not sure and line is not None:
            self.notes.append(Note(Code.FURNITURE_UNPROVEN, line.number, line.number, line.text.chars))
        return end if sure else 0

    def contents(self, contents: PrintedContents) -> None:
        """The contents of the issue: a unit, and what they tell of the units to come."""
        self.add_contents(contents)
        self.entries += contents.entries if contents.paged else ()
        self.scan.columns = self.scan.columns | {e.column for e in contents.entries if e.column}
        if contents.paged:
            self.scan.contents |= {bare(e.title): e.title for e in contents.entries}

    def add_contents(self, contents: PrintedContents) -> int:
        """Printed contents, of an issue or of a text (the chapters of a law): a unit of their own."""
        section = Section(Kind.CONTENTS, title="目录")
        region = self.items[contents.region.start : contents.region.end]
        section.body = [(Role.CONTENTS, x) for x in region]
        self.sections.append(section)
        return contents.region.end

    def covered(self, i: int, cover: list[Line]) -> None:
        """Open the unit whose title stands on a cover only (a plan without a title line)."""
        lines = cover_title(cover)
        title = "".join(x.text.chars for x in lines)
        if i < len(self.items) and self.scan.line(i) is not None:
            below = whole_title(self.scan, i)
            if below and bare("".join(x.key for x in below)) in bare(title):
                return
        self.open(Section(kind_of("".join(x.key for x in lines)), title=title, cover=cover))

    def step(self, i: int) -> int:
        """Handle the item at ``i``; returns the next index."""
        item = self.items[i]
        if (run := self.scan.run_at(i)) is not None:
            return self.unread(i, run.stop)
        if isinstance(item, Line):
            if self.root is not None and (lines := self.imprint(i)):
                self.sections[self.root].imprint.append(lines)  # 版记 belongs to the instrument
                self.scan.closed = True
                return i + len(lines)
            if end := self.colophon(i):
                return end
            if self.is_column(item, i):
                self.notes.append(dropped(item, Evidence.COLUMN))
                return i + 1
            if self.opened and (inner := inner_contents(self.items, i, self.scan.unread)):
                self.notes += contents_doubts(inner, self.items)
                return self.add_contents(inner)
            if is_labelled(item):
                self.current(i).body.append((Role.REMARK, item))
                return i + 1
            if again := self.chronicle_heading(i):
                self.current(i).body += [(Role.REMARK, line) for line in again]
                return i + len(again)
            head = head_at(self.scan, i)
            if head is None and not self.opened:
                head = opening(self.scan, i)
            if head is not None:
                return self.head(head)
            if (tail := self.signature(i)) is not None:
                return tail
            if (listed := self.annex_list(i)) is not None:
                return listed
        self.current(i).body.append((None, item))
        self.scan.closed = False
        return i + 1

    def is_column(self, line: Line, i: int) -> bool:
        """Whether a line is a column's name that the contents list; not 大事记 and the title below it."""
        if line.told or column_name(line.key) not in self.scan.columns or not head_at(self.scan, i + 1):
            return False
        own = head_at(self.scan, i) if line.key[0] not in "【〔" else None  # 【大事记】 is no title
        return own is None or own.kind is not Kind.CHRONICLE

    def colophon(self, i: int) -> int:
        """Take what a gazette prints of itself at its end: of the cover; 0 where ``i`` begins none."""
        lines = colophon(self.items, i)
        if lines and self.sections and self.sections[0].kind is Kind.MASTHEAD:
            self.sections[0].imprint += [(line,) for line in lines]
        elif lines:
            self.current(i).body += [(Role.REMARK, line) for line in lines]
        return len(self.items) if lines else 0

    def chronicle_heading(self, i: int) -> list[Line]:
        """The heading of the open chronicle, printed again where a page turns; none if none stands there."""
        section = self.sections[self.open_index] if self.open_index is not None else None
        if section is None or section.kind is not Kind.CHRONICLE:
            return []
        return chronicle_heading(self.scan, i, section.key(Role.TITLE))

    def imprint(self, i: int) -> tuple[Line, ...]:
        """One entry of 版记: it stands behind the signature, or below it ends the unit."""
        lines = imprint(self.scan, i)
        if not lines:
            return ()
        signed = self.open_index == self.root and self.root is not None and self.sections[self.root].tail
        end = i + len(lines)
        while not signed and (more := imprint(self.scan, end)):
            end += len(more)
        return lines if signed or end >= len(self.items) or head_at(self.scan, end) else ()

    def unread(self, i: int, stop: int) -> int:
        """Take the lines from ``i`` to ``stop`` as they stand: what may be a table is never joined."""
        run = [x for x in self.items[i:stop] if isinstance(x, Line)]
        self.current(i).body += [(Role.LINE, x) for x in run]
        self.notes.append(Note(Code.TABLE_UNREAD, run[0].number, run[-1].number, run[0].text.chars[:30]))
        self.scan.closed = False
        return stop

    @property
    def opened(self) -> bool:
        """Whether a unit other than cover and contents has begun."""
        return self.open_index is not None

    def current(self, i: int) -> Section:
        """The open unit; at the head of a source without any title one is opened."""
        if self.open_index is None:
            self.open(Section(Kind.TEXT, title=self.first_words(i)))
        assert self.open_index is not None
        return self.sections[self.open_index]

    def first_words(self, i: int) -> str:
        return line.text.chars[:40] if (line := self.scan.line(i)) else ""

    def open(self, section: Section) -> None:
        self.sections.append(section)
        self.open_index = len(self.sections) - 1
        if section.kind is not Kind.ANNEX:
            self.text = self.open_index
            if section.kind is not Kind.ATTACHED:
                self.root = self.open_index
        self.signed = section.kind is Kind.ANNEX
        self.scan.closed = False

    def repeats_title(self, head: Head) -> bool:
        """Whether the open unit is but a title that this head prints again, as web pages do."""
        if self.open_index is None or head.kind in (Kind.ANNEX, Kind.ATTACHED):
            return False  # what belongs to the open unit, be it of the same title
        section = self.sections[self.open_index]
        if section.body or section.tail or any(r in (Role.NUMBER, Role.ADDRESSEE) for r, _ in section.head):
            return False
        own = bare(head.key(Role.TITLE))
        return bool(own) and bare(section.key(Role.TITLE)).startswith(own)

    def is_name_of_site(self, head: Head) -> bool:
        """Whether the open unit is but the name of an office above the fields of a web page."""
        if self.open_index is None or head.kind in (Kind.ANNEX, Kind.ATTACHED):
            return False
        section = self.sections[self.open_index]
        only_fields = {role for role, _ in section.head} == {Role.TITLE, Role.META}
        return only_fields and not section.body and not section.tail and is_organ(section.key(Role.TITLE))

    def head(self, head: Head) -> int:
        if self.repeats_title(head) or self.is_name_of_site(head):
            above = self.sections.pop()
            self.open_index = None
            parts = [(Role.REMARK if r is Role.TITLE else r, lines) for r, lines in above.head]
            head = replace(head, parts=(*parts, *head.parts))
        made_known = self.makes_known(head)
        if made_known:
            head = replace(head, kind=Kind.ATTACHED)
        section = Section(head.kind, list(head.parts), annex_number=head.annex_number)
        if not (section.key(Role.TITLE) or section.annex_number or head.kind is Kind.ANNEX):
            section.title = self.first_words(head.end - any(r is Role.ADDRESSEE for r, _ in head.parts))
        if head.kind is Kind.ATTACHED:
            section.parent = self.root
            if not made_known and bare(head.key(Role.TITLE)) not in {bare(n) for n in self.scan.expected}:
                self.doubt_title(head)
        elif head.kind is Kind.ANNEX:
            section.parent = self.annexed_to(head)
        elif head.kind is Kind.EXPLANATION:
            section.parent = self.plan_for(section.key(Role.TITLE))
        self.open(section)
        title = head.key(Role.TITLE)
        if head.kind in (Kind.NOTICE, Kind.APPOINTMENT):
            ahead = "".join(x.key for x in self.items[head.end : head.end + 8] if isinstance(x, Line))
            self.scan.expected, self.scan.below = expected(title, ahead, self.items, head.end)
            self.scan.issues = issues_text(title) or bool(_ISSUING.search(ahead))
            self.scan.listed = {}
        elif head.kind is Kind.ATTACHED:
            self.scan.issues = False
        elif head.kind is not Kind.ANNEX:
            self.scan.expected, self.scan.issues, self.scan.listed = [], False, {}
        return head.end

    def makes_known(self, head: Head) -> bool:
        """Whether the open unit, the notice of what follows, makes known the text that begins here."""
        at = self.open_index
        return at is not None and at == self.root and makes_known(self.sections[at], head)

    def annexed_to(self, head: Head) -> int | None:
        """The unit that an annex belongs to: the text, for 附表1 and 附录A the annex that they stand in."""
        section = self.sections[self.open_index] if self.open_index is not None else None
        inside = (head.annex_number or "").startswith("附") and head.annex_number not in self.scan.listed
        if section is None or section.kind is not Kind.ANNEX or not inside:
            return self.text
        beside = (section.annex_number or "").startswith("附")
        return section.parent if beside else self.open_index

    def doubt_title(self, head: Head) -> None:
        """The text is titled otherwise than its notice says."""
        line = head.parts[0][1][0].number
        named = self.scan.expected[0] if self.scan.expected else ""
        self.notes.append(Note(Code.TITLE_ISSUED, line, line, head.key(Role.TITLE), named))

    def plan_for(self, title: str) -> int | None:
        """The unit that an explanation explains: the one whose title it names."""
        named = bare(title)
        for k in range(len(self.sections) - 1, -1, -1):
            section = self.sections[k]
            own = final_name(section.title or section.key(Role.TITLE))
            if section.kind is not Kind.MASTHEAD and len(own) >= 4 and own in named:
                return k
        return None

    def signature(self, i: int) -> int | None:
        """Take the signature at the end of the open unit; None if none begins, or it is signed already."""
        section = self.current(i)
        if not (parts := signature(self.scan, i, section, signed=self.signed)):
            return None
        take_back(section)
        section.tail += parts
        self.signed = self.scan.closed = True
        return i + len(parts)

    def annex_list(self, i: int) -> int | None:
        """Take a list of annexes into the open unit; None if none begins."""
        section = self.current(i)
        found = annex_list(self.scan, i, section.listed)
        if found is None:
            return None
        lines, section.listed = found
        section.body += [(Role.LISTED, x) for x in lines]
        self.scan.listed |= {number: title for number, (title, _) in section.listed.items()}
        return i + len(lines)
