"""What a text states: people, days, validity, duties, deadlines, targets."""

from __future__ import annotations

import pytest

from build_tools.facts.duties.brackets import read_bracket
from build_tools.facts.duties.deadlines import deadlines
from build_tools.facts.effect.words import states_beginning, states_end
from build_tools.facts.states.by_day import stages
from build_tools.facts.targets.prose import targets
from build_tools.language.passages import Passage, wide
from build_tools.language.script import key
from build_tools.model.catalogue import Code
from build_tools.model.document import Role, TextBlock
from build_tools.model.facts import Assignee, Form
from build_tools.model.text import Text
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import corpus_of
from support.shown import each_line


def run_people(given: str) -> str:
    """The posts of an appointment with this text: line of the text, action, name, post, probation; below them
    the clauses that give or take one, though none was read."""
    head = "青江市人民政府关于某某甲等同志任免职务的通知\n\n青政任〔2024〕6号\n\n经研究，决定：\n\n"
    corpus = corpus_of(head + given + "\n青江市人民政府\n2024年5月20日\n")
    above = head.count("\n")
    said = [
        f"{p.line - above}: {p.action} {p.name}: {p.post}"
        + f" ({p.probation})" * bool(p.probation)
        + " confirmed" * p.confirmed
        for r in corpus.records
        for p in r.facts.posts
    ]
    doubts = (n for notes in corpus.notes for n in notes if n.code is Code.POST_UNREAD)
    said += [f"{n.first_line - above}: unread {n.was}" for n in doubts]
    return "".join(f"{line}\n" for line in said)


def run_members(given: str) -> str:
    """The persons of bodies: line, name, body, role, post."""
    return "".join(
        f"{m.line}: {m.name}: {m.body} {m.role}: {m.post}\n"
        for r in corpus_of(given).records
        for m in r.facts.members
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


_NOTHING = "文中未写明施行日期和有效期"


def run_validity(given: str) -> str:
    """What each text says of its validity, its states, and the clauses that they rest on."""
    said = []
    for s in corpus_of(given).facts.standings:
        t = s.term
        told = t.states or t.repeals or t.trial or t.period or t.unread or t.issued_on
        if not (told or s.repealed_by or s.changes or stages(s)[0].words != _NOTHING):
            said.append(f"{s.name}: silent\n")
            continue
        said.append(f"{s.name}{f' [{s.number}]' if s.number else ''}{'' if s.record else ' (not held)'}\n")
        said += [f"  {x.since or 'before'}: {x.code} {x.words}\n" for x in stages(s)]
        said += [
            f"  repeals {r.text} {r.doc_number} → {x.id if x else None}\n"
            for r, x in zip(t.repeals, s.targets, strict=True)
        ]
        said += [f"  {s.stated_in.id}#{c.anchor} {c.text}\n" for c in t.clauses]
        said += [f"  not read: #{c.anchor} {c.text}\n" for c in t.unread]
        said += [f"  {a.change.name.lower()} by {a.by.id}#{a.anchor}\n" for a in s.changes]
    return "".join(said)


def run_effect(given: str) -> str:
    """Of each line below the title: whether it says from when on, or until when, the text applies."""
    title, *lines = map(key, given.splitlines())
    said = (
        [word for word, says in (("from", states_beginning), ("until", states_end)) if says(line, title)]
        for line in lines
    )
    return "".join(f"{' '.join(words) or '-'}\n" for words in said)


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
    return Passage(TextBlock(Role.PARAGRAPH, Text.of(line, 0)), 0, wide(line), Text.of(wide(line), 0).at)


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


RUNNERS: Runners = {
    "people": run_people,
    "members": run_members,
    "chronicle": run_chronicle,
    "validity": run_validity,
    "effect": run_effect,
    "duties/units": each_line(_bracket),
    "duties": run_duties,
    "deadlines": each_line(_deadlines),
    "targets": each_line(_targets),
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
