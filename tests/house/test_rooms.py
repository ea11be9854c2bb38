"""What the house says of itself holds: its rooms, modules and commands, and the files that it names."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import click
import pytest

from build_tools.cli import main
from build_tools.model.source import Acceptance, CellCorrection, Correction, Origin, Sidecar
from build_tools.sources.sidecar import read_sidecar
from support.paths import ROOT, TESTS

PACKAGE = ROOT / "build_tools"
README = (ROOT / "README.md").read_text(encoding="utf-8")
HANDBOOK = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
ROOMS = sorted(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/**/__init__.py"))
WRITTEN = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *PACKAGE.rglob("README.md"),
        *TESTS.rglob("README.md"),
    )
)

COMMANDS = main.commands

_ROOM = re.compile(r"^\| `(?P<room>[a-z_/]+)/` \| (?P<does>[^|]+) \| (?P<add>[^|]+) \|$", re.MULTILINE)
_COMMAND = re.compile(r"^\| `gazette (?P<name>[a-z]+)(?P<takes>[^`]*)` \| [^|]+ \|$", re.MULTILINE)
_OPTION = re.compile(r"--[a-z-]+")
_LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)")
# `units.toml` · `partials/scripts.html` · `tests/facts/readings/`; what is only built (`index.html`) is none
_FILE = re.compile(
    r"`(?P<path>(?:[\w.-]+/)*[\w-]+\.(?:py|toml|md|js|css|yml)|(?:[\w.-]+/)+[\w-]+\.html|tests/(?:[\w.-]+/)+)`"
)
_SETTINGS = re.compile(r"^```toml\n(?P<toml>.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [m["toml"] for m in _SETTINGS.finditer(HANDBOOK)]


def _section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_room_has_a_row() -> None:
    """What it does, and what is to be added there."""
    assert sorted(m["room"] for m in _ROOM.finditer(_section("The rooms"))) == ROOMS


def test_rows_stand_in_the_order_of_the_flow() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    above = [layer.removeprefix("build_tools.") for layer in reversed(layers)]
    shown = [m["room"] for m in _ROOM.finditer(_section("The rooms"))]
    assert [room for room in shown if "/" not in room] == [name for name in above if name in ROOMS]


@pytest.mark.parametrize("module", [m for m in MODULES if "/" not in m and not m.startswith("__")])
def test_every_module_between_the_rooms_is_named(module: str) -> None:
    assert f"`{module.removesuffix('.py')}` (" in re.sub(r"\s+", " ", _section("The rooms"))


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_does(module: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))) or ""
    sentence = said.partition("\n\n")[0]
    assert sentence.endswith(".")
    assert len(sentence.split()) > 3


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_350_lines(module: str) -> None:
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) <= 350


def test_the_readme_is_a_page() -> None:
    assert len(README.splitlines()) <= 150


def test_every_command_has_a_row() -> None:
    assert [m["name"] for m in _COMMAND.finditer(_section("Command line"))] == list(COMMANDS)


@pytest.mark.parametrize("row", list(_COMMAND.finditer(README)), ids=lambda row: row["name"])
def test_a_row_names_the_options_of_its_command(row: re.Match[str]) -> None:
    options = {o for p in COMMANDS[row["name"]].params if isinstance(p, click.Option) for o in p.opts}
    assert set(_OPTION.findall(row["takes"])) == options


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_handbook(name: str) -> None:
    assert f"`gazette {name}`" in HANDBOOK


def _keys() -> list[str]:
    """What a sidecar may hold: its own keys, and those of each kind of entry."""
    own = [name for name, value in Sidecar.__annotations__.items() if "tuple" not in value]
    entries = [name for kind in (Correction, Acceptance, Origin) for name in kind.__annotations__]
    places = ("entry", "file", "last_column")  # a file's own, and what ``columns`` names
    cell = [name for name in CellCorrection.__annotations__ if name not in places]
    return sorted({*own, *entries, *cell, "row", "lines", "separator", "columns", "join", "part", "before"})


@pytest.mark.parametrize("key", _keys())
def test_every_key_of_a_sidecar_is_in_the_handbook(key: str) -> None:
    assert f"`{key}`" in HANDBOOK


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda toml: toml.split("\n")[0])
def test_every_example_of_the_handbook_is_a_sidecar(example: str, tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    sidecar, notes = read_sidecar(path)
    assert notes == ()
    assert sidecar != Sidecar()


def _is_there(path: str, page: Path) -> bool:
    """Beside the page that names it, in the repository, or anywhere in the package."""
    beside = (page.parent / path).exists() or (ROOT / path).exists()
    return beside or any(PACKAGE.rglob(path.rstrip("/")))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_that_is_named_is_there(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    linked = [m["path"] for m in _LINK.finditer(text) if not (page.parent / m["path"]).is_file()]
    named = [m["path"] for m in _FILE.finditer(text) if not _is_there(m["path"], page)]
    assert linked + named == []
