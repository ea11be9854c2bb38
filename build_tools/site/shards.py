"""Data for the browser as script files: a page opened from a file may not fetch, but may load scripts.

Each file is a call that hands its data over; ``theme/assets/gazette/page/shards.js`` loads it when
it is wanted.
"""

from __future__ import annotations

import json

# What would end a script element, or a line of script, in the middle of a string.
_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def shard(name: str, value: object) -> str:
    """The script ``assets/<name>.js`` that hands ``value`` over under its name."""
    return shard_of(name, as_json(value))


def shard_of(name: str, content: str) -> str:
    """The same for a value that is written down already."""
    return f"gazetteShard({json.dumps(name)},{content});\n"


def as_json(value: object) -> str:
    """A value as it is written into a script."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        content = content.replace(sign, escaped)
    return content
