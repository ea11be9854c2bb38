"""Radicals that a PDF prints in place of ideographs (⼈⺠ for 人民): repaired by Unicode's own table.

NFKC knows the Kangxi radicals only, and changes much besides (①, ㎡, full-width marks).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from build_tools.model.edits import substitute
from build_tools.model.text import Edit, Text

_RADICAL = re.compile(r"[\u2e80-\u2fdf]")


@cache
def equivalents() -> Mapping[str, str]:
    """Radical → the ideograph that it is printed for, as it stands in ``radicals.toml``."""
    table = tomllib.loads((resources.files("build_tools.language") / "radicals.toml").read_text("utf-8"))
    return dict(zip(table["radicals"], table["ideographs"], strict=True))


def without_radicals(text: Text) -> tuple[Text, list[Edit]]:
    """Each radical as the ideograph that it is printed for; one without an equivalent stays."""
    return substitute(text, _RADICAL, lambda match: equivalents().get(match[0]))


def unread_radicals(chars: str) -> list[str]:
    """The radicals in a text that have no equivalent."""
    return [match[0] for match in _RADICAL.finditer(chars) if match[0] not in equivalents()]
