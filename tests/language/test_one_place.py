"""What is written in one place is written nowhere else: numerals, and how a caption begins."""

from __future__ import annotations

import re

import pytest

from support.paths import ROOT

PACKAGE = ROOT / "build_tools"

# What no other module spells, and the module that does.
OF_ONE = {
    "the numerals of a series": (re.compile("[〇零]?一二三四五六七八九十"), "language/script.py"),
    "how a text says that it is issued": (re.compile(r"现予\?|现予以\?"), "language/phrases.py"),
    "how a caption begins": (
        re.compile(r"表图\]\|专栏\)|图表\]\|专栏\)|\[表图\]\|专栏"),
        "language/phrases.py",
    ),
}


@pytest.mark.parametrize("fact", OF_ONE)
def test_it_is_written_once(fact: str) -> None:
    pattern, home = OF_ONE[fact]
    found = {
        p.relative_to(PACKAGE).as_posix()
        for p in PACKAGE.rglob("*.py")
        if pattern.search(p.read_text("utf-8"))
    }
    assert found == {home}
