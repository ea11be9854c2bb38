"""What an editor may put into ``raw/``, drawn by a seed: a text in some encoding, its sidecar, a name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from support.random_texts import text_of

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "cut", "flipped")
_NAMES = (
    "早市",
    "a b",
    "a#b",
    "a%20b",
    "a&b",
    "a'b",
    "a<b>c",
    "-a",
    ".a",
    "a.b.c",
    "CON",
    "index",
    "A",
    "é",
    "e\u0301",
    "a\u202eb",
    "a\nb",
    "a[b](c)",
    "{{ a }}",
    "甲" * 60,
    "x" * 196,
    "x" * 240,
)
_VALUES = (
    '"早市"',
    '""',
    "2024",
    "-1",
    "0",
    "true",
    "[]",
    '"2024-13-45"',
    '"2024-05"',
    '"<b>&amp;"',
    "1e9",
    "'''\n'''",
)
_KEYS = ("gazette", "year", "number", "total", "published", "origin", "no_such_key")
_CODES = ("sequence", "misprint", "table-doubt", "furniture-unproven", "no-such-code")


@dataclass(frozen=True)
class Input:
    """One source as it would lie in ``raw/``."""

    text: str
    encoding: str = "utf-8"
    sidecar: str = ""
    name: str = "input"

    @property
    def data(self) -> bytes:
        """Its bytes; ``cut`` ends in the midst of a character, ``flipped`` has one wrong byte."""
        if self.encoding in ("cut", "flipped"):
            data = self.text.encode()
            middle = len(data) // 2
            if self.encoding == "cut":
                return data[:middle]
            return data[:middle] + bytes([data[middle] ^ 0xA5]) + data[middle + 1 :] if data else data
        return self.text.encode(self.encoding, "replace")

    @property
    def smaller(self) -> Iterator[Input]:
        """The same with one thing less beside the text."""
        plain = Input(self.text)
        for name in ("encoding", "sidecar", "name"):
            if getattr(self, name) != getattr(plain, name):
                yield replace(self, **{name: getattr(plain, name)})


def sidecar_of(draw: random.Random, text: str) -> str:
    """A sidecar to a text: keys right and wrong, corrections that fit and that do not."""
    lines = text.splitlines() or [""]
    parts = [f"{key} = {draw.choice(_VALUES)}" for key in draw.sample(_KEYS, draw.randint(0, 3))]
    for _ in range(draw.randint(0, 3)):
        at = draw.randrange(len(lines))
        printed = lines[at]
        start = draw.randint(0, len(printed))
        was = printed[start : start + draw.randint(0, 4)]
        number = at + 1 + draw.choice((0, 0, 0, 0, 1, -1))
        quoted = was.replace("'", "").replace("\\", "")
        quoted = "".join(c for c in quoted if c.isprintable())
        now = draw.choice(("", "早市", quoted[::-1], "第一条", "|", "\u3000"))
        parts.append(
            draw.choice(
                (
                    f"[[correction]]\nline = {number}\nwas = '{quoted}'\nnow = '{now}'\nwhy = '漏字'",
                    f"[[accept]]\ncode = '{draw.choice(_CODES)}'\nline = {number}\nwhy = '原文如此'",
                    f"[[cell]]\ntable = {draw.randint(0, 2)}\nrow = {draw.randint(0, 4)}\n"
                    f"column = {draw.randint(0, 4)}\nwas = '{quoted}'\nnow = '{now}'\nwhy = '误识'",
                )
            )
        )
    return "\n".join(parts) + "\n" if draw.random() < 0.95 else "[[" + "\n".join(parts)


def drawn(seed: int) -> Iterator[Input]:
    """Without end, the same for the same seed. Every third has something beside its text."""
    draw = random.Random(seed)
    for kind in _turns():
        found = Input(text_of(draw, kind))
        if draw.random() < 0.15:
            found = replace(found, encoding=draw.choice(_ENCODINGS))
        if draw.random() < 0.2:
            found = replace(found, sidecar=sidecar_of(draw, found.text))
        if draw.random() < 0.1:
            found = replace(found, name=draw.choice(_NAMES))
        yield found


def _turns() -> Iterator[int]:
    kind = 0
    while True:
        yield kind
        kind += 1
