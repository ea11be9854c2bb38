"""Cases as text: ``title . in . out .``, parted by lines that hold a single dot.

A character that cannot be seen is written ``{U+000C}``, in the input and in the output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from support.paths import TESTS

_CASE = re.compile(
    r"^(?P<title>\S.*)\n\.\n(?P<given>(?:(?!\.\n).*\n)*)\.\n(?P<expected>(?:(?!\.\n).*\n)*)\.$", re.MULTILINE
)
_NAMED = re.compile(r"\{U\+([0-9A-F]{4,6})\}")
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff\ue000-\uf8ff\r\U000f0000-\U0010ffff\U000e0100-\U000e01ef]"
)


@dataclass(frozen=True)
class Case:
    """One case of a file in the ``cases`` of a room: ``rule`` is its path without folder and suffix."""

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
    rule = path.relative_to(TESTS).with_suffix("").as_posix().replace("/cases/", "/", 1)
    left = _CASE.sub("", text).strip()
    if left:
        raise ValueError(f"{path.name}: text outside of a case: {left[:40]!r}")
    return [
        Case(rule, m["title"], _NAMED.sub(lambda n: chr(int(n[1], 16)), m["given"]), m["expected"])
        for m in _CASE.finditer(text)
    ]


def cases_beside(file: str) -> list[Case]:
    """The cases in the folder ``cases`` beside a test module, by file and in the order of the file."""
    found = [
        case for path in sorted(Path(file).with_name("cases").rglob("*.md")) for case in read_cases(path)
    ]
    if not found:
        raise ValueError(f"no cases beside {file}")
    return found


def all_cases() -> list[Case]:
    """The cases of all rooms."""
    return [case for path in sorted(TESTS.glob("*/cases/**/*.md")) for case in read_cases(path)]


Runners = Mapping[str, Callable[[str], str]]
"""What runs the cases of a room: by rule, else by its folder, else by its first folder."""


def run(case: Case, runners: Runners) -> str:
    """What the stage of a case makes of its input."""
    rule = case.rule.partition("/")[2]
    runner = runners.get(rule) or runners.get(rule.rpartition("/")[0]) or runners[rule.partition("/")[0]]
    return seen(runner(case.given))
