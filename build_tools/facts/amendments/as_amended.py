"""A text as its amendments leave it: not shown to anyone, only read again for its term.

Where an operation finds no place or no words of its own the text is no longer known there: ``lost`` says
whether that may be the clause of its term.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from build_tools.facts.amendments.anchors import blocks_of, item_number
from build_tools.language.script import NUMERAL, SMALL, even, number
from build_tools.model.amendment import WHOLE, Amendment, Op
from build_tools.model.document import Block, Document, Role, TextBlock, Worded
from build_tools.model.text import PLAIN, Text

Label = tuple[int, int]
"""The number of an article: (2, 1) for 第二条之一."""

_LABEL = re.compile(rf"第(?P<n>[{NUMERAL}\d]{{1,6}})条(?:之(?P<branch>[{NUMERAL}]{{1,2}}))?")
_CLAUSE = re.compile(rf"第(?P<n>[{NUMERAL}\d]{{1,6}})款")
_ITEM = re.compile(rf"第（(?P<n>[{NUMERAL}\d]{{1,6}})）项")
_OWN_NUMBER = re.compile(rf"^\s*第[{NUMERAL}\d]{{1,6}}条(?:之[{NUMERAL}]{{1,2}})?\s*")
_OF_EFFECT = re.compile(rf"施行|实施|执行|生效|试行|有效期|期限|失效|废止|\d年|[{SMALL}两]年")
_WORDS = (Op.REPLACE_WORDS, Op.DELETE_WORDS, Op.CORRECT, Op.REPLACE_EVERYWHERE)
_WHOLES = (Op.REPLACE_ARTICLE, Op.REPLACE_PARAGRAPH, Op.REPLACE_ITEM, Op.DELETE)


@dataclass(frozen=True)
class AsAmended:
    """A text with the operations so far. ``labels`` are the numbers of its articles now, by anchor; None
    where they are no longer known."""

    document: Document
    labels: dict[str, Label] | None
    lost: bool = False  # something was changed that may be its term, and how is not known
    unmet: tuple[Amendment, ...] = ()  # operations whose words or place the text does not print

    @staticmethod
    def of(document: Document) -> AsAmended:
        """A text as it was issued."""
        labels = {}
        for entry in document.outline:
            match = _LABEL.match(entry.number or "") if entry.level == "条" else None
            if match:
                labels[entry.anchor] = (number(match["n"]) or 0, number(match["branch"] or "零") or 0)
        return AsAmended(document, labels)

    def after(self, operations: Sequence[Amendment]) -> AsAmended:
        """The text after the operations of one amending text: numbers are those before it."""
        made = self
        for operation in operations:
            if operation.op in (*_WORDS, *_WHOLES, Op.INSERT):
                made = made._with(operation)
        return made._renumbered(operations)

    def _with(self, operation: Amendment) -> AsAmended:
        match operation.op:
            case Op.REPLACE_EVERYWHERE:
                chosen = list(self.document.blocks)
            case Op.INSERT if operation.old is None:
                return self._inserted(operation)
            case _:
                chosen = self._blocks(operation.place)
        if operation.op in _WORDS or operation.op is Op.INSERT:
            old = operation.old or ""
            new = operation.new or ""
            put = (lambda words: words.replace(old, old + new)) if operation.op is Op.INSERT else None
            return self._worded(operation, chosen, old, put or (lambda words: words.replace(old, new)))
        if not chosen:
            annex = (operation.place or "").startswith("附")
            return self if annex else replace(self, lost=True, unmet=(*self.unmet, operation))
        return self._replaced(chosen, operation)

    def _blocks(self, place: str | None) -> list[Block]:
        """The blocks of a place; none where the text does not print it or its numbers are not known."""
        if place == WHOLE:
            return list(self.document.blocks)
        match = _LABEL.match(place or "")
        if match is None or place is None or self.labels is None:
            return []
        label = (number(match["n"]) or 0, number(match["branch"] or "零") or 0)
        anchors = [a for a, known in self.labels.items() if known == label]
        if len(anchors) != 1:
            return []
        found = blocks_of(self.document, anchors[0])
        clause, item = _CLAUSE.search(place), _ITEM.search(place)
        if clause:
            found = _of_clause(found, number(clause["n"]) or 0)
        if item:
            found = [b for b in found if item_number(b) == number(item["n"])]
        return found

    def _worded(
        self, operation: Amendment, chosen: list[Block], old: str, put: Callable[[str], str]
    ) -> AsAmended:
        holding = [b.anchor for b in chosen if even(old) in even(b.text.chars)]
        if not holding or not old:
            may_be_term = bool(_OF_EFFECT.search(f"{operation.old} {operation.new}"))
            unmet = (*self.unmet, operation)
            return replace(self, lost=self.lost or may_be_term, unmet=unmet)
        blocks = tuple(
            _with_chars(b, put(even(b.text.chars))) if b.anchor in holding else b
            for b in self.document.blocks
        )
        return replace(self, document=replace(self.document, blocks=blocks))

    def _replaced(self, chosen: list[Block], operation: Amendment) -> AsAmended:
        """The text with new blocks, or none, in the place of some."""
        first, gone = chosen[0], {b.anchor for b in chosen}
        new = operation.new.split("\n") if operation.new is not None else []
        own = _OWN_NUMBER.match(first.text.chars) if first.role is Role.ARTICLE else None
        if new and own:
            new[0] = own[0] + _OWN_NUMBER.sub("", new[0])
        made = [_with_chars(first if i == 0 else _paragraph(first, i), w) for i, w in enumerate(new)]
        blocks: list[Block] = []
        for block in self.document.blocks:
            if block.anchor == first.anchor:
                blocks += made
            elif block.anchor not in gone:
                blocks.append(block)
        labels = self.labels
        if labels is not None and not new and first.anchor in labels:
            labels = {a: v for a, v in labels.items() if a != first.anchor}
        return replace(self, document=replace(self.document, blocks=tuple(blocks)), labels=labels)

    def _inserted(self, operation: Amendment) -> AsAmended:
        """The text with a further paragraph before its signature: its place does not matter."""
        words = (operation.new or "").split("\n")
        blocks = list(self.document.blocks)
        at = next((i for i, b in enumerate(blocks) if b.role in (Role.SIGNATURE, Role.DATE)), len(blocks))
        if at == 0:
            return replace(self, lost=True)
        made = [_with_chars(_paragraph(blocks[at - 1], i), w) for i, w in enumerate(words)]
        label = _LABEL.fullmatch(operation.becomes or "")
        labels = self.labels
        if made and label and labels is not None:
            made[0] = replace(made[0], role=Role.ARTICLE, anchor=f"{made[0].anchor}-of-{operation.nth}")
            labels = {**labels, made[0].anchor: (-operation.nth - 1, 0)}  # its number comes at the end
        blocks[at:at] = made
        return replace(self, document=replace(self.document, blocks=tuple(blocks)), labels=labels)

    def _renumbered(self, operations: Sequence[Amendment]) -> AsAmended:
        """The text with the new numbers: those printed, and 条款顺序作相应调整 for all others."""
        if self.labels is None:
            return self
        given: dict[str, Label] = {}
        for operation in operations:
            if operation.op is Op.RENUMBER and (moved := _label(operation.becomes)) is not None:
                given |= {a: moved for a, v in self.labels.items() if v == _label(operation.place)}
            if operation.op is Op.INSERT and (new := _label(operation.becomes)) is not None:
                given |= {a: new for a, v in self.labels.items() if v == (-operation.nth - 1, 0)}
        labels = self.labels | given
        if any(o.op is Op.REORDER for o in operations):
            labels = _in_order(labels, given)
        known = len(set(labels.values())) == len(labels) and all(n > 0 for n, _ in labels.values())
        return replace(self, labels=labels if known else None)


def _label(place: str | None) -> Label | None:
    match = _LABEL.fullmatch(place or "")
    return (number(match["n"]) or 0, number(match["branch"] or "零") or 0) if match else None


def _in_order(labels: dict[str, Label], given: dict[str, Label]) -> dict[str, Label]:
    """The numbers of all articles in order, those that are given in their places."""
    if any(branch for _, branch in labels.values()):
        return labels
    rest = sorted((a for a in labels if a not in given), key=lambda a: labels[a])
    order: list[str] = []
    fixed = {n: a for a, (n, _) in given.items()}
    for n in range(1, len(labels) + 1):
        if n in fixed:
            order.append(fixed[n])
        elif rest:
            order.append(rest.pop(0))
    return {a: (n, 0) for n, a in enumerate(order, start=1)} if len(order) == len(labels) else labels


def _of_clause(blocks: list[Block], n: int) -> list[Block]:
    """The blocks of the n-th 款 of an article: its paragraph with its items."""
    found: list[list[Block]] = []
    for block in blocks:
        if item_number(block) is None or not found:
            found.append([])
        found[-1].append(block)
    return found[n - 1] if 0 < n <= len(found) else []


def _with_chars(block: Block, chars: str) -> Worded:
    """The block with other words; words in the place of a table are a paragraph."""
    at = block.text.at[:1] or array("L", [0])
    text = Text(chars, at * len(chars), PLAIN * len(chars))
    if isinstance(block, Worded):
        return replace(block, text=text, quoted=())
    return TextBlock(Role.PARAGRAPH, text, block.anchor)


def _paragraph(like: Block, n: int) -> TextBlock:
    """A further paragraph behind a block."""
    return TextBlock(Role.PARAGRAPH, like.text, f"{like.anchor}+{n}")
