"""The small page on the newest bundle. As it is built, and so in a bundle, it says that it cannot know."""

from __future__ import annotations

import re

from markupsafe import Markup

from build_tools.pages.front_matter import front_matter

PAGE = "lists/bundle.md"
_SOURCE = "程序本身"
_NOT_HERE = (
    "离线包的大小和校验和在它写成以后才能算出，所以只印在发布的网站上，这里没有。"
    "要核对一个离线包，请与发布机构网站同名的一页（lists/bundle.html）比较。"
)
_SAID = Markup(
    '<a href="../{file}">{name}</a>，{size} 字节，SHA-256：<code>{sha256}</code>'
    '（<a href="../bundle.json">bundle.json</a>）。'
)
_PLACE = re.compile(r'(?<=<p id="bundle-sum">).*?(?=</p>)', re.DOTALL)


def bundle_page() -> str:
    """The page as it is built."""
    title = "离线包的大小和校验和"
    said = f'<p id="bundle-sum">{_NOT_HERE}</p>'
    way = "怎样使用和核对，见[离线包](../offline.md)。"
    return "\n\n".join((front_matter({"title": title}, _SOURCE), f"# {title}", said, way)) + "\n"


def with_sum(html: str, file: str, size: int, sha256: str) -> str:
    """The built page with what it says in a release: the file, a path below the site, its size and sum."""
    name = file.rpartition("/")[2]
    said = _SAID.format(file=file, name=name, size=size, sha256=sha256)
    return _PLACE.sub(lambda _: said, html)
