"""Two sequences side by side: which of the new ones is which of the old ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int | None, int | None]
"""Places in the old and the new sequence; None where there is none."""

_ALIKE = 0.5
_MANY = 900  # comparisons of one stretch, beyond which only order tells


def aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Each of both sequences once: what stayed, what may be the same in other words, what is gone or new."""
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _stretch(old, new, range(a, b), range(c, d))


def _stretch(old: Sequence[str], new: Sequence[str], a: range, b: range) -> Iterator[Pair]:
    """The best pairs of two stretches that have nothing in common as it stands, in order."""
    if not a or not b or len(a) * len(b) > _MANY:
        yield from ((i, None) for i in a)
        yield from ((None, k) for k in b)
        return
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    alike = [[_alike(old[i], new[k]) for k in b] for i in a]
    for i in reversed(range(len(a))):
        for k in reversed(range(len(b))):
            best[i][k] = max(best[i + 1][k], best[i][k + 1], alike[i][k] + best[i + 1][k + 1])
    i = k = 0
    while i < len(a) and k < len(b):
        if alike[i][k] and best[i][k] == alike[i][k] + best[i + 1][k + 1]:
            yield a[i], b[k]
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            yield a[i], None
            i += 1
        else:
            yield None, b[k]
            k += 1
    yield from ((n, None) for n in a[i:])
    yield from ((None, n) for n in b[k:])


def _alike(old: str, new: str) -> float:
    """How alike two texts are, nothing below a half."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


# a number or a foreign word is one word; of Chinese each character is
_WORD = re.compile(r"\d+(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)


def parts(was: str, now: str) -> Iterator[tuple[str, str, str]]:
    """Two texts as stretches: the words that stay, those that went, those that came."""
    old, new = _WORD.findall(was), _WORD.findall(now)
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[a:b]), "".join(new[c:d])
        yield (gone, "", "") if how == "equal" else ("", gone, fresh)
