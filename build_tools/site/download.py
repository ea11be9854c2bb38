"""The small page on the newest bundle. In a site that was not published, and in a bundle, it says so."""

from __future__ import annotations

from build_tools.site.plain_page import plain_page

PAGE, JSON = "bundle.html", "bundle.json"

_NONE = (
    "<p>离线包的大小和校验和在它写成以后才能算出，所以只印在发布的网站上，这里没有。"
    "要核对一个离线包，请与发布机构网站同名的一页（bundle.html）比较。</p>"
)


def page_of(said: str = _NONE) -> str:
    """The page, with what it says as HTML."""
    title = "离线包的大小和校验和"
    return plain_page(title, title, f'{said}\n<p><a href="offline.html">离线包</a></p>\n')
