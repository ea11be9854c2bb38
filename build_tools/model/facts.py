"""The values of facts: what a text states of posts, days, its own validity, duties, deadlines and targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from build_tools.model.amendment import Amendment
from build_tools.model.citation import Place
from build_tools.model.packed import Packed

APPOINT, REMOVE = "appoint", "remove"


@dataclass(frozen=True)
class Post:
    """One person and one post. All strings are as printed, without blanks.

    ``confirmed`` says that the document confirms the person after a probation (正式任职).
    """

    name: str
    action: str
    post: str
    probation: str | None
    confirmed: bool
    line: int
    anchor: str


@dataclass(frozen=True)
class Member:
    """One person of a body: the ``role`` in it, with the ``post`` printed beside the name."""

    name: str
    body: str
    role: str
    post: str
    line: int
    anchor: str


@dataclass(frozen=True)
class Entry:
    """One entry: ``date`` and ``until`` are ISO days (months where no day is printed).

    ``date`` is None where no year is known. ``printed`` are the words of the date as printed, empty
    where the entry stands below a day of its own line; ``text`` is what follows them.
    """

    date: str | None
    until: str | None
    printed: str
    text: str
    line: int
    anchor: str


@dataclass(frozen=True)
class Clause:
    """The printed words that a date rests on; sentences of one paragraph stand together."""

    text: str
    line: int
    anchor: str


@dataclass(frozen=True)
class Repeal:
    """What a text repeals: its name and number as printed, and the place of the citation that names it.

    Words that name no instrument are no citation and have no place. ``since`` is the day that the words
    print for this repeal.
    """

    text: str | None
    doc_number: str | None
    place: Place | None = None
    since: str | None = None


@dataclass(frozen=True)
class Term:
    """What a text says of its validity; dates are ISO, months where no day is printed.

    ``basis`` says in Chinese what the dates are reckoned from. ``length`` is a printed length
    (试行期两年) also where no day is known from which it runs. ``trial``: the title or the clause
    says 试行. ``period`` are the words that name a time of work (实施期限为2024年至2025年), which is
    no term of validity. ``since`` are the words that name the beginning where no such day is printed
    (自公布之日起施行), ``unread`` the clauses of effect that were not understood. ``issued_on`` is the first
    day that a notice states for what it issues.
    """

    clauses: tuple[Clause, ...] = ()
    unread: tuple[Clause, ...] = ()
    effective: str | None = None
    trial_until: str | None = None
    expires: str | None = None
    repeals: tuple[Repeal, ...] = ()
    draft: bool = False
    trial: bool = False
    period: str = ""
    length: str = ""
    basis: str = ""
    since: str = ""
    issued_on: str | None = None

    @property
    def states(self) -> bool:
        """Whether the text says anything of its effect, its end, or of being a draft, that was understood."""
        ends = self.trial_until or self.expires or self.length
        return bool(self.effective or self.since or ends or self.draft)


@dataclass(frozen=True)
class Effect:
    """What is stated of the validity of a text: by itself, by its notice, or by an interpretation of it.

    ``name`` and ``number`` are those of the text, ``stated_in`` is the document (index in the source)
    that holds the clauses.
    """

    name: str
    number: str | None
    term: Term
    stated_in: int


class DutyRole(StrEnum):
    """What a unit does for an item."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class Assignee(Packed):
    """A unit with its role. ``printed`` is set where a shared prefix was put before the printed name,
    ``carried`` where the bracket does not print the unit and a stated rule adds it. ``at`` are the
    raw offsets of the printed name."""

    name: str
    role: DutyRole
    printed: str | None = None
    carried: bool = False
    at: tuple[int, ...] = field(default=(), repr=False)  # a change before it moves it and nothing else


class Form(StrEnum):
    """How a duty is printed."""

    BRACKET = "bracket"  # 〔市财政局牵头〕
    LINE = "line"  # 责任单位：市财政局
    TABLE = "table"  # a column 责任单位
    PROSE = "prose"  # 市财政局负责…工作。
    NAMED = "named"  # 自然资源厅为…牵头负责部门
    DONE = "done"  # 2024年7月底前，由市财政局完成…


@dataclass(frozen=True, slots=True)
class Assignment(Packed):
    """An item and the units that answer for it. Lines are raw lines, ``anchor`` is that of the item.

    ``open`` says that the list ends with 等; ``rule`` are the printed sentences that add
    units or roles, each with the line of its bracket. ``blocks`` are the item's first and last block,
    ``stated`` the places of the last one that hold the words of responsibility; ``term`` are the words
    among them that say by when.
    """

    anchor: str
    assignees: tuple[Assignee, ...]
    open: bool
    rules: tuple[tuple[str, int], ...]
    item_line: int
    line: int
    last_line: int
    blocks: tuple[int, int]
    text: str
    form: Form = Form.BRACKET
    stated: range = range(0)
    term: str | None = None


@dataclass(frozen=True)
class Deadline:
    """A date by which something is promised. ``start`` and ``end`` are places in the passage.

    ``form`` says how it is printed (a name of :data:`build_tools.facts.duties.deadlines.FORMS`); ``inferred``
    that the year is not printed and is that of the document.
    """

    date: str
    words: str
    form: str
    start: int
    end: int
    inferred: bool = False


@dataclass(frozen=True)
class Promise:
    """A dated promise with its place and sentence; ``restated`` where the text explains another one."""

    deadline: Deadline
    anchor: str
    line: int
    sentence: str
    restated: bool
    block: int  # the place of its block in the document


@dataclass(frozen=True, slots=True)
class Duty(Packed):
    """An item with its units. ``deadlines`` are all dates promised inside it, ``due`` those that the words
    of responsibility state for the whole item; ``item`` are its first words."""

    assignment: Assignment
    item: str
    deadlines: tuple[str, ...]
    due: tuple[str, ...] = ()

    def holds(self, promise: Promise) -> bool:
        """Whether a date of the same document is promised inside the item: in its row, or in its blocks."""
        first, last = self.assignment.blocks
        if self.assignment.form is Form.TABLE:
            return promise.anchor == self.assignment.anchor
        if self.assignment.form in (Form.PROSE, Form.NAMED, Form.DONE) and promise.deadline.form != "due":
            return promise.block == first and promise.deadline.start in self.assignment.stated
        return first <= promise.block <= last


@dataclass(frozen=True, slots=True)
class Target(Packed):
    """A number that shall be reached. ``comparator`` is one of ``>= <= > < = 约``; ``at`` its place.

    ``scope`` is the place for which it holds, where the indicator's own name does not say it; ``said``
    are the printed words of the number alone: 达到51%以上, where ``words`` print several.
    """

    indicator: str
    comparator: str
    value: str
    unit: str | None
    year: str | None
    words: str
    at: int
    scope: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Goal(Packed):
    """A numeric target with its anchor and raw line; ``period`` is set for a table that names one."""

    target: Target
    anchor: str
    line: int
    restated: bool
    period: str | None = None


@dataclass(frozen=True)
class Obligations:
    """All that was found in one document, in print order."""

    duties: tuple[Duty, ...] = ()
    promises: tuple[Promise, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A word that a text defines for itself, and as printed the whole sentence that does."""

    term: str
    sentence: str
    anchor: str
    line: int


@dataclass(frozen=True)
class Facts:
    """All that one document states; an effect only where it has, or interprets, a validity."""

    posts: tuple[Post, ...] = ()
    entries: tuple[Entry, ...] = ()
    effect: Effect | None = None
    obligations: Obligations = field(default_factory=Obligations)
    members: tuple[Member, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    definitions: tuple[Definition, ...] = ()
