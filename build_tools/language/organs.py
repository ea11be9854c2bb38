"""What names of organs end with, as ``organs.toml`` has it: alternations for patterns."""

from __future__ import annotations

from build_tools.language.words import alternation

OFFICES = alternation("organs.toml", "offices")
"""Organs of state: 云岭省水利厅."""
ORGANS = alternation("organs.toml", "offices", "bodies")
"""All that an organ's name may end with."""
OFFICE_ENDS = "".join(dict.fromkeys(word[-1] for word in OFFICES.split("|")))
"""The last characters of offices, for a class of characters."""
