"""Differences as a page for an editor: whole paragraphs, what went struck out, what came marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import escape

from build_tools.publishing.alignment import parts
from build_tools.publishing.difference import Difference
from build_tools.publishing.told import one_line, summary

_STYLE = """
body { max-width: 50em; margin: 2em auto; padding: 0 1em; font: 17px/1.8 serif; }
h1, h2, small { font-family: sans-serif; } h2 { font-size: 1.1em; margin-top: 2em; }
small { color: #555; } del { background: #fdd; } ins { background: #dfd; text-decoration: none; }
p { margin: .4em 0; }
"""


def changes_page(base: str, found: Sequence[Difference]) -> str:
    """The page: no script, nothing from outside; to be opened from the folder it lies in."""
    title = f"与 {base} 相比" if base else "首次发布"
    return "\n".join(
        (
            '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>",
            f"<h1>{escape(title)}</h1>\n<p>{escape(summary(found))}</p>",
            *_parts(found),
            "</html>\n",
        )
    )


def _parts(found: Sequence[Difference]) -> Iterator[str]:
    page = None
    for d in found:
        if d.page != page:
            page = d.page
            yield f"<h2>{escape(d.title)} <small>{escape(page)}</small></h2>"
        yield f"<p>{_said(d)}</p>"


_IN_WORDS = ("block", "cell", "column", "table")


def _said(d: Difference) -> str:
    if d.what not in _IN_WORDS or d.how == "moved":
        return f"<small>{escape(one_line(d))}</small>"
    where = d.at.partition("#")[2]
    name = f" {d.name}" if d.what == "cell" else ""
    return f"<small>#{escape(where + name)}</small> {''.join(_stretches(d))}"


def _stretches(d: Difference) -> Iterator[str]:
    for same, gone, new in parts(d.was, d.now):
        yield escape(same)
        yield f"<del>{escape(gone)}</del>" if gone else ""
        yield f"<ins>{escape(new)}</ins>" if new else ""
