"""The line that a web page prints below a title: its day, whence it has the text, how often it was read.

Its fields stand one right behind the other or with blanks between, and nothing else stands in the line. A day
alone, with no field of a page beside it, is none: 时间：2024年5月1日 may be of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.language.script import HAN, date

_DAY = r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_CLOCK = r"(?:\d{1,2}(?:：\d\d){1,2}|\d{1,2}时\d{1,2}分)"
_NAMED_DAY = (
    r"(?:(?:发布|发表|更新|公布|公开|上传|录入|(?:信息)?提供)?(?:时间|日期)"
    rf"：(?P<day>{_DAY}){_CLOCK}?)"
)
_BARE_DAY = rf"(?P<bare>{_DAY}){_CLOCK}"
_FROM = r"(?:信息|文章|稿件|新闻|内容)?来源：[^：。；《》]{0,40}?"
_BY = r"(?:作者|(?:责任)?编辑|栏目|有效性|发布人|发布机构)：[^：。；]{0,24}?"
_READ = r"(?:(?:浏览|点击|阅读|访问)(?:次数|人数|人次|量|率|数)?|次数)：\d*次?"
_SIZE = r"〔?(?:选择)?(?:字体|字号)(?:大小)?：?(?:[〔〕（）|｜\-—\s]|默认|超?大|中|小)*"
_TOOL = r"[〔（]?(?:(?:我要)?打印|关闭(?:窗口|本页|页面)?|分享到?|收藏|朗读)[〕）]?：?|视力保护色：?|[|｜]"
# 滁州市政府门户网站www.example.gov.cn before the day
_SITE = rf"(?:[{HAN}]{{2,20}}(?:门户网站|政府网站?|信息网|新闻网)(?:www\.[\w.]*?(?:cn|com))?)?"
# 时间：2023-01-28来源：新区 · 来源：本网发布日期：2023-03-0110：24：51字体大中小
# · 2022-12-1423：05来源：新华社〔字体：大中小〕打印 · 来源：市房产局办公室2023-04-2817：16浏览量：44003|||||
# · 日期：2023-05-0616：41来源：省厅浏览次数：958次字号：〔小中大〕〔我要打印〕〔关闭〕视力保护色：
# · 文章来源：公积金中心浏览次数：264发布日期：2023-04-18 · 有效性：有效来源：州住建局时间：2022年05月24日
# ; not 时间：2023年4月29日至5月3日 · 来源：各市检查台账 · 数据来源：2024年统计年鉴 · 时间：2024-05-01
_LINE = re.compile(
    r"^(?=.*(?:来源|浏览|点击|阅读|访问|字体|字号|次数)：?)"
    rf"{_SITE}(?:{_FROM}|{_BY}|{_READ}|{_SIZE}|{_TOOL})*?"
    rf"(?:{_NAMED_DAY}|{_BARE_DAY})"
    rf"(?:{_FROM}|{_BY}|{_READ}|{_SIZE}|{_TOOL})*$"
)
_LONGEST = 200


@lru_cache(maxsize=16_384)
def page_day(line_key: str) -> str | None:
    """The day on which a web page published a text, as such a line gives it; None for any other line."""
    match = _LINE.match(line_key) if len(line_key) <= _LONGEST else None
    return date(match["day"] or match["bare"]) if match else None
