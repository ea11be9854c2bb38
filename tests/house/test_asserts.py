"""No test asserts only inside a loop that may not run: over nothing it would pass and say nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.paths import TESTS

_SAME_LENGTH = {"enumerate", "reversed", "sorted", "zip", "list", "tuple"}
"""What runs as often as the first thing that it is given."""


def _runs(iterated: ast.expr, constants: dict[str, ast.expr]) -> bool:
    """Whether a loop over this is certain to run: it is written out, here or in a constant of the module."""
    match iterated:
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return any(not isinstance(e, ast.Starred) for e in elements)
        case ast.Dict(keys=keys):
            return bool(keys)
        case ast.Constant(value=str(text)):
            return bool(text)
        case ast.Name(id=name):
            return name in constants and _runs(constants[name], {})
        case ast.Call(func=ast.Name(id="range"), args=[*_, ast.Constant(value=int(end))]):
            return end > 0
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _SAME_LENGTH:
            return _runs(first, constants)
        case ast.Call(func=ast.Attribute(value=of, attr="items" | "values" | "keys" | "split")):
            return _runs(of, constants)
        case ast.BinOp(left=left, op=ast.Mult()):
            return _runs(left, constants)
    return False


def _asserts(node: ast.AST) -> bool:
    """Whether a node judges: ``assert``, ``expect(…)``, ``pytest.raises``, ``pytest.fail``."""
    match node:
        case ast.Assert() | ast.Call(func=ast.Name(id="expect")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="pytest"), attr="raises" | "fail")):
            return True
    return False


def _judged(node: ast.AST, constants: dict[str, ast.expr]) -> Iterator[bool]:
    """For every assertion below a node, whether it is certain to be reached."""
    for child in ast.iter_child_nodes(node):
        if _asserts(child):
            yield True
        certain = True
        if isinstance(child, ast.For):
            certain = _runs(child.iter, constants)
        elif isinstance(child, ast.While):
            certain = False
        for reached in _judged(child, constants):
            yield reached and certain


def vacuous(module: ast.Module) -> list[str]:
    """The tests of a module all of whose assertions stand in loops that may not run."""
    constants = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            judged = list(_judged(node, constants))
            if judged and not any(judged):
                found.append(node.name)
    return found


@pytest.mark.parametrize(
    "path", sorted(TESTS.rglob("test_*.py")), ids=lambda p: p.relative_to(TESTS).as_posix()
)
def test_no_test_asserts_only_in_a_loop_that_may_not_run(path: Path) -> None:
    assert vacuous(ast.parse(path.read_text(encoding="utf-8"))) == []


def _seen(body: str) -> list[str]:
    return vacuous(ast.parse(f"NAMES = ('a', 'b')\ndef test_it(found):\n    {body}\n"))


@pytest.mark.parametrize(
    "body",
    [
        "for x in found: assert x",
        "for x in sorted(found): assert x",
        "while found: assert found.pop()",
        "for name in NAMES:\n        for x in found: assert x",
        "for x in found: expect(x).to_be_visible()",
        "for x in (*found,): assert x",
    ],
)
def test_a_loop_that_may_not_run_is_seen(body: str) -> None:
    assert _seen(body) == ["test_it"]


@pytest.mark.parametrize(
    "body",
    [
        "assert found\n    for x in found: assert x",
        "for name in NAMES: assert name in found",
        "for i, name in enumerate(NAMES): assert found[i] == name",
        "for name, x in {'a': 1}.items(): assert found[name] == x",
        "for _ in range(3): assert found",
        "with pytest.raises(ValueError): found()",
    ],
)
def test_a_loop_that_runs_is_none(body: str) -> None:
    assert _seen(body) == []
