"""What posts are called, as ``posts.toml`` has it: alternations for patterns."""

from __future__ import annotations

from functools import partial

from build_tools.language.words import alternation

_any_of = partial(alternation, "posts.toml")

POSTS = _any_of("chiefs", "staff")
POST_ENDS = _any_of("chiefs", "staff", "ends")
"""What a post may end with where posts are listed."""
SIGNERS = _any_of("sign")
"""Who signs a decree."""
OF_BODIES = _any_of("of_bodies")
"""Who belongs to a body that a text sets up."""
ADDRESSED = _any_of("addressed")
"""Who is written to by name."""
BEFORE_POST = f"(?:{_any_of('before')})*"
"""副, 常务, 代 before a post."""
