"""What a web page prints below a text that is no button and no address: who edited the page, what else the
site offers, its licence, the names of files.

Nothing of it is dropped: such lines may as well be of the print. Each stays where it stands, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.language.phrases import IMPRINT, LABEL, MARKER, PERSON, REMARK, is_organ
from build_tools.language.script import is_date_line
from build_tools.model.source import Item, Line

# 来源：石门县融媒体中心 · 编辑：王某 · （编辑：王某） · 总监制：王某 · 媒体运营：王某
_EDITED = re.compile(
    r"^（?(?:(?:文章|稿件|信息|素材|新闻)?来源|作者|(?:责任|值班|网络|本期)?编辑|责编|(?:初|复|终|一|二|三)审|审核|审签"
    r"|总?监制|总?策划|媒体运营|供稿|摄影|录入)：[^。]{1,60}$"
)
# 编辑：… with 印刷：青江市印刷厂 · 邮编：630000 beside it is what a gazette prints of itself
_PRINTED = re.compile(r"^(?:主管|主办|准印证|刊号|出版|发行|印刷|定价|赠阅|地址|电话|邮编)[^：]{0,8}：")
_OFFERED = re.compile(
    # 相关文章 · 你可能会喜欢 · 你可能也爱看 · 最近更新 · 推荐阅读 · 85%的人还看了
    # 附近热门土地 · 查看更多资讯
    r"^(?:相关(?:文章|推荐|资讯|内容)|(?:你|您)可能.{0,2}(?:喜欢|爱看|感兴趣)|猜(?:你|您)喜欢|最(?:近|新)(?:更新|资讯|文章)|(?:推荐|延伸)阅读"
    r"|\d{1,3}%的人还看了|附近热门.{1,6}|查看更多.{0,6}|热门(?:推荐|资讯|文章|标签)|加载中[.…]*"
    # 账号+密码登录 · 手机+密码登录 · 还没有账号？
    r"|(?:账号|手机|短信|验证码)\+?(?:密码|验证码)?登录|还没有账号？.{0,6}|忘记密码？?"
    # 请使用Adobe Reader 7.0或以上阅读PDF版本档案。 · Get Adobe Reader
    r"|(?:请使用|Get|下载)Adobe ?Reader.{0,30}"
    # 【之后的内容被隐藏了，请下载APP查看完整内容。】 · 预览时标签不可点收录于合集#个上一篇下一篇
    r"|.{0,20}(?:内容被隐藏|下载APP|登录后(?:查看|阅读)).{0,30}|预览时标签不可点.{0,30}|.{0,10}收录于合集.{0,30}"
    # 图片版权归原作者所有，如有侵权请联系我们，我们立刻删除。 · 某网报料热线：0000000
    r"|.{0,10}(?:图片|图文|文章).{0,4}版权归.{1,12}所有.{0,60}|如有侵权.{0,60}|.{0,12}(?:报|爆)料热线.{0,40}"
    # 本作品是中华人民共和国的法律法规，… · Public domain · 注：中文维基文库社群认为，…
    r"|本作品是中华人民共和国的法律法规.*|(?:Public ?domain)+.{0,20}|.{0,10}维基文库.{0,120})$"
)
# 葡文版本, between two texts of a page of 《公报》
_LINK = re.compile(r"^(?:葡文|英文|中文|PDF)版本$")
# 某县国民经济和社会发展第十四个五年规划纲要.docx
_FILE = re.compile(r"^[^，。；]{2,90}\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|jpe?g|png)$", re.IGNORECASE)
# 2020年1月23日 · 年2月9日 · 20171116
_DAY = re.compile(r"月\d{1,2}日）?$|^\d{6,8}$")


def foot_lines(items: Sequence[Item]) -> set[int]:
    """The lines that a page prints below the last sentence of a text, and links and files in between."""
    first = _first(items)
    below = {k for k, x in enumerate(items) if k >= first and isinstance(x, Line) and not _of_text(x)}
    return below | {k for k, x in enumerate(items) if isinstance(x, Line) and _is_link(items, k, x)}


def _first(items: Sequence[Item]) -> int:
    """The first such line with no sentence, item, table or day behind it; the number of items if none."""
    last = max((k for k, x in enumerate(items) if _is_text(x)), default=-1)
    printed = any(isinstance(x, Line) and _PRINTED.match(x.key) for x in items[last + 1 :])
    for k, item in enumerate(items[last + 1 :], last + 1):
        if isinstance(item, Line) and _OFFERED.match(item.key):
            return k
        if isinstance(item, Line) and _EDITED.match(item.key) and not printed and _signed(items, k):
            return k
    return len(items)


def _is_text(item: Item) -> bool:
    if not isinstance(item, Line):
        return True
    if _OFFERED.match(item.key):
        return bool(MARKER.match(item.key)) and not item.key.startswith("注")
    return "。" in item.key or bool(MARKER.match(item.key)) or is_date_line(item.key)


def _signed(items: Sequence[Item], k: int) -> bool:
    """Whether the line above ends a text: its day, a remark, 版记."""
    above = items[k - 1] if k else None
    if not isinstance(above, Line):
        return False
    return bool(_DAY.search(above.key) or REMARK.match(above.key) or IMPRINT.match(above.key))


def _of_text(line: Line) -> bool:
    """Whether a line behind the foot's first may end a text all the same."""
    if _OFFERED.match(line.key):
        return False
    told = any(p.match(line.key) for p in (REMARK, IMPRINT, LABEL, PERSON))
    return told or is_date_line(line.key) or is_organ(line.key)


def _is_link(items: Sequence[Item], k: int, line: Line) -> bool:
    """Whether a line is a link of the page, or the name of a file outside of a list of annexes."""
    if _LINK.match(line.key):
        return True
    if not _FILE.match(line.key) or MARKER.match(line.key) or LABEL.match(line.key):
        return False
    above = (x for x in reversed(items[:k]) if not (isinstance(x, Line) and _FILE.match(x.key)))
    labelled = next(above, None)
    return not (isinstance(labelled, Line) and LABEL.match(labelled.key))
