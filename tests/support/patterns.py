"""The patterns of the house, each with the printed lines that its comments quote.

A comment above a pattern, behind it or between its parts quotes lines parted by `` · ``: ``…`` stands for
any words, `` / `` for the end of a line; what a ``: `` and words in English follow is explained. Behind
``; not `` stand lines that the pattern must leave alone.
"""

from __future__ import annotations

import ast
import importlib
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.citations.find import title_spans
from build_tools.language.passages import masked, wide
from build_tools.language.script import key
from support.paths import ROOT

_PRINTED = re.compile(r"[\u3400-\u9fff]")
_EXPLAINED = re.compile(r"(?:[:,;] (?=[“《]?[a-z][a-z ])| \((?=[a-z])).*", re.DOTALL)
_PROSE = re.compile(r"[A-Za-z]+ [a-z]+ ")


@dataclass(frozen=True)
class Quoted:
    """A pattern with the lines that it is for, and those that it must leave alone."""

    name: str
    pattern: re.Pattern[str]
    lines: tuple[str, ...]
    negatives: tuple[str, ...]


def quoted_patterns() -> Iterator[Quoted]:
    """All patterns that a module of the product compiles under a name."""
    for path in sorted((ROOT / "build_tools").rglob("*.py")):
        text = path.read_text("utf-8")
        if "re.compile(" in text:
            yield from _of_module(path, text)


def _of_module(path: Path, text: str) -> Iterator[Quoted]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    with path.open("rb") as lines:
        comments = {
            t.start[0]: (t.string.lstrip("# "), not t.line[: t.start[1]].strip())
            for t in tokenize.tokenize(lines.readline)
            if t.type == tokenize.COMMENT
        }
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("re.compile("):
            first = node.lineno
            while first - 1 in comments and comments[first - 1][1]:
                first -= 1
            assert node.end_lineno is not None
            said = _runs({n: comments[n][0] for n in range(first, node.end_lineno + 1) if n in comments})
            variable = ast.unparse(node.targets[0])
            pattern = getattr(importlib.import_module(name), variable)
            parts = [run.partition("; not ") for run in said]
            printed = tuple(line for part in parts for line in _lines(part[0]))
            others = tuple(line for part in parts for line in _lines(part[2]))
            yield Quoted(f"{name}.{variable}", pattern, printed, others)


def _runs(comments: dict[int, str]) -> list[str]:
    """Comments in lines below each other are one."""
    runs: list[str] = []
    for n, words in comments.items():
        if n - 1 in comments:
            runs[-1] += f" {words}"
        else:
            runs.append(words)
    return runs


def _lines(said: str) -> Iterator[str]:
    for part in said.split(" · "):
        quoted = re.search(r"`([^`]*)`", part)
        line = quoted[1] if quoted else _EXPLAINED.sub("", part.strip()).strip(" .`")
        if _PRINTED.search(line) and not _PROSE.match(line):
            yield line


def fires(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a pattern finds something in a line, or in the part of it that it is asked about."""
    forms = set(_forms(line))
    return (
        any(pattern.search(form) for form in forms)
        or any(pattern.search(form[i:]) for form in forms for i in range(len(form)))
        or any(
            (match := pattern.search(form[i:end])) is not None and match[0] != ""
            for form in forms
            for i in range(len(form))
            for end in range(len(form), i, -1)
        )
    )


def leaves(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a pattern finds nothing in a line, as printed and in its matching form."""
    return not any(pattern.search(form) for form in (line, key(line)))


def _forms(line: str) -> Iterator[str]:
    """A line as the stages read it: printed, in its matching forms, with titles and brackets masked."""
    for words in ("某某", "", "二"):
        said = line.replace("…", words)
        whole = said.replace(" / ", "")
        titles = title_spans(key(said))
        yield from (said, key(said), wide(said), whole, said.replace(" / ", "\n"))
        yield from (masked(key(said), titles), masked(key(said), titles, brackets=False))
