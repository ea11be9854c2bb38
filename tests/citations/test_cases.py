"""What a text names, in which relation, and where it leads."""

from __future__ import annotations

import pytest

from build_tools.model.citation import Change
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import corpus_of


def run_cite(given: str) -> str:
    """Each citation: the relation, the text, its number, what it stands for, whose it is."""
    corpus = corpus_of(given)
    said = []
    for cited in corpus.web.citations:
        citation = cited.citation
        said.append(
            f"{citation.relation.value} {citation.text}"
            + f" [{citation.doc_number}]" * bool(citation.doc_number)
            + f" = {cited.stands_for.text}" * (citation.means is not None)
            + f" of {' | '.join(citation.whose)}" * bool(citation.whose)
            + f" in {citation.year}" * bool(citation.year)
            + " (former)" * citation.former
            + " (no instrument)" * (not citation.instrument)
            + f" → {cited.target}" * bool(cited.target)
            + f" ({citation.change})" * (citation.change not in (None, Change.AMENDED, Change.CORRECTED))
            + f" from {citation.since}" * bool(citation.since)
            + f" until {citation.until}" * bool(citation.until)
            + "\n"
        )
    return "".join(said) or "none\n"


def run_refer(given: str) -> str:
    """Each reference with where its parts lead: an anchor, a record, or ``missing``."""
    said = []
    for referred in corpus_of(given).web.references:
        ways = (f"{t[0]}{f'#{t[1]}' if t[1] else ''}" if t else "missing" for t in referred.targets)
        said.append(f"{referred.reference.text} → {' '.join(ways)}\n")
    return "".join(said) or "none\n"


RUNNERS: Runners = {
    "cite": run_cite,
    "refer": run_refer,
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
