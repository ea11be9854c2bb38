"""What columns of tables are called, as ``columns.toml`` has it: alternations for patterns."""

from __future__ import annotations

import re

from build_tools.language.words import alternation, entries

_FILE = "columns.toml"
_WHOLE = entries(_FILE, "serial", "places")
_ENDS = entries(
    _FILE,
    *("codes", "names", "subjects", "tasks", "natures", "kinds", "offices", "persons", "terms", "amounts"),
    "others",
)
_SURE_ENDS = [word for word in _ENDS if word not in entries(_FILE, "weak")]

SERIAL = alternation(_FILE, "serial")
SERIAL_NAMES = frozenset(entries(_FILE, "serial"))
"""What the column of the rows' numbers is called."""
CODES = f"(?:{alternation(_FILE, 'serial', 'codes')})(?:[（(].*)?$"
"""Columns whose figures measure nothing."""
SUBJECTS = alternation(_FILE, "names", "subjects", "kinds", "places")
"""Columns that say what a row is about."""
TASKS = alternation(_FILE, "tasks", "subjects")
NATURES = alternation(_FILE, "natures")
ONE_FOR_MANY = alternation(_FILE, "natures", "places", "offices", "terms")
"""Columns of which one print stands for several rows."""

COLUMN_NAME = rf"(?:{'|'.join(_WHOLE)}|.*(?:{'|'.join(_SURE_ENDS)}))"
"""The pattern of a name without brackets."""
COLUMN_WORD = rf"(?:{'|'.join([*_WHOLE, *_ENDS])})"
"""The words that such names end with, those too that end other words."""
# 序号 · 产品名称 · 税则号列 · 金额（万元） · 地区; not 白河县, 阿里地区, 法律依据
NAME_OF_COLUMN = re.compile(rf"^{COLUMN_NAME}(?:[（(].*[）)])?$")
# 法律依据 · 办理条件（一）; not 白河县
MAY_NAME_COLUMN = re.compile(rf"^(?:{'|'.join(_WHOLE)}|.*(?:{'|'.join(_ENDS)}))(?:[（(].*[）)])?$")
