"""A paragraph that grows line by line, and as much of it as tells whether the next line goes on with it."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model.source import Line

_END = 2000
"""So much of each end of a paragraph is looked at: what opens it, and the sentence that it breaks off in."""


@dataclass
class Growing:
    """The lines of a paragraph so far, and its words, of a long one both ends."""

    lines: list[Line]
    above: str

    @classmethod
    def of(cls, line: Line) -> Growing:
        """A paragraph that begins."""
        return cls([line], _both_ends(line.key))

    def add(self, line: Line) -> None:
        """Go on with a line."""
        self.lines.append(line)
        self.above = _both_ends(self.above + line.key)


def _both_ends(text: str) -> str:
    return text if len(text) <= 2 * _END else text[:_END] + text[-_END:]
