"""What several test modules need built once: a small site, rendered by MkDocs itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversion import TESTS
from rendering import hand_written

from build_tools.cli import all_pages
from build_tools.link import Corpus
from build_tools.pipeline import convert_corpus
from build_tools.site import render, write_files

SMALL = ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """A small corpus and the site that MkDocs made of it. Tests copy the site before they change it."""
    folder = tmp_path_factory.mktemp("project")
    hand_written(folder)
    corpus = convert_corpus([TESTS / "texts" / f"{name}.txt" for name in SMALL])
    write_files(folder / "docs", all_pages(corpus))
    render(folder / "mkdocs.yml", corpus, folder / "site")
    return corpus, folder / "site"
