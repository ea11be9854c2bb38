"""关注清单: the page on which a reader's browser keeps what the reader watches, and the ways to it."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import escape

from build_tools.documents.names import html_address
from build_tools.pages.blocks import relative
from build_tools.pages.front_matter import front_matter
from build_tools.pages.markdown import heading
from build_tools.pages.safe_html import fill_in

PAGE = "lists/watch.md"
_TITLE = "关注清单"
_SOURCE = "程序本身"
_HOW = (
    "在文件的“文件信息”、责任单位的页面、指标一页和检索结果里点“关注”，就加进这份清单；再点“已关注”就取消。",
    "再来看时，列出上次看过以后的变化：文件的文字、时效状态、对它的修改和引用，单位的任务，指标的数值，"
    "检索的新结果。比较的是本站当时和现在的数据，只有网站更新以后才会有变化。",
    "清单只存在这个浏览器里，不用 Cookie，不向任何地方发送；清除浏览数据会一并清除。"
    "换一台设备或一个浏览器，先导出成文件，再到那里导入。",
    "从本机打开离线包时，清单存在浏览器给本地文件的地方；有的浏览器不让本地文件保存，这里会写明，仍可导出、导入。",
)


def watch_page() -> str:
    """The page as it is built: a script fills it with what this browser keeps."""
    meta = front_matter({"title": _TITLE, "has": ["watch"]}, _SOURCE)
    told = "\n".join((heading(2, "怎样用", "how") + "\n", *(f"- {line}" for line in _HOW)))
    return "\n\n".join((meta, f"# {_TITLE}", str(fill_in("watch")).strip(), told)) + "\n"


def way_to_watch(page: str, shard: str, key: str = "") -> str:
    """关注: the way from a page below docs/ that adds a thing to the list, by where its lines stand."""
    asked = urlencode({"add": shard} | ({"of": key} if key else {}), safe="/")
    way = f"{html_address(relative(PAGE, page))}?{asked}"
    return f'<a href="{escape(way)}">关注</a>'


def way_to_list(page: str) -> str:
    """关注清单: the way from a page below docs/ to the list itself."""
    return f'<a href="{escape(html_address(relative(PAGE, page)))}">{_TITLE}</a>'
