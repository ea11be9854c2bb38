"""Values that many records hold, with what the contract says of their form."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Words = Annotated[str, Meta(min_length=1)]
"""Printed words, or a name."""
Name = Annotated[str, Meta(min_length=1, pattern=r"^\S+$")]
"""The name of a person, printed blanks left out."""
Id = Annotated[
    str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/(annex|fu-biao|fu-lu|fu-tu)(-[a-z0-9]+)*)?$", min_length=1)
]
"""The id of a document."""
TableId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Anchor = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
"""A place on a page."""
AnnexNumber = Annotated[str, Meta(pattern=r"^(附[表录图])?([0-9]+|[A-Z])(-[0-9]+)?$")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
"""A day, a month or a year, as far as it is printed."""
Year = Annotated[str, Meta(pattern=r"^[12][0-9]{3}$")]
Count = Annotated[int, Meta(ge=1)]
"""What counts from 1: a line, a page, a row."""
CountOrNone = Annotated[int, Meta(ge=0)]


def one_of(*values: str) -> Meta:
    """One of these words and no other."""
    return Meta(extra_json_schema={"enum": list(values)})
