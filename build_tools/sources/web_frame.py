"""What a web page prints around a text: its path, bylines, the title once more, buttons, its foot.

Such words count only before the first text of a source or behind the last one, never on a line with a head
number or a full stop. Elsewhere, and where nothing proves them, they stay with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_tools.language.phrases import (
    CLOSED,
    DECREE,
    ENDS_IN_GENRE,
    IMPRINT,
    LABEL,
    MARKER,
    META,
    REMARK,
    is_organ,
    is_title_like,
)
from build_tools.language.script import HAN, SERIAL_LINE, bare, doc_number, is_date_line, key
from build_tools.model.catalogue import Evidence, Note
from build_tools.model.source import Item, Line
from build_tools.sources.furniture import Judged, without

_PLACE = r"(?:您|你)?(?:的|现在|目前|当前)?(?:所在)?(?:的)?位置(?:是)?"
_PARTS = r"[>＞»→/／|｜]"
_TOOL = (
    "(?:无障碍(?:浏览|阅读)?|长者(?:模式|版)|适老版|关怀版|简体(?:中文|版)?|[繁正][體体](?:中文|版)?|English|EN|RSS|智能问答|注册|登录|移动版|手机版|微博|微信|邮箱|数据开放"
    "|[无無]障[碍礙](?:工具|通道)?)"
)
# Names of what only a web page prints above a text. Blanks count: they part the fields of a line.
PORTAL = re.compile(
    # 当前位置: 首页>> 公文公报>> 国务院令 · 首页 / 政务公开 / 通知公告 / 正文; not 当前位置：城关镇早市
    rf"^\s*{_PLACE}\s*[:：]?\s*(?:首页|[^。]*[>＞»])|^\s*(?:网站)?[首主]页\s*{_PARTS}"
    # 今天是：2016年3月21日 星期一　　网站首页 | 机构设置
    r"|^\s*今天是\s*[:：]"
    # 作者:某法规网 时间:2024-01-02 03:04:05 · 浏览:123 · 阅读：77次; an author alone is printed
    r"|(?:^|\s)作者\s*[:：].*\s(?:来源|时间|日期|更新时间)\s*[:：]"
    r"|(?:^|\s)(?:浏览|阅读|点击|访问)(?:次数|人数|量|率|数)?\s*[:：]\s*(?:\d+次?)?(?=[\s字【\[]|$)"
    # 【字体：大 中 小】 · 字号：[ 大 中 小 ]
    r"|(?:字体|字号|字体大小)\s*[:：]?\s*[\[［【(（]?\s*大\s*中\s*小"
    # 下载地址: 点击此处下载 · 点击下载：云岭省中小学防溺水工作规定.doc
    r"|^\s*(?:下载地址|点击下载|附件下载|正文下载)\s*[:：]"
    # 中央政府门户网站 www.example.cn   2013年05月07日 10时12分 · 青江市人民政府网　更新时间：2022年09月08日
    rf"|^\s*[{HAN}]{{2,20}}(?:门户网站|政府网站?|信息网|法[规律]网|新闻网)\s+"
    r"(?:www\.|https?:|(?:更新|发布)时间|(?:信息)?来源|\d{4}[年-]\d{1,2}[月-]\d{1,2}日?\s+\d{1,2}[:：时])"
    # 无障碍浏览 | 繁體 | English
    rf"|^\s*(?:{_TOOL}\s*[|｜/／·]\s*)+{_TOOL}\s*$"
    # 东江市水利局门户网站, above the path of the page
    rf"|^\s*[{HAN}]{{2,24}}(?:门户网站|政府网站|官方网站|信息公开(?:平台|专栏))\s*$"
    # 【法规全文】　【打印】　【收藏】
    r"|^\s*(?:[【\[][^【】\[\]。]{2,6}[】\]]\s*){2,}$"
)
# Fields that a record keeps: a line that names one is dropped only between two printings of the title.
_FACTS = re.compile(r"(?:发布|公布|成文|生成|印发)(?:日期|时间)|索\s*引\s*号|文\s*号|发文字号")

# Words that only the foot of a web page prints, as a whole line
_FOOT = re.compile(
    r"^(?:(?:(?:打印|关闭|收藏|分享|返回|纠错)[|｜]?){2,6}|(?:请)?(?:用微信)?扫(?:描|一扫)?.{0,8}二维码.{0,12}|(?:用?手机|微信)?扫一扫，?.{0,14}"
    r"|(?:(?:打印|关闭|收藏|分享|返回|纠错)[|｜]){1,5}(?:打印|关闭|收藏|分享|返回|纠错)[|｜]?"
    r"|(?:(?:网站地图|站点地图|联系我们|关于我们|网站声明|版权声明|隐私声明|法律声明|免责声明|使用说明|设为首页|加入收藏|使用帮助)[|｜]?){2,}"
    r"|(?:[【〔]?(?:关闭(?:窗口|页面|本页)|打印(?:本页|页面|本稿)|返回(?:顶部|列表|首页)|我要纠错)[】〕]?[|｜]?)+"
    r"|(?:[【〔](?:关闭|打印|收藏|返回|保存|分享)(?:窗口|页面|本页)?[】〕][|｜]?)+"
    r"|[【〔]?(?:字体|字号)：?[〔\s]*大\s*中\s*小.{0,3}|分享到?：.{0,24}"
    r"|(?:上|下)一[篇条](?:信息|新闻|文章)?：.{0,120}|没有了"
    # 版权所有：…　网站标识码：… · 云ICP备05001234号-2　云公网安备53010002000088号
    r"|[^。]{0,80}(?:网站标识码：?\d{6}|ICP备(?:案)?号?：?\d{6}|公网安备(?:案)?号?：?\d{6})[^。]{0,80}|版权所有：?[^。]{2,60}"
    r"|(?:Copyright|©)[^。]{0,120}"
    # 主办：石笋县人民政府办公室　承办：石笋县大数据中心
    r"|主办(?:单位)?：[^。]{2,40}(?:承办|协办|技术支持|维护)(?:单位)?：[^。]{2,60})$"
)
# Words that a text may print as well: they count where others of the kind stand beside them
_WEAK = re.compile(
    r"^(?:(?:官方)?微信(?:公众号|扫一扫)?|(?:政务|新浪)?微博|QQ(?:空间|好友)?|抖音|二维码|首页|网站地图|联系我们|上一[页篇]|下一[页篇]"
    r"|(?:打印|关闭|分享|收藏|返回|保存)|分享到.{0,6})$"
)
# 本站由市政府办公室主办，云ICP备05001234号。: a sentence behind the last day, which stays with a doubt
_FOOT_WORD = re.compile(r"ICP备|公网安备|网站标识码|版权所有|扫一扫|本(?:网)?站")
# A line that is only the address that a page was taken from; 网址：… of a cover is none.
_ADDRESS = re.compile(r"^https?://\S+$")


def _foot(line: Line) -> bool:
    return bool(_FOOT.match(line.key) or _ADDRESS.match(line.text.chars))


def without_web_frame(items: Sequence[Item]) -> tuple[list[Item], list[Note]]:
    """The items without what a web page prints above the first text and below the last one."""
    judged = Judged()
    _above(items, judged)
    _below(items, judged)
    begin, behind, related = _begin(items), _behind_last_day(items), _related(items)
    foot = min((k for k, e in judged.dropped.items() if e is Evidence.BELOW), default=len(items))
    for k, item in enumerate(items):
        if not isinstance(item, Line) or k in judged.dropped:
            continue
        told = behind is not None and k >= behind and _FOOT_WORD.search(item.key)
        of_foot = (
            told or k >= related or (k > foot and not REMARK.match(item.key) and not IMPRINT.match(item.key))
        )
        of_page = k >= begin and PORTAL.search(item.text.chars) and not _is_text(item)
        if of_foot or of_page or _foot(item) or (_weak(item) and not _listed(items, k)):
            judged.doubted.add(k)
    end = max((k for k, x in enumerate(items) if isinstance(x, Line) and "。" in x.key), default=-1)
    apart = [_alone(x) if k in judged.doubted and k > end else x for k, x in enumerate(items)]
    return without(apart, judged)


def _alone(item: Item) -> Item:
    """A line that may be of the page's foot, with nothing to be joined to it."""
    return replace(item, alone=True) if isinstance(item, Line) else item


def _listed(items: Sequence[Item], k: int) -> bool:
    """Whether a short line stands in a list of such lines that ``：`` opens, or with a bullet."""
    for item in reversed(items[max(0, k - 12) : k]):
        if not isinstance(item, Line) or item.key.endswith("："):
            return isinstance(item, Line)
        if len(item.key) > 15 or CLOSED.search(item.key):
            return False
    return False


# The head of the source


def _above(items: Sequence[Item], judged: Judged) -> None:
    """The page's own lines above the first text, and titles that are printed again below."""
    begin = _begin(items)
    repeated, top = _repeated(items, begin)
    repeated |= _page_title(items, begin)
    titled = begin < len(items)
    first = next((k for k, x in enumerate(items[:begin]) if k >= top and isinstance(x, Line)), begin)
    for raw in _raw_lines(items, begin):
        words = "　".join(x.text.chars for _, x in raw)
        between = raw[-1][0] < top and (repeated != set() and raw[0][0] > min(repeated))
        portal = bool(PORTAL.search(words)) and (between or not _FACTS.search(words))
        outside = titled and raw[-1][0] < first and not _FACTS.search(words)
        button = outside and all(_foot(x) or _WEAK.match(x.key) for _, x in raw)
        if (portal or button) and not any(_is_text(x) for _, x in raw):
            judged.dropped |= dict.fromkeys((k for k, _ in raw), Evidence.ABOVE)
    judged.dropped |= dict.fromkeys(repeated, Evidence.REPEATED)


def _is_text(line: Line) -> bool:
    return "。" in line.key or bool(MARKER.match(line.key))


def _raw_lines(items: Sequence[Item], end: int) -> Iterator[list[tuple[int, Line]]]:
    """The lines above ``end``, the fields of one raw line together (they stand apart by then)."""
    group: list[tuple[int, Line]] = []
    for k, item in enumerate(items[:end]):
        if not isinstance(item, Line):
            continue
        if group and not (item.number == group[0][1].number and META.match(item.key)):
            yield group
            group = []
        group.append((k, item))
    if group:
        yield group


_HEAD_ITEMS = 60


def _begin(items: Sequence[Item]) -> int:
    """Where the first text begins: its number, its addressee, its first sentence or a table."""
    for k, item in enumerate(items[:_HEAD_ITEMS]):
        if not isinstance(item, Line) or _numbers(item) or "。" in item.key:
            return k
        if item.key.endswith("：") and not META.match(item.key) and not PORTAL.search(item.text.chars):
            return k  # the last line of an addressee
    return min(len(items), _HEAD_ITEMS)


def _numbers(line: Line) -> bool:
    return bool(doc_number(line.key) or SERIAL_LINE.match(line.key))


def _repeated(items: Sequence[Item], begin: int) -> tuple[set[int], int]:
    """The lines above the title at ``begin`` that print it, or its organ, once more; and where it begins.

    Only organs and the page's own lines stand between two printings: a cover has its date there, and
    printed contents have other titles.
    """
    top = begin
    while top > 0 and _title_line(items[top - 1]):
        top -= 1
    for start in range(begin - 1, max(begin - 6, -1), -1):
        words = _joined(items, start, begin)
        if len(words) < 8 or not ENDS_IN_GENRE.search(_key(items, start, begin)):
            continue
        found = _printed_above(items, start, words)
        if found:
            return found, start
    return set(), top


def _page_title(items: Sequence[Item], begin: int) -> set[int]:
    """The page's own title above its fields, where a decree begins below them and the title stands once more
    as that of the text that it publishes.

    云岭省古树名木保护条例 · 发布时间：2023-12-04 · …人民代表大会常务委员会公告 · 第17号
    """
    named = next(
        (k for k in range(1, begin) if isinstance(x := items[k], Line) and DECREE.match(x.key)), None
    )
    if named is None or not isinstance(above := items[named - 1], Line) or not META.match(above.key):
        return set()
    end = named - 1
    while end > 0 and isinstance(x := items[end - 1], Line) and META.match(x.key):
        end -= 1
    for start in range(end - 1, max(end - 4, -1), -1):
        words = _joined(items, start, end)
        again = (_joined(items, k, k + n) == words for k in range(begin, len(items)) for n in (1, 2, 3))
        if len(words) >= 5 and ENDS_IN_GENRE.search(_key(items, start, end)) and any(again):
            return set(range(start, end))
    return set()


def _printed_above(items: Sequence[Item], start: int, words: str) -> set[int]:
    """The lines above ``start`` that are ``words``, and organs between, if nothing else stands there."""
    found: set[int] = set()
    organs: set[int] = set()
    k = start
    while k > 0:
        run = next((n for n in range(1, 6) if k >= n and _joined(items, k - n, k) == words), 0)
        line = items[k - 1]
        if run:
            k -= run
            found |= {*range(k, k + run), *organs}
            organs = set()
        elif isinstance(line, Line) and is_organ(line.key) and bare(line.key) in words:
            organs.add(k - 1)
            k -= 1
        elif isinstance(line, Line) and _of_page(items, k - 1, line):
            k -= 1
        else:
            break
    contents = k > 0 and isinstance(items[k - 1], Line) and re.match(r"^目[录次]$", _key(items, k - 1, k))
    return set() if contents else found


def _of_page(items: Sequence[Item], k: int, line: Line) -> bool:
    """Whether a line, with what stands in its raw line, is the page's own: its path, its fields."""
    same = [x for x in items[max(0, k - 8) : k + 9] if isinstance(x, Line) and x.number == line.number]
    return bool(PORTAL.search("　".join(x.text.chars for x in same)) or META.match(line.key))


def _title_line(item: Item) -> bool:
    if not isinstance(item, Line) or _foot(item) or _weak(item):
        return False
    return is_title_like(item.key) and not PORTAL.search(item.text.chars)


def _key(items: Sequence[Item], start: int, end: int) -> str:
    return key("".join(x.text.chars for x in items[start:end] if isinstance(x, Line)))


def _joined(items: Sequence[Item], start: int, end: int) -> str:
    """The letters of the lines from ``start`` to ``end``; nothing where one of them is none of a title."""
    if not all(_title_line(x) for x in items[start:end]):
        return ""
    return bare(_key(items, start, end))


# The foot of the source


def _below(items: Sequence[Item], judged: Judged) -> None:
    """Words of a page's foot behind the last text: from its last day on, or at the very end."""
    start = _behind_last_day(items)
    if start is None:
        start = _lowest(items)
        while start > 0 and _page_words(items[start - 1]):
            start -= 1
        above = items[start - 1] if start else None
        open_ = isinstance(above, Line) and re.search(r"[：，、（《“]$", above.key)
        if open_ or _listed(items, start):
            return  # 首层界面设置下列按钮：
    region = [(k, x) for k, x in enumerate(items[start:], start) if isinstance(x, Line)]
    if start == 0 or not any(_foot(x) for _, x in region):
        return
    judged.dropped |= {k: Evidence.BELOW for k, x in region if _page_words(x)}


def _lowest(items: Sequence[Item]) -> int:
    """The index behind the lowest word of a page's foot; the page's address may stand below it."""
    feet = [k for k, x in enumerate(items) if isinstance(x, Line) and _foot(x)]
    below = items[feet[-1] + 1 :] if feet else ()
    short = len(below) <= 3 and all(isinstance(x, Line) and not _is_text(x) for x in below)
    return feet[-1] + 1 if feet and short else len(items)


# 相关链接 · 相关文件：
_RELATED = re.compile(r"^(?:相关(?:链接|文件|附件|阅读|解读|政策|信息|新闻|报道|稿件)|(?:延伸|推荐)阅读)：?$")


def _related(items: Sequence[Item]) -> int:
    """Where a page names what else it has, with no sentence behind; the number of items if nowhere."""
    last = max((k for k, x in enumerate(items) if not isinstance(x, Line) or "。" in x.key), default=-1)
    named = (k for k, x in enumerate(items) if k > last and isinstance(x, Line) and _RELATED.match(x.key))
    return next(named, len(items))


def _page_words(item: Item) -> bool:
    """Whether a line is of a page's foot, and neither a sentence nor an item of a text."""
    return isinstance(item, Line) and (_foot(item) or _weak(item)) and not _is_text(item)


def _weak(line: Line) -> bool:
    return bool(_WEAK.match(line.key))


def _behind_last_day(items: Sequence[Item]) -> int | None:
    """The index behind the last signature, where nothing of a text follows on it."""
    days = [k for k, x in enumerate(items) if isinstance(x, Line) and is_date_line(x.key)]
    if not days:
        return None
    start = days[-1] + 1
    for item in items[start:]:
        # （一）网站标识码：5301990001　网站地图: an item of a text, whatever it speaks of
        if not isinstance(item, Line) or MARKER.match(item.key):
            return None
        if _foot(item) or _weak(item) or REMARK.match(item.key) or IMPRINT.match(item.key):
            continue
        if LABEL.match(item.key) or len(item.key) > 60:
            return None
        if ENDS_IN_GENRE.search(item.key) or ("。" in item.key and not _FOOT_WORD.search(item.key)):
            return None
    return start
