"""The head that every generated page bears: what it says of itself, and from what it is made."""

from __future__ import annotations

import yaml
from markupsafe import escape

from build_tools.documents.names import GENERATED
from build_tools.language.signs import visible
from build_tools.pages.safe_html import between_tags

ALL_SOURCES = "raw/ 下的全部来源文本"
"""What a list is made of."""


def front_matter(meta: dict[str, object], source: str) -> str:
    """YAML front matter, and the line that says that the page is generated, and from what."""
    shown = {k: v for k, v in meta.items() if v not in (None, "", [], ())}
    shown["title"] = str(between_tags(str(meta["title"])))  # the theme puts both into HTML as they are
    if "description" in shown:
        shown["description"] = str(escape(shown["description"]))
    dumped = yaml.dump(
        _visible(shown), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
    )
    mend = "请勿手工修改；改正文字请修改 raw/ 下的附属文件。"
    return f"---\n{dumped}---\n\n<!-- {GENERATED} {source} 生成，{mend} -->\n"


def snippet_head(source: str) -> str:
    """The line that says so of a piece that other pages take in."""
    return f"<!-- {GENERATED} {source} 生成，请勿手工修改。 -->"


def _visible(value: object) -> object:
    """A value of front matter, all text in it as a page can show it."""
    match value:
        case str():
            return visible(value)
        case dict():
            return {k: _visible(v) for k, v in value.items()}
        case list() | tuple():
            return [_visible(v) for v in value]
    return value
