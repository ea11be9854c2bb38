"""Instructions that amend, read by hand, against what is read of them: precision and recall of operations."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.language.script import key
from build_tools.model.amendment import Amendment, Op
from support.conversion import corpus_of
from support.paths import TESTS
from support.schemas import invalid

FOLDER = TESTS / "facts" / "amendments"
ENTRIES: list[dict[str, Any]] = json.loads((FOLDER / "instructions.json").read_text(encoding="utf-8"))
FOOT = "\n\n青江市人民政府\n2023年4月10日\n"

Operation = tuple[str | None, ...]


def _same(words: str | None) -> str | None:
    """Words after the repairs of marks, blanks left out: what two writings of them must share."""
    return None if words is None else "\n".join(key(line) for line in words.replace('"', "“").split("\n"))


def _expected(operation: dict[str, Any]) -> Operation:
    keys = ("op", "target", "place", "old", "new", "as", "until", "from", "by")
    return tuple(_same(operation.get(k)) for k in keys)


def _made(a: Amendment) -> Operation:
    found = (a.op.value, a.target, a.place, a.old, a.new, a.becomes, a.until, a.since, a.by)
    return tuple(_same(words) for words in found)


@cache
def _read(ident: str) -> tuple[list[Operation], list[Amendment]]:
    """The operations of an entry's own lines, and what of them was not read."""
    entry = next(e for e in ENTRIES if e["id"] == ident)
    context = f"{entry['context']}\n\n" if entry.get("context") else ""
    head = f"{entry['title']}\n\n{context}"
    corpus = corpus_of(f"{head}{entry['text']}{FOOT}")
    assert invalid(corpus) == []
    own = [a for r in corpus.records for a in r.facts.amendments if a.line > head.count("\n")]
    operations = [_made(a) for a in own if a.op is not Op.UNREAD]
    return operations, [a for a in own if a.op is Op.UNREAD]


def _of(kind: str) -> list[str]:
    return [e["id"] for e in ENTRIES if e["id"].startswith(f"{kind}-")]


def _wanted(ident: str) -> list[Operation]:
    return [_expected(o) for e in ENTRIES if e["id"] == ident for o in e["operations"]]


def test_precision_and_recall() -> None:
    right = wrong = lacking = 0
    for ident in _of("i"):
        missing = _wanted(ident)
        for operation in _read(ident)[0]:
            if operation in missing:
                missing.remove(operation)
                right += 1
            else:
                wrong += 1
        lacking += len(missing)
    precision, recall = right / (right + wrong), right / (right + lacking)
    print(f"{right} operations right, precision {precision:.3f}, recall {recall:.3f}")
    assert precision == 1.0
    assert recall >= 0.95


@pytest.mark.parametrize("ident", _of("i"))
def test_what_is_not_read_is_told(ident: str) -> None:
    operations, unread = _read(ident)
    assert operations == _wanted(ident) or unread
    assert not (unread and operations == _wanted(ident))


@pytest.mark.parametrize("ident", _of("h"))
def test_a_hard_one_is_read_rightly_or_told(ident: str) -> None:
    """Either exactly these operations, or an unread record beside such as are right."""
    operations, unread = _read(ident)
    wanted = _wanted(ident)
    assert (wanted and operations == wanted) or (unread and all(o in wanted for o in operations))


@pytest.mark.parametrize("ident", _of("n"))
def test_what_amends_nothing(ident: str) -> None:
    assert _read(ident) == ([], [])


def test_every_entry_is_asked() -> None:
    assert {e["id"] for e in ENTRIES} == {*_of("i"), *_of("h"), *_of("n")}
    assert Path(FOLDER / "README.md").is_file()
