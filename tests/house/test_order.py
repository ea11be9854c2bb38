"""The order of the house: only the site and the command line write to disk, only the latter prints.

That imports run along the flow is judged by lint-imports (``make lint``).
"""

from __future__ import annotations

import ast

import pytest

from support.paths import ROOT

PACKAGE = ROOT / "build_tools"

WRITERS = {
    "output",
    "adding",
    "merge_command",  # what git is to take as the merged file
    "publishing/folder_target",
    "publishing/release",
    "picturing",
    "desk/removed",  # a source that is taken out, and put back
    "desk/settling",  # sidecars
    "desk/app",  # a file that is dropped on the desk
    "cache/store",
    "cache/spill",
    "books/zipped",  # in memory
    "books/parquet",  # rows that duckdb reads, in a folder of its own
    "books/chromium",  # a page that is to be printed, in a folder of its own
    "site/build",  # the folder in which MkDocs renders
    "site/last",
    "site/parts",
    "site/spare",
    "sources/imports/office",
    "site/writing",
    "site/dead_links",
    "site/theme/hooks",
}
"""What the command line writes with; `office` hands a file to LibreOffice in a folder of its own."""

_PATH_METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "touch",
    "rename",
    "unlink",
    "rmdir",
    "symlink_to",
    "hardlink_to",
    "chmod",
}
_READING = {"walk", "scandir", "stat", "getcwd", "cpu_count", "fspath", "which", "get_terminal_size", "nice"}


def _tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def _modules() -> list[str]:
    return sorted(p.relative_to(PACKAGE).with_suffix("").as_posix() for p in PACKAGE.rglob("*.py"))


def _mode(call: ast.Call, position: int) -> str:
    """The mode of a call of ``open``, ``r`` where none is given."""
    given = [*call.args[position : position + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return next((str(m.value) for m in given if isinstance(m, ast.Constant)), "r")


def writes(tree: ast.Module) -> list[str]:
    """The calls in a module that can write to disk, with their line."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open")) if _mode(node, 1).strip("rbt"):
                found.append(f"open in line {node.lineno}")
            case ast.Call(func=ast.Attribute(attr="ZipFile")) if _mode(node, 1).strip("rbt"):
                found.append(f"ZipFile in line {node.lineno}")
            case ast.Call(func=ast.Attribute(attr="open")) if _mode(node, 0).strip("rbt"):
                found.append(f"open in line {node.lineno}")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os" | "shutil" | "tempfile"), attr=name)):
                found += [f"{name} in line {node.lineno}"] * (name not in _READING)
            case ast.Call(func=ast.Attribute(attr=name)) if name in _PATH_METHODS:
                found.append(f"{name} in line {node.lineno}")
    return found


@pytest.mark.parametrize("module", [m for m in _modules() if m not in WRITERS])
def test_only_the_command_line_writes(module: str) -> None:
    assert writes(_tree(module)) == []


@pytest.mark.parametrize(
    "line",
    ["path.write_text('x')", "open('a', 'w')", "path.open(mode='ab')", "shutil.rmtree(p)", "os.remove(p)"],
)
def test_a_write_is_seen(line: str) -> None:
    assert writes(ast.parse(line)) != []


@pytest.mark.parametrize("line", ["path.read_text()", "open('a')", "path.open('rb')", "left.remove(x)"])
def test_a_read_is_no_write(line: str) -> None:
    assert writes(ast.parse(line)) == []


@pytest.mark.parametrize("module", [m for m in _modules() if m not in WRITERS])
def test_nobody_prints_below_the_command_line(module: str) -> None:
    calls = [n.func for n in ast.walk(_tree(module)) if isinstance(n, ast.Call)]
    assert "print" not in {f.id for f in calls if isinstance(f, ast.Name)}
