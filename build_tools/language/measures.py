"""Units of measure, as ``measures.toml`` has them: alternations for patterns, by what they measure."""

from __future__ import annotations

import re

from build_tools.language.signs import NO_VALUE
from build_tools.language.words import alternation, entries

_FILE = "measures.toml"
_MEASURED = ("shares", "money", "physical", "times")
_COUNTED = ("persons", "counted")

POWER = f"[{''.join(entries(_FILE, 'powers'))}]"
MEASURED = alternation(_FILE, *_MEASURED)
"""What is measured or paid."""
COUNTED = alternation(_FILE, *_COUNTED)
"""What persons and things are counted with."""
PERSONS = alternation(_FILE, "persons")
BUILT = alternation(_FILE, *_COUNTED, "physical")
"""What is told of that which is built: 6所, 30公里."""
AVERAGED = alternation(_FILE, *_MEASURED, "persons")
"""What a figure with a decimal point has behind it."""
AMOUNTS = alternation(_FILE, *_MEASURED, *_COUNTED, "ages", "scores")
IN_CELLS = alternation(_FILE, "in_cells")
"""What a cell of a column of figures may print behind its figure."""
REACHED = alternation(_FILE, *_MEASURED, *_COUNTED, "ages", "scores", "grades")
"""What a number that is to be reached has behind it."""
_UNITS = entries(_FILE, *_MEASURED, *_COUNTED, "ages", "scores", "grades", "years", "days")
UNITS = "|".join(_UNITS)
SURE_UNITS = "|".join(unit for unit in _UNITS if unit not in entries(_FILE, "in_names"))
"""Units that hardly begin a name."""
BOUNDS = alternation(_FILE, "bounds")
"""What stands behind a figure and its unit: 以上, 左右."""
# 14 · ≥20 · 71.1% · 50/40 · — · （3.5） · （ 3.5 ） · 0101 · 2015—2020; not 3类, 第3条
CELL_FIGURE = re.compile(
    rf"^[（(\[〔]?\s*[≥≤<>＜＞=±+\-−约]*\s*\d[\d.,/~～:\-－—–]*\s*[%％‰]?\s*(?:{BOUNDS})?\s*[）)\]〕]?$"
    rf"|^[{NO_VALUE}]+$"
)
"""A figure that fills a cell of a printed line, or the sign that there is none."""
# 2023 · 2023年; not 2023年度
YEAR_CELL = re.compile(r"^(?:19|20)\d\d年?$")
"""A year that fills a cell: a label as often as a figure."""
_OTHER_WORDS = alternation(_FILE, "other_words")


def with_rate(units: str) -> str:
    """The pattern of a whole unit: ``万元``, ``毫克/立方米``, ``家（个）``; ``units`` is an alternation."""
    power = f"{POWER}*(?:{units})"
    return f"{power}(?:/{POWER}*(?:{UNITS}))?(?:（(?:{COUNTED})）)?+"


def behind_figure(units: str) -> str:
    """The pattern of what begins behind a figure that is measured by it: ``万亩``, ``亿，``, ``个早市``."""
    return f"(?:{POWER}+(?:$|[多余，、。]|{BOUNDS}|{UNITS})|(?!{_OTHER_WORDS})(?:{units}))"
