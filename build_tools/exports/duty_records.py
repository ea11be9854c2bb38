"""Duties, dated promises and targets → records of duties.json, deadlines.json and targets.json."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from build_tools.exports.contract.obligations import (
    DeadlineRecord,
    DutyRecord,
    DutyRule,
    DutyUnit,
    TargetRecord,
)
from build_tools.facts.duties.units import place_of, unit_name
from build_tools.facts.targets.indicators import core_of
from build_tools.facts.targets.plan_periods import period_end
from build_tools.model.corpus import Record
from build_tools.model.facts import Duty, Goal, Promise

OBLIGATIONS = ("duties", "deadlines", "targets")


def obligation_records(records: Sequence[Record]) -> dict[str, Sequence[Struct]]:
    """Name of the data file → what documents state for it, in print order."""
    found = [(r, r.facts.obligations) for r in records]
    return {
        "duties": [_duty(d, r) for r, o in found for d in o.duties],
        "deadlines": [_promise(p, r) for r, o in found for p in o.promises],
        "targets": [_goal(g, r) for r, o in found for g in o.goals],
    }


def _duty(duty: Duty, record: Record) -> DutyRecord:
    """One item with its units; ``deadline`` only where the item, or what it says of its units, promises
    one date."""
    assigned = duty.assignment
    dates = duty.due or duty.deadlines
    place = place_of(record.document.issuers)
    return DutyRecord(
        document=record.id,
        anchor=assigned.anchor,
        item=duty.item,
        units=[
            DutyUnit(
                name=a.name,
                role=a.role,
                printed=a.printed,
                carried=a.carried,
                unit=unit_name(place, a.name),
            )
            for a in assigned.assignees
        ],
        place=place or None,
        open=assigned.open,
        rules=[DutyRule(text=text, line=line) for text, line in assigned.rules],
        deadline=dates[0] if len(dates) == 1 else None,
        deadline_from=("stated" if duty.due else "text") if len(dates) == 1 else None,
        deadlines=list(duty.deadlines),
        due=list(duty.due),
        term=assigned.term,
        form=assigned.form,
        text=assigned.text,
        item_line=assigned.item_line,
        line=assigned.line,
        last_line=assigned.last_line,
    )


def _promise(promise: Promise, record: Record) -> DeadlineRecord:
    return DeadlineRecord(
        document=record.id,
        anchor=promise.anchor,
        date=promise.deadline.date,
        words=promise.deadline.words,
        form=promise.deadline.form,
        year_inferred=promise.deadline.inferred,
        restated=promise.restated,
        text=promise.sentence,
        line=promise.line,
    )


def _goal(goal: Goal, record: Record) -> TargetRecord:
    target = goal.target
    return TargetRecord(
        document=record.id,
        anchor=goal.anchor,
        indicator=target.indicator,
        core=core_of(target.indicator),
        comparator=target.comparator,
        value=target.value,
        unit=target.unit,
        year=target.year,
        scope=target.scope,
        period=goal.period,
        period_end=period_end(goal.period) if goal.period else None,
        restated=goal.restated,
        words=target.words,
        line=goal.line,
    )
