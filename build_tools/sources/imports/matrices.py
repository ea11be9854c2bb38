"""How the places of one thing are those of what holds it, in PDF and OFD alike."""

from __future__ import annotations

Matrix = tuple[float, float, float, float, float, float]


def moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A place, moved."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    a, b = n[0] * m[0] + n[2] * m[1], n[1] * m[0] + n[3] * m[1]
    c, d = n[0] * m[2] + n[2] * m[3], n[1] * m[2] + n[3] * m[3]
    return (a, b, c, d, *moved(n, m[4], m[5]))
