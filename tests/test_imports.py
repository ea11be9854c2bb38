"""The order of the house: imports run one way, along the flow, and only two modules write to disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from conversion import ROOT

PACKAGE = ROOT / "build_tools"

ORDER = (
    # what all stages share
    "__init__",
    "catalogue",
    "web",
    "texts",
    "table_model",
    "model",
    "script",
    "rewrite",
    "phrases",
    "ranks",
    # one source at a time
    "read",
    "sidecar",
    "columns",
    "layout",
    "grids",
    "markup",
    "metadata",
    "wraps",
    "correct",
    "clean",
    "contents",
    "titles",
    "labels",
    "heads",
    "segment",
    "evidence",
    "footnotes",
    "join",
    "repair",
    "levels",
    "anchors",
    "outline",
    "describe",
    "annexes",
    "oddities",
    "structure",
    "people",
    "chronicle",
    "days",
    "validity",
    # its tables
    "table_place",
    "table_types",
    "table_join",
    "table_align",
    "table_split",
    "table_evidence",
    "table_middle",
    "table_label",
    "table_group",
    "table_fill",
    "table_forms",
    "table_correct",
    "table_sums",
    "table_check",
    "tables",
    "listing",
    "print_pages",
    # what its text cites
    "cite_text",
    "numbered",
    "wording",
    "listed",
    "cite",
    "refer",
    "ledger",
    # what it obliges to
    "passages",
    "duty_units",
    "duties",
    "deadlines",
    "target_forms",
    "targets",
    "goal_tables",
    "duty_tables",
    "duty_prose",
    "obligations",
    # the whole corpus
    "pinyin",
    "link",
    "standing",
    "outside",
    "resolve",
    "pipeline",
    "units",
    "indicators",
    "unit_index",
    "duty_records",
    "records",
    "report",
    "markdown",
    "naming",
    "chart",
    "export",
    "downloads",
    "table_html",
    "apparatus",
    "locators",
    "page_marks",
    "blocks",
    "clock",
    "chains",
    "connections",
    "page_meta",
    "citation",
    "issue_pages",
    "facts",
    "pages",
    "grouping",
    "duty_pages",
    "registers",
    "chain_pages",
    "people_lists",
    "home",
    "lists",
    "agenda",
    "explain",
    "shards",
    "previews",
    "feeds",
    "data_page",
    "search_fold",
    "search_doors",
    "search_places",
    "search_postings",
    "search_names",
    "search_index",
    "proof",
    "site",
    "bundle",
    # who calls it
    "cli",
    "__main__",
    "benchmark",
    "archive",
    "bench_truth",
    "bench_engines",
    "bench_browser",
    "search_benchmark",
)
"""Each module may import only modules that stand above it."""

WRITERS = {"cli", "site", "bundle"}
"""The command line, and what it writes with."""

# Benchmarks make their corpora and sites in temporary folders; they are no part of the flow.
TOOLS = {"benchmark", "archive", "bench_truth", "bench_engines", "bench_browser", "search_benchmark"}

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
_READING = {"walk", "scandir", "stat", "getcwd", "cpu_count", "fspath", "which", "get_terminal_size"}


def _tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """The modules of the package that a module imports anywhere, in a function too."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"a relative import in line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module == "build_tools":
            names = [a.name for a in node.names]
            yield from (n if (PACKAGE / f"{n}.py").is_file() else "__init__" for n in names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("build_tools."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (
                a.name.partition(".")[2] or "__init__" for a in node.names if a.name.startswith("build_tools")
            )


def _modules() -> list[str]:
    return sorted(p.stem for p in PACKAGE.glob("*.py"))


def test_order_names_every_module_once() -> None:
    assert sorted(ORDER) == _modules()


@pytest.mark.parametrize("module", _modules())
def test_imports_run_one_way(module: str) -> None:
    above = set(ORDER[: ORDER.index(module)])
    assert set(imported(module)) - above == set()


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


@pytest.mark.parametrize("module", [m for m in _modules() if m not in WRITERS | TOOLS])
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


def test_nobody_prints_below_the_command_line() -> None:
    for path in sorted(PACKAGE.glob("*.py")):
        if path.stem in WRITERS | TOOLS:
            continue
        names = {
            n.func.id
            for n in ast.walk(_tree(path.stem))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        }
        assert "print" not in names, path.name
