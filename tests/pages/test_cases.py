"""Signs of printed pages in the Markdown of a document."""

from __future__ import annotations

import re

import pytest

from build_tools.pages.blocks import block_markdown, ways_of
from build_tools.pages.title_breaks import BREAK
from support.casefiles import Case, Runners, cases_beside, run
from support.conversion import corpus_of


def run_pages(given: str) -> str:
    """The blocks of each unit as Markdown text with the signs of printed pages, then the known lines."""
    corpus = corpus_of(given)
    said = []
    for record in corpus.records:
        ways = ways_of(record, corpus)
        for block in record.document.blocks:
            shown = block_markdown(block, record, corpus, 1, ways).replace(BREAK, "")
            signs = [s.replace("\n\n", "") for s in _SIGNED.findall(shown)]
            said += [f"{block.anchor} {_SIGN.sub(lambda m: m[1], s)}\n" for s in signs]
        said += [f"{s.first}-{s.last} page {s.page}\n" for s in record.document.page_spans]
    return "".join(said) or "none\n"


_SIGN = re.compile(
    r'<(?:div|span) (?:id="page-\d+" )?class="gz-turn" data-derived="true">(.*?)</(?:div|span)>'
)


_SIGNED = re.compile(rf"(?:.{{0,6}}{_SIGN.pattern}(?:\n\n)?.{{0,6}})".replace("(.*?)", ".*?"))


RUNNERS: Runners = {
    "printed": run_pages,
}

CASES = cases_beside(__file__)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_case(case: Case) -> None:
    assert run(case, RUNNERS) == case.expected
