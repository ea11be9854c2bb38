"""How cases write down what a stage made of their input."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from build_tools.model.catalogue import Note


def each_line(of_line: Callable[[str], str | int | None]) -> Callable[[str], str]:
    """A runner that looks at each line by itself; ``none`` where nothing is found."""

    def run(given: str) -> str:
        found = [of_line(line) for line in given.removesuffix("\n").split("\n")]
        return "".join(f"{'none' if value is None else value}\n" for value in found)

    return run


def noted(notes: Iterable[Note]) -> str:
    """The notes, a line each: code, raw lines, what was changed."""
    said = []
    for note in notes:
        place = f"{note.first_line}" + (f"-{note.last_line}" if note.last_line != note.first_line else "")
        change = f": {note.was}" * bool(note.was) + f" → {note.now}" * bool(note.now)
        said.append(f"! {note.code.id} {place}{change.replace(chr(10), '{U+000A}')}\n")
    return "".join(said)
