"""Cleaned lines → printed units: where each begins and ends, and what its head and tail say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from build_tools.documents.contents import (
    PrintedContents,
    cover_title,
    find_contents,
    issue_title,
    lists_chapters,
    masthead_end,
)
from build_tools.documents.heads import head_at, kind_of, opening
from build_tools.documents.titles import Head, Part, Scan, whole_title
from build_tools.language.phrases import (
    ENDS_IN_GENRE,
    IMPRINT,
    ISSUES,
    LABEL,
    LIST_ENTRY,
    MARKER,
    PERSON,
    REMARK,
    is_organ,
    issued_names,
    opens_list,
)
from build_tools.language.script import DATE, bare, is_date_line
from build_tools.language.script import number as number_of
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import ContentsEntry, Kind, Role
from build_tools.model.edits import drop
from build_tools.model.source import Cleaned, Item, Line

# 现予公布 · 现将《…》印发给你们 · 现转发给你们 · 茲制定「…辦法」，公布之
_ISSUING = re.compile(
    r"现(?:予以?)?(?:印发|转发|批转|公布|发布|下发)|现将[^。]{2,80}(?:印发|转发|公布|发布|下发)|公布之"
)

BodyPart = tuple[Role | None, Item]


@dataclass
class Section:
    """A printed unit in the making; ``body`` items with a role need no further judgement."""

    kind: Kind
    head: list[Part] = field(default_factory=list)
    body: list[BodyPart] = field(default_factory=list)
    tail: list[Part] = field(default_factory=list)
    imprint: list[tuple[Line, ...]] = field(default_factory=list)
    parent: int | None = None
    title: str = ""
    composed: bool = False  # the title was put together from a cover's lines
    cover: list[Line] = field(default_factory=list)
    annex_number: str | None = None
    listed: dict[str, tuple[str, int]] = field(default_factory=dict)

    def key(self, role: Role) -> str:
        """The matching form of a head role's lines."""
        return "".join(line.key for r, lines in self.head if r is role for line in lines)


@dataclass(frozen=True)
class Segmented:
    """The units of a source in print order, and the entries of its printed contents."""

    sections: tuple[Section, ...]
    contents: tuple[ContentsEntry, ...]
    notes: tuple[Note, ...]


def segment(cleaned: Cleaned) -> Segmented:
    """Part a source into its units. Guarantees: every item is in exactly one section or note."""
    walker = _Walker(cleaned.items)
    walker.run()
    notes = list(walker.notes)
    if not any(s.kind not in (Kind.MASTHEAD, Kind.CONTENTS) and (s.head or s.cover) for s in walker.sections):
        number = cleaned.items[0].number if cleaned.items else 1
        notes.append(Note(Code.NO_DOCUMENT, number, number))
    return Segmented(tuple(walker.sections), tuple(walker.entries), tuple(notes))


def _dated(parts: list[Part]) -> bool:
    return any(DATE.search(line.key) for _, lines in parts for line in lines)


class _Walker:
    """Goes over the items once; opens a section where a head stands."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        self.items = items
        self.scan = Scan(items)
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
            contents = find_contents(self.items, i)
            if contents is not None or (isinstance(item, Line) and len(item.key) > 120):
                break
        first = next((i for i in range(min(len(self.items), 80)) if head_at(self.scan, i)), len(self.items))
        end = masthead_end(self.items, first, contents)
        cover = [x for x in self.items[:end] if isinstance(x, Line)]
        if cover:
            title = issue_title(cover) or "".join(x.text.chars for x in cover_title(cover))
            section = Section(Kind.MASTHEAD, title=title, composed=bool(issue_title(cover)))
            section.body = [(Role.COVER, x) for x in cover]
            self.sections.append(section)
        if contents is not None and contents.region.start == end:
            self.contents(contents)
            end = contents.region.end
        if cover and not issue_title(cover) and end < len(self.items):
            self.covered(end, cover)
        return end

    def contents(self, contents: PrintedContents) -> None:
        section = Section(Kind.CONTENTS, title="目录")
        region = self.items[contents.region.start : contents.region.end]
        section.body = [(Role.CONTENTS, x) for x in region]
        self.sections.append(section)
        self.entries += contents.entries if contents.paged else ()
        self.scan.columns = self.scan.columns | {e.column for e in contents.entries if e.column}
        if contents.paged:
            self.scan.contents |= {bare(e.title): e.title for e in contents.entries}

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
        if isinstance(item, Line):
            if IMPRINT.match(item.key) and self.root is not None:
                return self.imprint(i, item)
            if item.key.strip("【】〔〕") in self.scan.columns and head_at(self.scan, i + 1):
                note = Note(
                    Code.FURNITURE, item.number, item.number, item.text.chars, edits=(drop(item.text),)
                )
                self.notes.append(note)
                return i + 1
            inner = find_contents(self.items, i) if self.opened else None
            if inner is not None and (not inner.paged or lists_chapters(inner)):
                return self.inner_contents(inner)
            head = head_at(self.scan, i)
            if head is None and not self.opened:
                head = opening(self.scan, i)
            if head is not None:
                return self.head(head)
            if not self.signed and (tail := self.signature(i)) is not None:
                return tail
            if (listed := self.annex_list(i)) is not None:
                return listed
        self.current(i).body.append((None, item))
        self.scan.closed = False
        return i + 1

    @property
    def opened(self) -> bool:
        """Whether a unit other than cover and contents has begun."""
        return self.open_index is not None

    def current(self, i: int) -> Section:
        """The open unit; at the head of a source without any title one is opened."""
        if self.open_index is None:
            self.open(self.untitled(i))
        assert self.open_index is not None
        return self.sections[self.open_index]

    def untitled(self, i: int) -> Section:
        line = self.scan.line(i)
        return Section(Kind.TEXT, title="" if line is None else line.text.chars[:40])

    def open(self, section: Section) -> None:
        self.sections.append(section)
        self.open_index = len(self.sections) - 1
        if section.kind is not Kind.ANNEX:
            self.text = self.open_index
            if section.kind is not Kind.ATTACHED:
                self.root = self.open_index
        self.signed = section.kind is Kind.ANNEX
        self.scan.closed = False

    def inner_contents(self, contents: PrintedContents) -> int:
        """Contents printed inside a text (the chapters of a law): a unit of their own."""
        section = Section(Kind.CONTENTS, title="目录")
        region = self.items[contents.region.start : contents.region.end]
        section.body = [(Role.CONTENTS, x) for x in region]
        self.sections.append(section)
        return contents.region.end

    def repeats_title(self, head: Head) -> bool:
        """Whether the open unit is but a title that this head prints again, as web pages do."""
        if self.open_index is None:
            return False
        section = self.sections[self.open_index]
        if section.body or section.tail or any(r in (Role.NUMBER, Role.ADDRESSEE) for r, _ in section.head):
            return False
        own = bare(head.key(Role.TITLE))
        return bool(own) and bare(section.key(Role.TITLE)).startswith(own)

    def head(self, head: Head) -> int:
        if self.repeats_title(head):
            above = self.sections.pop()
            self.open_index = None
            parts = [(Role.REMARK if r is Role.TITLE else r, lines) for r, lines in above.head]
            head = replace(head, parts=(*parts, *head.parts))
        section = Section(head.kind, list(head.parts), annex_number=head.annex_number)
        if head.kind is Kind.ATTACHED:
            section.parent = self.root
            if bare(head.key(Role.TITLE)) not in {bare(n) for n in self.scan.expected}:
                self.doubt_title(head)
        elif head.kind is Kind.ANNEX:
            section.parent = self.text
        elif head.kind is Kind.EXPLANATION:
            section.parent = self.plan_for(section.key(Role.TITLE))
        self.open(section)
        title = head.key(Role.TITLE)
        if head.kind in (Kind.NOTICE, Kind.APPOINTMENT):
            ahead = "".join(x.key for x in self.items[head.end : head.end + 8] if isinstance(x, Line))
            self.scan.expected = issued_names(title, ahead)
            self.scan.issues = bool(ISSUES.search(title) or _ISSUING.search(ahead))
            self.scan.listed = {}
        elif head.kind is Kind.ATTACHED:
            self.scan.issues = False
        elif head.kind is not Kind.ANNEX:
            self.scan.expected, self.scan.issues, self.scan.listed = [], False, {}
        return head.end

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
            own = bare(section.title or section.key(Role.TITLE))
            own = re.sub(r"(?:公开)?征求意见稿$", "", own)
            if section.kind is not Kind.MASTHEAD and len(own) >= 4 and own in named:
                return k
        return None

    def signature(self, i: int) -> int | None:
        """Take issuers and date at the end of a unit, with remarks below; None if none begins."""
        section = self.current(i)
        title = section.key(Role.TITLE) or section.title
        parts, k = self._signers(i, title)
        line = self.scan.line(k)
        if line is not None and is_date_line(line.key) and not line.key.startswith("（"):
            parts.append((Role.DATE, (line,)))
            k += 1
        elif not (parts and _dated(parts[-1:])) and not self._signed_undated(section, parts, k):
            return None
        while (line := self.scan.line(k)) is not None and REMARK.match(line.key):
            parts.append((Role.REMARK, (line,)))
            k += 1
        section.tail += parts
        self.signed = self.scan.closed = True
        return k

    def _signers(self, i: int, title: str) -> tuple[list[Part], int]:
        """The lines from ``i`` on that name organs or persons; the last may hold the date too."""
        parts: list[Part] = []
        while (line := self.scan.line(i)) is not None and len(parts) < 12:
            dated = re.match(rf"^(?P<organ>[^，。：；]{{2,40}}?){DATE.pattern}$", line.key)
            named = dated["organ"] if dated else line.key
            if not (is_organ(named, title) or PERSON.match(named) or named.endswith("代章）")):
                break
            parts.append((Role.SIGNATURE, (line,)))
            i += 1
            if dated:
                break
        return parts, i

    def _signed_undated(self, section: Section, parts: list[Part], k: int) -> bool:
        """Whether signers without a date end a unit: its date stands in its head, nothing follows."""
        dates = [part for part in section.head if part[0] is not Role.TITLE]
        ended = k >= len(self.items) or head_at(self.scan, k) is not None
        person = bool(parts) and PERSON.match(parts[-1][1][0].key) is not None
        return bool(parts) and _dated(dates) and (ended or person)

    def imprint(self, i: int, item: Line) -> int:
        """版记: printed at the foot of the last page, it belongs to the instrument."""
        lines = self.sections[self.root or 0].imprint
        lines.append((item,))
        while not re.search(r"[。）]$|印发$", lines[-1][-1].key):
            following = self.scan.line(i + 1)
            if following is None or following.gap > 0 or IMPRINT.match(following.key):
                break
            lines[-1] = (*lines[-1], following)
            i += 1
        self.scan.closed = True
        return i + 1

    def annex_list(self, i: int) -> int | None:
        """``附件：1.… 2.…``: the list of annexes at the end of a text or of its notice."""
        line = self.scan.line(i)
        if line is None:
            return None
        match = LABEL.match(line.key)
        below = self.scan.line(i + 1)
        if match is None or not (match["colon"] or opens_list(line.key, below.key if below else None)):
            return None
        section = self.current(i)
        taken = [line]
        if match["rest"]:
            number = match["number"]
            if number is None and (first := LIST_ENTRY.match(match["rest"])):
                section.listed[str(number_of(first["number"]))] = (
                    first["title"],
                    line.number,
                )
            else:
                section.listed[str(number_of(number)) if number else ""] = (
                    match["rest"].rstrip("。；"),
                    line.number,
                )
        while (following := self.scan.line(i + len(taken))) is not None:
            entry = LIST_ENTRY.match(following.key)
            if entry is None or following.gap >= 3:
                if not self._wrapped_entry(section, following):
                    break
            else:
                section.listed[str(number_of(entry["number"]))] = (
                    entry["title"],
                    following.number,
                )
            taken.append(following)
        if len(taken) == 1 and not match["rest"]:
            return None
        section.body += [(Role.LISTED, x) for x in taken]
        self.scan.listed |= {number: title for number, (title, _) in section.listed.items()}
        return i + len(taken)

    def _wrapped_entry(self, section: Section, line: Line) -> bool:
        """Whether a line goes on with the last listed title, which hard wrapping cut."""
        if not section.listed or line.gap > 1 or MARKER.match(line.key) or is_date_line(line.key):
            return False
        if LABEL.match(line.key) or len(line.key) > 30 or re.search(r"[。；：]", line.key):
            return False
        last = next(reversed(section.listed))
        title, number = section.listed[last]
        ends = ENDS_IN_GENRE.search(title) or not ENDS_IN_GENRE.search(title + line.key)
        if ends and (line.gap > 0 or is_organ(line.key)):
            return False
        section.listed[last] = (title + line.key, number)
        return True
