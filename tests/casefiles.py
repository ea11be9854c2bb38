"""Cases as text: ``title . in . out .``, parted by lines that hold a single dot.

A character that cannot be seen is written ``{U+000C}``, in the input and in the output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from conversion import TESTS

CASES = TESTS / "cases"
_CASE = re.compile(
    r"^(?P<title>\S.*)\n\.\n(?P<given>(?:(?!\.\n).*\n)*)\.\n(?P<expected>(?:(?!\.\n).*\n)*)\.$", re.MULTILINE
)
_NAMED = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\ue000-\uf8ff\r]"
)


@dataclass(frozen=True)
class Case:
    """One case of a file below ``tests/cases``: ``rule`` is its path without the suffix."""

    rule: str
    title: str
    given: str
    expected: str

    @property
    def id(self) -> str:
        """What pytest shows."""
        return f"{self.rule}: {self.title}"


def seen(text: str) -> str:
    """The text with its unseen characters written out."""
    return _UNSEEN.sub(lambda m: f"{{U+{ord(m[0]):04X}}}", text)


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises ValueError where text stands outside the cases."""
    text = path.read_text(encoding="utf-8")
    rule = path.relative_to(CASES).with_suffix("").as_posix()
    left = _CASE.sub("", text).strip()
    if left:
        raise ValueError(f"{path.name}: text outside of a case: {left[:40]!r}")
    return [
        Case(rule, m["title"], _NAMED.sub(lambda n: chr(int(n[1], 16)), m["given"]), m["expected"])
        for m in _CASE.finditer(text)
    ]


def all_cases() -> list[Case]:
    """All cases, by file and in the order of the file."""
    return [case for path in sorted(CASES.rglob("*.md")) for case in read_cases(path)]
