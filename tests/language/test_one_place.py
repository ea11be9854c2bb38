"""What is written in one place is written nowhere else: numerals, captions, the words of the tables."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

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


# Tables whose words no pattern lists again, and how many of them a pattern may name for a reason of its own.
_TABLES = {
    "measures.toml": 4,
    "columns.toml": 4,
    "duty_words.toml": 4,
    "posts.toml": 4,
    "organs.toml": 4,
}
_MARKS = {"other_words", "before"}  # no words of the table itself


def _alternatives(path: Path) -> Iterator[tuple[int, set[str]]]:
    """What stands beside each other in a module: between the bars of a pattern, or in one tuple or list."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in n.values}
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr():
                said = "".join(v.value if isinstance(v, ast.Constant) else "|" for v in node.values)
            case ast.Constant(value=str()) if id(node) not in parts:
                said = str(node.value)
            case ast.Tuple() | ast.List() | ast.Set():
                held = [e.value for e in node.elts if isinstance(e, ast.Constant)]
                said = "|".join(word for word in held if isinstance(word, str))
            case _:
                continue
        for run in re.split(r"[()]", said.replace("(?:", "(")):
            yield getattr(node, "lineno", 0), set(run.split("|"))


@pytest.mark.parametrize("table", _TABLES)
def test_no_pattern_lists_the_words_of_a_table_again(table: str) -> None:
    groups = tomllib.loads((PACKAGE / "language" / table).read_text("utf-8"))
    words = {word for name, group in groups.items() if name not in _MARKS for word in group}
    assert len(words) > 15
    again = [
        (path.relative_to(PACKAGE).as_posix(), line, sorted(run & words))
        for path in PACKAGE.rglob("*.py")
        for line, run in _alternatives(path)
        if len(run & words) > _TABLES[table]
    ]
    assert again == []


def test_a_list_of_words_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('P = rf"^(?:局长|主任|{X}|书记)$"\nQ = ("牵头", "配合")\n', "utf-8")
    assert {"局长", "主任", "", "书记"} in [run for _, run in _alternatives(module)]
    assert {"牵头", "配合"} in [run for _, run in _alternatives(module)]
