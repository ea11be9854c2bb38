"""A sample of the long run (``make fuzz``): random texts and damaged cuts keep what every text keeps."""

from __future__ import annotations

from itertools import islice

import pytest

from support.random_texts import drawn
from support.sound import check


@pytest.mark.parametrize("seed", range(8))
def test_random_texts_are_sound(seed: int) -> None:
    texts = list(islice(drawn(seed), 24))
    assert len(texts) == 24
    for text in texts:
        check(text)


FOUND = ("---\r\f---",)
"""Texts that long runs found, as small as they fail: a form feed within what looks like a file's header."""


@pytest.mark.parametrize("text", FOUND)
def test_texts_that_once_failed_are_sound(text: str) -> None:
    check(text)
