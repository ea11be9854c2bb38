"""The calendar: the days on which a text begins, ends, is repealed or is due to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.facts.states.changed import said_of
from build_tools.facts.states.in_force import clause_place
from build_tools.language.days import day_after
from build_tools.model.citation import Change
from build_tools.model.corpus import Corpus, Event, Stage, Standing


def events(standings: Iterable[Standing]) -> tuple[Event, ...]:
    """All events by day, those of one day in print order. A draft has none."""
    found = [e for s in standings if not s.term.draft for e in _of(s)]
    return tuple(sorted(found, key=lambda e: e.day))


def _of(standing: Standing) -> list[Event]:
    term = standing.reckoned
    number = f"（{standing.number}）" if standing.number else ""
    title = f"{standing.name}{number}"
    found = []
    if term.effective:
        what = "试行" if term.trial or term.trial_until else "施行"
        stages = (Stage("", "due", f"将开始{what}"), Stage(term.effective, "done", f"开始{what}"))
        found.append(Event(term.effective, "effective", title, f"开始{what}", stages, standing))
    for day, code, what in (
        (term.trial_until, "trial-ends", "试行期"),
        (term.expires, "expires", "有效期"),
    ):
        if day:
            stages = (Stage("", "due", f"{what}将届满"), Stage(day_after(day), "done", f"{what}已届满"))
            found.append(Event(day, code, title, f"{what}届满", stages, standing))
    begins = term.effective or standing.stated_in.document.sure_date
    for n, repeal in enumerate(term.repeals, start=1):
        day = repeal.since or begins
        if not day:
            continue
        said = (repeal.text or "") + (f"（{repeal.doc_number}）" if repeal.doc_number else "")
        stages = (Stage("", "due", "将废止"), Stage(day, "done", "已废止"))
        found.append(Event(day, f"repeals-{n}", said, "废止", stages, standing))
    return [*found, *_changes(standing, title)]


def _changes(standing: Standing, title: str) -> Iterator[Event]:
    """The days on which what others change in a text begins, and on which a suspension ends."""
    for n, change in enumerate(standing.changes, start=1):
        place, by = f"{change.page}#{change.anchor}", said_of(change.by)
        if len(change.since) == 10:
            words = f"由{by}{change.change}"
            stages = (Stage("", "due", f"将{words}"), Stage(change.since, "done", f"已{words}"))
            yield Event(change.since, f"changed-{n}", title, words, stages, standing, place)
        if change.change is Change.SUSPENDED and change.until:
            words = "暂停执行期满"
            stages = (
                Stage("", "due", f"{words}（将到）"),
                Stage(day_after(change.until), "done", f"{words}（已过）"),
            )
            yield Event(change.until, f"resumed-{n}", title, words, stages, standing, place)


def event_place(event: Event, corpus: Corpus) -> str:
    """The clause that an event rests on: page and anchor."""
    if event.place:
        return event.place
    clauses = event.standing.term.clauses
    return clause_place(event.standing, clauses[0], corpus) if clauses else event.standing.stated_in.page
