"""How much of the tables of printed pages comes out whole, and what comes out wrong without a doubt.

``PYTHONPATH=tests python -m benchmarks.prints [SEEDS]``
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter

from support.once import RUN


def _tables(lines: list[str]) -> list[tuple[str, ...]]:
    """The rows of each table of a raw text."""
    found: list[tuple[str, ...]] = []
    rows: list[str] = []
    for line in lines:
        if line == "<table>":
            rows = []
        elif line == "</table>":
            found.append(tuple(rows))
        elif line.startswith("<tr>"):
            rows.append(line)
    return found


def main() -> None:
    """Print a row for each manner: pages' seconds, tables there, found, whole, doubts, silent errors."""
    from build_tools.sources.imports.read import import_file
    from support.manners import manners, printed

    sums: dict[str, Counter[str]] = {}
    for seed in range(1, int(sys.argv[1]) + 1 if len(sys.argv) > 1 else 9):
        folder = printed(seed)
        for manner in manners(seed):
            row = sums.setdefault(manner.name, Counter())
            data = (folder / f"{manner.name}.pdf").read_bytes()
            begun = time.perf_counter()
            found = import_file("a.pdf", data)
            row["ms"] += round(1000 * (time.perf_counter() - begun))
            lines = found.text.decode().splitlines()[1:]
            there, ours = _tables(list(manner.lines)), _tables(lines)
            row["there"] += len(there)
            row["found"] += len(ours)
            row["whole"] += sum(table in ours for table in there)
            row["doubts"] += len(found.record.doubts)
            turns = "<page>" in manner.lines
            same = list(manner.lines) == [x for x in lines if turns or not x.startswith("<page")]
            row["wrong"] += not same
            row["silent"] += not same and not found.record.doubts
    names = ("ms", "there", "found", "whole", "doubts", "wrong", "silent")
    print("| manner | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for name, row in sums.items():
        print(f"| {name} | " + " | ".join(str(row[n]) for n in names) + " |")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as run:
        os.environ[RUN] = run
        main()
