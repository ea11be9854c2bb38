"""The walk in build_tools/README.md: each function that it names is there, and the lists to add to are."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from support.paths import ROOT

WALK = ROOT / "build_tools" / "README.md"
_CODE = re.compile(r"`([^`\n]+)`")
_FUNCTION = re.compile(r"(?:[a-z_]+\.)+[A-Za-z_]+")
_PATH = re.compile(r"[a-z_./]+/(?:[\w.-]+)?")


def _spans() -> list[str]:
    return _CODE.findall(WALK.read_text(encoding="utf-8"))


def _functions() -> list[str]:
    """What is named as module and function: ``sources.clean.clean``, not ``mkdocs.yml`` or ``raw/a.toml``."""
    return sorted({s.partition("(")[0] for s in _spans() if _FUNCTION.fullmatch(s.partition("(")[0])})


@pytest.mark.parametrize(
    "name", [f for f in _functions() if not f.endswith((".yml", ".toml", ".py", ".html"))]
)
def test_each_function_is_there(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(f"build_tools.{module}"), function))


def test_it_names_enough() -> None:
    """A span that the pattern passes over would not be tried."""
    assert len(_functions()) > 55


@pytest.mark.parametrize("path", sorted({s for s in _spans() if _PATH.fullmatch(s) and "NN" not in s}))
def test_each_path_is_there(path: str) -> None:
    roots = (ROOT, ROOT / "build_tools", ROOT / "build_tools" / "pages")
    generated = ("site/", "docs/", "build/data")
    assert path in generated or any((Path(root) / path).exists() for root in roots)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("DIALECTS", "sources.dialects"),
        ("GUESSED", "sources.dialects.guessed"),
        ("WRITINGS", "sources.grids.runs"),
        ("STEPS", "tables.steps"),
        ("RULES", "tables.group"),
        ("CHECKS", "tables.check"),
        ("_sign", "edit_bounds"),
        ("_LISTS", "site.search.doors"),
        ("_lists", "pages.every"),
    ],
)
def test_each_list_is_there(name: str, module: str) -> None:
    assert f"`{name}`" in WALK.read_text(encoding="utf-8")
    assert hasattr(import_module(f"build_tools.{module}"), name)
