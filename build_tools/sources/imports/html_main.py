"""What of a government's web page is the document: the container of text and title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bs4 import BeautifulSoup, Tag

from build_tools.language.script import bare

# TRS_UEDITOR 早市: what content management systems name the element that holds a text
_EDITOR = re.compile(
    r"trs_?(?:u?editor)\w*|ucap-content|zoom|wp_articlecontent|pages_content|artibody|article[-_]?(?:content|body)"
    r"|news[-_]?content|xxgk[-_]?content|detail[-_]?content|view[-_]?trs\w*|content[-_]?(?:body|text|detail)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"content|main|article|con|text|detail|view|info|(?:main|page|left|right)[-_]?con(?:tent)?", re.IGNORECASE
)
# Words in the name of an element that is no part of a text
_APART = {
    "nav", "navbar", "menu", "crumb", "crumbs", "breadcrumb", "position", "location", "dqwz",
    "share", "bdshare", "bdsharebuttonbox", "jiathis", "bshare", "social", "print", "close",
    "fontsize", "related", "relate", "relation", "xgwj", "xgxw", "xgyd", "xgjd", "recommend",
    "rank", "copyright", "footer", "foot", "sidebar", "side", "search", "login", "qrcode", "ewm",
    "erweima", "toolbar", "tools", "tool", "pagination", "prev", "next", "prevnext", "comment",
    "jiucuo", "banner", "logo", "links", "friendlink", "weixin", "weibo", "top", "header", "head",
    "download",
}  # fmt: skip
_TAGS_APART = ("nav", "footer", "aside", "button", "select")
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_TITLE_META = ("articletitle", "og:title")
_SITE = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]*$")


def page_title(soup: BeautifulSoup) -> str:
    """The title of the text of a page: as the page states it, its first heading, the title of its window."""
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        if name in _TITLE_META and (said := str(meta.get("content") or "").strip()):
            return said
    for name in ("h1", "title"):
        found = soup.find(name)
        words = found.get_text().strip() if isinstance(found, Tag) else ""
        if words:
            return _SITE.sub("", words) or words
    return ""


def main_element(soup: BeautifulSoup) -> Tag:
    """The element that is the document: the container of the text, or the nearest one around it that holds
    the title too; the whole page where none does."""
    whole = soup.body if isinstance(soup.body, Tag) else soup
    title = bare(page_title(soup))
    held = _container(whole)
    if held is None or len(title) < 4:
        return whole
    for element in (held, *held.parents):
        if element is whole or not isinstance(element, Tag):
            break
        if title in bare(element.get_text()):
            return element
    return whole


def _container(whole: Tag) -> Tag | None:
    """The element with the most text among those that editors are known to name so; else the innermost that
    holds half of the text of the largest."""
    elements = [e for e in whole.find_all(True) if isinstance(e, Tag)]
    named = [e for e in elements if any(_EDITOR.fullmatch(name) for name in names_of(e))]
    if named:
        return max(named, key=_length)
    generic = [
        e for e in elements if e.name in ("article", "main") or any(map(_GENERIC.fullmatch, names_of(e)))
    ]
    if not generic:
        return None
    most = max(map(_length, generic))
    return min((e for e in generic if _length(e) * 2 >= most), key=_length)


def _length(element: Tag) -> int:
    return len("".join(element.get_text().split()))


def names_of(element: Tag) -> Iterator[str]:
    """The identifier and the classes of an element."""
    if element.get("id"):
        yield str(element["id"])
    classes = element.get("class")
    yield from ([classes] if isinstance(classes, str) else classes or [])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name)) | {name.lower()}


def stands_apart(element: Tag, title: str) -> bool:
    """Whether an element is navigation, a share button, a related link: by its tag, or by its name, where it
    holds neither the title nor a sentence."""
    if element.name in _TAGS_APART:
        return title not in bare(element.get_text()) if title else True
    if element.name in ("body", "html", "p", "td", "tr", "table", "span", "a", "article", "main"):
        return False
    if not any(_words(name) & _APART for name in names_of(element)):
        return False
    words = element.get_text()
    return "。" not in words and not (title and title in bare(words))
