"""Kept pages of sources that failed lead to what the rest of the site no longer has: words without a way."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r'(?P<open><a\b[^<>]*?) href="(?P<way>[^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
_ID = re.compile(r'\b(?:id|name)="([^"]+)"')


def unlink_dead(site: Path, pages: Collection[str]) -> None:
    """Take the address off every link of these pages (paths below docs/) that leads nowhere in the site."""
    anchors: dict[Path, frozenset[str]] = {}
    for name in pages:
        page = (site / (name.removesuffix(".md") + ".html")).resolve()
        parts = []
        last = 0
        text = page.read_text(encoding="utf-8")
        for link in _LINK.finditer(text):
            if not _leads(page, link["way"], anchors):
                parts += [text[last : link.start()], link["open"]]
                last = link.end()
        page.write_text("".join([*parts, text[last:]]), encoding="utf-8")


def _leads(page: Path, way: str, anchors: dict[Path, frozenset[str]]) -> bool:
    """Whether an address leads from a page to a file that is there, and to an anchor that it holds."""
    if _ELSEWHERE.match(way):
        return True
    address, _, fragment = unquote(way).partition("#")
    address = address.partition("?")[0]
    target = (page.parent / address).resolve() if address else page
    if not fragment or target.suffix != ".html" or not target.is_file():
        return target.is_file()
    if target not in anchors:
        anchors[target] = frozenset(_ID.findall(target.read_text(encoding="utf-8")))
    return fragment in anchors[target]
