"""Values of which a corpus has very many: without a dictionary each, pickled as what they are made of."""

from __future__ import annotations

from collections.abc import Sequence


class Packed:
    """What a frozen dataclass with ``slots=True`` is made of.

    Beside none of them Python holds a dictionary: a fifth of what a corpus takes were those. By itself such
    a class is pickled and read field by field in Python code, which takes far longer.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Its class, and the values of its fields in their order."""
        names: Sequence[str] = self.__slots__
        return type(self), tuple([getattr(self, name) for name in names])
