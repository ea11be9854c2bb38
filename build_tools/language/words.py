"""What is known of single words: those of official texts, and which characters are taken for one another."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from pypinyin import phrases_dict, pinyin_dict


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads((resources.files("build_tools.language") / name).read_text("utf-8"))


def _table(name: str, key: str) -> list[str]:
    """The entries of a table of this room, parted by blanks."""
    words: str = _file(name)[key]
    return words.split()


def entries(name: str, *groups: str) -> list[str]:
    """The words of groups of a file of this room, the longer ones first: what a pattern tries first."""
    return sorted((word for group in groups for word in _file(name)[group]), key=len, reverse=True)


def alternation(name: str, *groups: str) -> str:
    """The same as an alternation for a pattern."""
    return "|".join(entries(name, *groups))


@cache
def official_words() -> frozenset[str]:
    """The words of ``official_words.toml``."""
    return frozenset(_table("official_words.toml", "words"))


def is_word(chars: str) -> bool:
    """Whether a string is a word: of official texts, or one whose reading the tables of pinyin give."""
    return chars in official_words() or chars in phrases_dict.phrases_dict


@cache
def look_alikes() -> Mapping[str, frozenset[str]]:
    """Character → those that look like it, as ``look_alikes.toml`` has them."""
    found: dict[str, set[str]] = {}
    for group in _table("look_alikes.toml", "groups"):
        for char in group:
            found.setdefault(char, set()).update(group)
    return {char: frozenset(alike - {char}) for char, alike in found.items()}


@cache
def sounds(char: str) -> frozenset[str]:
    """The syllables of a character without tones, its two commonest readings at most."""
    readings = pinyin_dict.pinyin_dict.get(ord(char), "").split(",")[:2]
    return frozenset(_toneless(r) for r in readings if r)


@cache
def _toneless(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c))
