"""Addresses as seen from another page."""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.blocks import relative

_PATHS = st.lists(st.sampled_from("ab"), max_size=3).map(lambda parts: "/".join([*parts, "p.md"]))


@given(_PATHS, _PATHS)
def test_a_way_is_the_one_of_the_library(path: str, page: str) -> None:
    expected = posixpath.relpath(path, posixpath.dirname(page)) if path != page else "p.md"
    assert relative(path, page) == expected
