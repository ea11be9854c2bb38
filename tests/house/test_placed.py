"""A place is explained by its source alone as it is beside the others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_tools import commands
from build_tools.cli import main
from build_tools.explain import explain_lines
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock
from build_tools.placed import alone, holder, placed
from support.conversion import SOURCES, converted, corpus_of

NOTICE = "青江市人民政府关于加强早市管理的通知\n\n青政发〔2024〕{}号\n\n早市应当按时开市。\n\n2024年5月1日\n"


def _places(corpus: Corpus) -> Iterator[str]:
    """Every block, and the first row of every table."""
    for record in corpus.records:
        for block in record.document.blocks:
            yield f"{record.page}#{block.anchor}"
            if isinstance(block, TableBlock):
                yield f"{record.page}#{'' if block.anchor == 'table-1' else f'{block.anchor}-'}row-1"


def test_one_source_says_what_all_say() -> None:
    corpus = converted(*SOURCES)
    found = placed(corpus)
    single = {c.source.file: alone(found[c.source.file], c, b)
              for c, b in zip(corpus.sources, corpus.balances, strict=True)}  # fmt: skip
    places = list(_places(corpus))
    assert len(places) > 1000
    for place in places:
        own = single[holder(place.partition("#")[0], found)]
        assert explain_lines(place, own) == explain_lines(place, corpus)


def test_a_page_that_is_not_there_has_no_holder() -> None:
    found = placed(corpus_of(NOTICE.format(9)))
    assert holder("documents/qing-zheng-fa-2024-9.md", found)
    assert not holder("documents/qing-zheng-fa-2024-7.md", found)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that keeps results, with two sources that print one number."""
    shutil.copy("mkdocs.yml", tmp_path)
    (tmp_path / "raw").mkdir()
    for name in ("morning", "noon"):
        (tmp_path / "raw" / f"{name}.txt").write_text(NOTICE.format(9), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _explained(place: str) -> str:
    return CliRunner().invoke(main, ["explain", place], catch_exceptions=False).output


def test_the_others_are_not_asked_twice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "documents/qing-zheng-fa-2024-9"
    first = [_explained(f"{page}.html#p-1"), _explained(f"{page}-2.html#p-1")]
    assert "morning.txt:5:" in first[0]
    assert "noon.txt:5:" in first[1]

    def not_again(*_: object) -> Corpus:
        raise AssertionError("all sources are asked")

    with monkeypatch.context() as patch:
        patch.setattr(commands, "convert_corpus", not_again)
        assert [_explained(f"{page}.html#p-1"), _explained(f"{page}-2.html#p-1")] == first
        assert "没有这一页" in _explained("documents/none.html#p-1")
    # another source moves the page: what was kept does not hold any more
    (project / "raw" / "morning.txt").write_text(NOTICE.format(8), encoding="utf-8")
    assert "noon.txt:5:" in _explained(f"{page}.html#p-1")
