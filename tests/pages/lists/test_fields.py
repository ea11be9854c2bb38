"""The page of the keys of data files is made of their definitions, and says all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from msgspec import Meta, Struct
from msgspec.structs import fields

from build_tools.exports.contract.files import FILES
from build_tools.pages.lists.fields import PAGE, fields_page
from build_tools.pages.markdown import escape
from support.paths import ROOT


def _said(record: type[Struct]) -> Iterator[tuple[str, str]]:
    """Each key of a record, also of those within it, with what is said of it."""
    for field in fields(record):
        for meta in getattr(field.type, "__metadata__", ()):
            if isinstance(meta, Meta) and meta.description:
                yield field.encode_name, meta.description
        for held in _held(field.type):
            yield from _said(held)


def _held(hint: object) -> Iterator[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for part in get_args(hint):
        yield from _held(part)


@pytest.mark.parametrize("name", FILES)
def test_each_key_is_said(name: str) -> None:
    part = fields_page().partition(f"## {name}.json ")[2].partition("\n## ")[0]
    rows = [line for line in part.split("\n") if line.startswith("| `")]
    said = list(_said(FILES[name].record))
    assert len(said) > 3
    for key, meaning in said:
        assert [r for r in rows if f"{key}` |" in r and r.endswith(f"| {escape(meaning)} |")], key
    assert len(rows) == len({row.split("|")[1] for row in rows})


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / PAGE).read_text(encoding="utf-8") == fields_page()
