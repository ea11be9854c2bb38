"""Who does what: the brackets and labelled lines of responsibility of a document, with the rules that
it states for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.facts.duties.brackets import Bracket, bare_units, is_unit, read_bracket, rules_apart
from build_tools.language.brackets import pairs
from build_tools.language.duty_words import DONE_BY, ROLES
from build_tools.language.organs import OFFICE_ENDS
from build_tools.language.passages import LineOf, Passage, wide
from build_tools.language.script import HAN
from build_tools.model.facts import Assignee, Assignment, DutyRole, Form

# What every bracket of responsibility says; most passages say none of it, and are passed over.
_SPEAKS = re.compile(
    rf"(?:单位|部门)：|(?:{ROLES}|推进|列出|下同)[^（〔）〕]{{0,60}}[）〕]"
    rf"|[{OFFICE_ENDS}办县区市州][）〕]。?$"  # （省农业农村厅） at the end of an item
)
# …用于科学研究。责任单位：市委组织部、市科技局。 · 牵头单位：… in a line of its own; not
# 主办单位：市人民政府办公室
_LINE = re.compile(r"(?:^|(?<=。))(?:(?:第一|主要)?责任|牵头)(?:责任)?(?:单位|部门)：[^。]+。?$")
# What may stand in lines of its own below it: 配合单位：… · 责任人：… · 完成时限：2033年12月底前
_BELOW = re.compile(rf"^(?:{ROLES}|{DONE_BY}|分管|完成|办结|时间)[{HAN}]{{1,6}}：[^。]+。?$")


@dataclass
class _Standing:
    """The rules in force from an earlier bracket of the same document."""

    carry: tuple[str, ...] = ()
    carry_rule: tuple[str, int] | None = None
    lead_rule: tuple[str, int] | None = None


def assignments(found: Sequence[Passage], line_of: LineOf) -> tuple[Assignment, ...]:
    """All duties of a document, in print order.

    A bracket speaks of the item that it ends: from the last number after the bracket before it.
    """
    made: list[Assignment] = []
    standing = _Standing()
    begun = 0
    for place, passage in enumerate(found):
        for start, end in pairs(passage.text) if _SPEAKS.search(passage.text) else ():
            bracket = _bracket(passage.text, start, end)
            if bracket is None:
                continue
            item = _item(found, begun, place)
            line = line_of(passage.at[start])
            spelled = located(_spelled(bracket, found), passage.text[start:end], passage.at[start:end])
            assignees, rules = _apply(spelled, standing, passage.text[start:end], line)
            made.append(
                Assignment(
                    item.block.anchor,
                    assignees,
                    bracket.open,
                    rules,
                    line_of(item.at[0]),
                    line,
                    line_of(passage.at[end - 1]),
                    (item.index, passage.index),
                    passage.text[start:end],
                    stated=range(start, end),
                    term=bracket.term,
                )
            )
            begun = place + 1
        if (lined := _lined(found, begun, place, line_of)) is not None:
            made.append(lined)
            begun = place + 1
    return tuple(made)


def _lined(found: Sequence[Passage], begun: int, place: int, line_of: LineOf) -> Assignment | None:
    """The duty that a line ``责任单位：…`` at the end of a passage states, with the lines below it."""
    first = found[place]
    match = _LINE.search(first.text) if "：" in first.text else None
    if match is None:
        return None
    run = [first, *_below(found[place + 1 :])]
    texts = [first.text[match.start() :], *(p.text for p in run[1:])]
    bracket = read_bracket("；".join(t.rstrip("。；") for t in texts))
    if bracket is None or not all(is_unit(a.name) for a in bracket.assignees):
        return None
    at = [*first.at[match.start() :], *(a for p in run[1:] for a in p.at)]
    bracket = located(bracket, "".join(texts), at)
    item = _item(found, begun, place)
    return Assignment(
        item.block.anchor,
        bracket.assignees,
        bracket.open,
        (),
        line_of(item.at[0]),
        line_of(at[0]),
        line_of(at[-1]),
        (item.index, run[-1].index),
        "\n".join(texts),
        Form.LINE,
        range(len(run[-1].text)) if len(run) > 1 else range(match.start(), len(first.text)),
        bracket.term,
    )


def _below(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The lines of labels with which the passages begin."""
    for passage in passages:
        if passage.numbered or not _BELOW.match(passage.text) or _LINE.match(passage.text):
            return
        yield passage


def located(bracket: Bracket, text: str, at: Sequence[int]) -> Bracket:
    """The bracket with the raw offsets of each printed name; ``text`` prints its units in their order."""
    known: list[Assignee] = []
    start = 0
    for unit in bracket.assignees:
        name = unit.printed or unit.name
        place = text.find(name, start)
        if place >= 0:
            start = place + len(name)
            unit = replace(unit, at=tuple(at[place:start]))
        known.append(unit)
    return replace(bracket, assignees=tuple(known))


def _bracket(text: str, start: int, end: int) -> Bracket | None:
    """The bracket, if a label names its units or it ends a sentence: 〔…按职责分工负责〕。

    An aside inside a sentence, （由市财政局负责）并…, is no duty of the item.
    """
    bracket = read_bracket(text[start + 1 : end - 1])
    if bracket is None and text[start - 1 : start] in ("。", "；") and text[end:] in ("", "。", "；"):
        return bare_units(text[start + 1 : end - 1])
    ends = text[end : end + 1] in ("", "。", "；", "（", "〔")
    return bracket if bracket is not None and (bracket.labelled or ends) else None


def _item(found: Sequence[Passage], begun: int, place: int) -> Passage:
    """The passage with which the item ends at ``place`` begins: the last number above, else the first."""
    for passage in reversed(found[begun : place + 1]):
        if passage.numbered:
            return passage
    return found[min(begun, place)]


def _spelled(bracket: Bracket, found: Iterable[Passage]) -> Bracket:
    """``区党委农办、组织部（编办）``: a body's name is shared only where the text prints it whole too."""
    spelled: list[Assignee] = []
    for unit in bracket.assignees:
        before = spelled[-1].name if spelled else ""
        body = next((b for b in ("区党委", "自治区党委", "市委", "县委", "省委") if before.startswith(b)), "")
        whole = body + unit.name
        if body and not unit.name.startswith(body) and unit.printed is None and _printed(whole, found):
            unit = Assignee(whole, unit.role, unit.name)
        spelled.append(unit)
    return replace(bracket, assignees=tuple(spelled))


def _printed(name: str, found: Iterable[Passage]) -> bool:
    """Whether a text names the unit by itself: no longer name begins with it."""
    return any(
        passage.text[at + len(name) : at + len(name) + 1] in "，、；。〕）"
        for passage in found
        if (at := passage.text.find(name)) >= 0
    )


def _apply(
    bracket: Bracket, standing: _Standing, printed: str, line: int
) -> tuple[tuple[Assignee, ...], tuple[tuple[str, int], ...]]:
    """The units with the roles and additions of the rules in force; the bracket's own rules begin here."""
    assignees = bracket.assignees
    rules: list[tuple[str, int]] = []
    own = tuple(rules_apart(wide(printed[1:-1]))[1:])
    lead = (
        (next(s for s in own if "第一" in s or "首位" in s or "牵头" in s), line)
        if bracket.first_leads
        else None
    )
    if bracket.from_here:
        standing.lead_rule = lead
    lead = lead or standing.lead_rule
    if lead is not None and all(a.role is DutyRole.RESPONSIBLE for a in assignees):
        assignees = (replace(assignees[0], role=DutyRole.LEAD), *assignees[1:])
        rules.append(lead)
    named = {a.name for a in assignees}
    missing = [n for n in standing.carry if n not in named]
    if missing and standing.carry_rule is not None:
        assignees = (*assignees, *(Assignee(n, DutyRole.RESPONSIBLE, carried=True) for n in missing))
        rules.append(standing.carry_rule)
    if bracket.carry:
        standing.carry = bracket.carry
        standing.carry_rule = (next(s for s in own if s.startswith("以下")), line)
    return assignees, tuple(rules)
