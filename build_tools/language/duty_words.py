"""How a unit takes part, and by when, as ``duty_words.toml`` has it: labels and names of columns."""

from __future__ import annotations

from build_tools.language.words import alternation, entries

_FILE = "duty_words.toml"

LEADS = tuple(entries(_FILE, "leads"))
SUPPORTS = tuple(entries(_FILE, "supports"))
ROLES = alternation(_FILE, "leads", "supports", "answers")
"""What a unit does for an item, as a label or a column names it: 牵头单位, 配合部门."""
DONE_BY = f"(?:{alternation(_FILE, 'done')})(?:时间|时限|期限)"
"""What says by when an item is done: 完成时限."""
DUE = f"(?:{DONE_BY}|{alternation(_FILE, 'due')})"
"""The same as a label or the name of a column may say it: 时限, 时间节点."""
