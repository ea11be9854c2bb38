"""Python-Markdown without the inline patterns that a page cannot ask for.

It searches each run of words with each of its patterns in turn, of which most pages ask for two. What is
made is the same.
"""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

_ASKED_BY = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("]:",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("]:",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Each of its own inline patterns → the signs without which it finds nothing."""

_BEHIND_WHITE_SPACE = 29
"""Behind what is taken in (32) and white space (30), before blocks are set aside (25 and below)."""


class AskedPatterns(Extension):
    """For one page or many: each ``Markdown`` is made for one."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Look at the text before it is parted into blocks."""
        md.preprocessors.register(_Asked(md), "asked_patterns", _BEHIND_WHITE_SPACE)


class _Asked(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        for name, signs in _ASKED_BY.items():
            if not any(sign in text for sign in signs):
                self.md.inlinePatterns.deregister(name, strict=False)
        return lines
