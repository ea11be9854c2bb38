"""Texts and sources keep what they hold, also on their way to another process."""

from __future__ import annotations

import pickle
from array import array
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from build_tools.model.source import Source
from build_tools.model.text import PLAIN, STRONG, STRUCK, Text

_CHARS = st.text("政府公报 。", max_size=40)
TEXTS = _CHARS.flatmap(
    lambda chars: st.builds(
        lambda at, style: Text(chars, array("L", at), style),
        st.lists(st.integers(0, 200), min_size=len(chars), max_size=len(chars)),
        st.text(PLAIN + STRONG + STRUCK, min_size=len(chars), max_size=len(chars)),
    )
)


@given(TEXTS)
def test_a_pickled_text_is_the_same_text(text: Text) -> None:
    """Offsets that ascend, fall or repeat."""
    again = pickle.loads(pickle.dumps(text))
    assert (again.chars, again.at, again.style) == (text.chars, text.at, text.style)


@given(TEXTS)
def test_a_pickled_text_can_be_changed_and_pickled_again(text: Text) -> None:
    again = pickle.loads(pickle.dumps(pickle.loads(pickle.dumps(text))))
    assert (again.chars, again.at, again.style) == (text.chars, text.at, text.style)
    other = replace(again, style=STRONG * len(text))
    assert (other.chars, other.at, other.style) == (text.chars, text.at, STRONG * len(text))
    assert (again + text).at == text.at + text.at


def test_a_pickled_text_takes_little_more_than_its_characters() -> None:
    text = Text.of("政府公报" * 200, 5000)
    assert len(pickle.dumps(text)) < 3 * len(text) + 200


@given(st.lists(st.integers(0, 130), max_size=20))
def test_the_lines_of_offsets_are_those_of_each(offsets: list[int]) -> None:
    """Also where some are those of inserted characters."""
    raw = "第一行\n第二行二\n\n第四行\n" * 8
    starts = [0, *(i + 1 for i, c in enumerate(raw) if c == "\n")]
    source = Source("a", "a.txt", raw, "", tuple(starts), "utf-8", (3,) * (131 - len(raw)))
    assert source.lines_of(offsets) == {source.line_of(offset) for offset in offsets}
