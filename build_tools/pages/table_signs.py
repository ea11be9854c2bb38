"""The signs that a table sets at its cells, in words: on a phone nobody hovers over a cell to learn them."""

from __future__ import annotations

from build_tools.model.table import Basis, Table

QUIET = (Basis.MERGE, Basis.WRAP)
"""What every printed table has: listed below it, but not marked cell by cell."""


def signs_said(table: Table) -> str:
    """``° 推定归入本格；? 存疑，照印。点该格看依据。``: those that occur; empty where there are none."""
    slots = [slot for row in (*table.header, *table.rows) for slot in row.slots]
    said = ["° 推定归入本格"] * any(
        s.basis is not None and s.basis not in QUIET and not s.covered for s in slots
    )
    said += ["? 存疑，照印"] * any(s.readings for s in slots)
    said += ["✗ 核对不符，照印"] * any(not c.ok and c.place is not None for c in table.checks)
    return f"{'；'.join(said)}。点该格看依据。" if said else ""
