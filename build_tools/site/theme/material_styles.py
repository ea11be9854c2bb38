"""Material's style sheet without the rules for what no page of this site has.

Its navigation, search box, tabs, dialogs and the like are three fifths of what an empty cache fetches for a
page. What ``mkdocs.yml`` may switch on (``markdown_extensions``) keeps its rules where it is switched on.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_PARTS = (
    "annotation|author|banner|button|clipboard|consent|copyright|dialog|ellipsis|feedback|footer|header|hidden|"
    "icon|input|logo|meta|nav|overlay|pagination|path|pin|post|profile|progress|search|select|sidebar|skip|"
    "social|source|status|tabs|tag|toggle|tooltip|tooltip2|top|version"
)
"""What Material names ``md-nav``, ``md-nav__item``, ``md-nav--primary``; no template here writes them."""

_OF_EXTENSIONS = {
    "admonition": "admonition",
    "footnotes": "footnote|footnote-ref|footnote-backref",
    "pymdownx.arithmatex": "arithmatex",
    "pymdownx.critic": "critic",
    "pymdownx.emoji": "emojione|twemoji|gemoji",
    "pymdownx.highlight": "highlight|highlighttable|filename|linenos|linenodiv|hll",
    "pymdownx.keys": "keys|key",
    "pymdownx.superfences": "mermaid",
    "pymdownx.tabbed": "tabbed",
    "pymdownx.tasklist": "task-list",
}
"""An extension of Markdown → what the classes that it alone writes begin with."""

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_RULE = re.compile(rf"((?:{_STRING}|[^{{}};\"])+)\{{((?:{_STRING}|[^{{}}\"])*)\}}")
# @media print{} · @supports selector(::-webkit-scrollbar){}
_EMPTY = re.compile(r"@(?:media|supports)[^{};]*\{\}")
_COMMA = re.compile(r",(?![^()]*\))")
# :not(.md-icon) says nothing of an element with that class
_NOT = re.compile(r":not\([^()]*\)")


def needed_styles(css: str, extensions: Collection[str], colours: Collection[str]) -> str:
    """A style sheet of Material (minified) without what only the parts above use, what is for writing from
    right to left, and the palettes of other ``colours`` than those of the theme."""
    others = [names for name, names in _OF_EXTENSIONS.items() if name not in extensions]
    named = "|".join([f"md-(?:{_PARTS})", *others])
    other = rf"\[data-md-color-(?:primary|accent)=(?!(?:{'|'.join(colours)})\])"
    unused = re.compile(rf"\.(?:{named})(?![a-z0-9])|\[dir=rtl\]|{other}")
    drawn = "|".join([_PARTS, *others, "toc"])
    picture = re.compile(rf"--md-(?:{drawn})-[a-z-]+:(?:{_STRING}|[^;\"])*(?:;|$)")

    def needed(rule: re.Match[str]) -> str:
        selectors = [s for s in _COMMA.split(rule[1]) if not unused.search(_NOT.sub("", s))]
        said = picture.sub("", rule[2]) if ":root" in rule[1] else rule[2]
        return f"{','.join(selectors)}{{{said}}}" if selectors and said else ""

    css, before = _RULE.sub(needed, css), ""
    while css != before:
        css, before = _EMPTY.sub("", css), css
    return css
