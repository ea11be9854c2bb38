"""Strings are found in the texts of a corpus wherever a plain search finds them."""

from __future__ import annotations

from random import Random

import pytest

from build_tools.documents.misprints.corpus_text import CorpusText, corpus_text
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES


@pytest.fixture(scope="module")
def text() -> CorpusText:
    return corpus_text(convert_corpus(SOURCES[:3]))


def _plain(chars: str, string: str) -> list[int]:
    return [i for i in range(len(chars)) if chars.startswith(string, i)]


def test_strings_are_found_where_a_plain_search_finds_them(text: CorpusText) -> None:
    """Those that are printed, of one character and more, and those that differ by one from what is printed;
    also where a string overlaps itself."""
    rng, chars = Random(5), text.chars
    wanted = ["的", "\U00020000", "日日", "的的的", "十十十"]
    for length in (1, 2, 3, 4, 7):
        for _ in range(12):
            start = rng.randrange(len(chars) - length)
            string = chars[start : start + length]
            other = rng.choice(chars)
            wanted += [string, string[:-1] + other, other + string[1:], string + string]
    wanted = [string for string in wanted if "\n" not in string]  # none reaches over a break
    found = list(text.places(wanted))
    assert sorted(found) == sorted({(i, s) for s in set(wanted) for i in _plain(chars, s)})
    assert found == sorted(found)
    assert text.counts(wanted) == {s: n for s in set(wanted) if (n := len(_plain(chars, s)))}


def test_nothing_is_found_where_nothing_is_looked_for(text: CorpusText) -> None:
    assert list(text.places(())) == []
    assert list(corpus_text(convert_corpus(())).places(("的",))) == []


def test_where_a_string_stands_is_told_by_source_and_offset(text: CorpusText) -> None:
    """Each place is the character that its source prints."""
    string = "自治区"
    found = list(text.stands(string))
    assert found == [text.place(i) for i in _plain(text.chars, string)]
    assert len({source for source, _ in found}) > 1
