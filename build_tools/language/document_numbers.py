"""Document numbers and numbers of standards in running text, printed with a title or by themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from build_tools.language.genres import NOTICES, OUTSIDE_ORGANS
from build_tools.language.organs import OFFICES
from build_tools.language.passages import CELL
from build_tools.language.script import HAN, NUMERAL
from build_tools.model.text import Span

_YEAR = rf"[〔（]\s*(?:(?:19|20)?\d{{2}}|[{NUMERAL}]{{4}})\s*[〕）]"
# 国发〔2024〕3号 · 国发(2016)74号 · 国发[1998]第3号 · 建设部〔2007〕第162号令
_WITH_YEAR = rf"{_YEAR}\s*第?\s*[\d{NUMERAL}]{{1,5}}\s*号令?"
_DATED = rf"[{HAN}A-Za-z×\s]{{1,20}}?\s*{_WITH_YEAR}"
# 国务院令第735号 · 主席令第十六号 · 国务院第735号令 · 国务院、中央军事委员会令第438号 ·
# 农业农村部令2020年第4号 · 云测市人民政府令（第12号）; the bracket of 《…》（省人民政府令第57号）、… is
# not the number's
_SERIAL = rf"[\d{NUMERAL}]{{1,6}}"
_DECREE = (
    rf"令\s*(?:[（〔]第?\s*{_SERIAL}\s*号[）〕]|(?:20\d\d\s*年\s*)?第?\s*{_SERIAL}\s*号)"
    rf"|第\s*{_SERIAL}\s*号令|\d{{1,4}}\s*号令"  # …（七部委30号令）
)
_ORDER = rf"[{HAN}][{HAN}、 \u3000]{{1,30}}?(?:{_DECREE})"
# 财政部公告2023年第5号 · 财政部　税务总局公告2021年第11号 · 生态环境部公告（2018年第24号）
_ISSUE = r"(?:19|20)\d\d\s*年\s*第\s*\d{1,4}\s*号"
_NOTICED = rf"公告\s*(?:{_ISSUE}|[（〔]{_ISSUE}[）〕])"
_ANNOUNCEMENT = rf"[{HAN}][{HAN}、 \u3000]{{1,30}}?{_NOTICED}"
# GB/T 38597—2020 · HJ 2.2-2018 · DB54/T 0118—2017
_STANDARD = (
    r"(?<![A-Za-z])(?:GBZ?|DB\s?\d{2,6}|HJ|JGJ|CJJ?|JT[GS]?|NY|YY|WS|TB|SL|DL|LY|MZ|AQ|GA|HG|JB|JR|LB|LD|MT"
    r"|NB|QB|QX|SB|SC|SH|SJ|SN|SY|TY|WH|WW|XF|YB|YC|YD|YS|YZ|CY|DA|DZ|FZ|GY|HY|BB|JC|JJ[FG]|RB|TD|ISO)"
    r"(?:/[TZ])?\s?\d{1,6}(?:\.\d{1,3})*\s?[—–\-－―]{1,2}\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
)
# 国务院（84）国发字第67号文
_YEAR_FIRST = rf"[〔（](?:19)?\d{{2}}[〕）]\s*[{HAN}]{{1,8}}字\s*第?\s*\d{{1,5}}\s*号"
# 第10/2020號行政法規 · 第5/2023號法律 · 第87/2016號行政長官批示
_OF_MACAU = rf"第\s?\d{{1,4}}/\d{{4}}[号號](?:法律|行政法[规規]|行政命令|[{HAN}]{{2,12}}?批示)"
# 国发〔2024〕3号 · 国务院令第735号 · GB 3095—2012《环境空气质量标准》; not 第三条
NUMBER = re.compile(rf"{_YEAR_FIRST}|{_DATED}|{_ANNOUNCEMENT}|{_ORDER}|{_STANDARD}|{_OF_MACAU}")
_DASHED = re.compile(r"[A-Z].{0,16}\d\s?[—–\-－―]")
# 〔2024〕3号 · 令第735号: the same from the right, what follows the agency
_TAIL = re.compile(
    rf"{_WITH_YEAR}|(?P<decree>{_DECREE}|{_NOTICED})"
    rf"|(?P<whole>{_STANDARD}|{_YEAR_FIRST}|{_OF_MACAU})"
)
# 国务院、中央军委、: who issues it jointly, before the last
_JOINT = re.compile(rf"(?:[{HAN}]{{1,20}}(?:{OFFICES}|行)、)+$")
_HEAD = re.compile(rf"[{HAN}A-Za-z× \u3000]+$")  # never over the edge of a cell
_START = re.compile(rf"[{HAN}A-Za-z×\s]+?(?=[〔（令]|第\d|公告)")
# 《…》（国办发〔2019〕5号，以下简称《…》） · 《…》的通知（藏政办发〔2023〕30号） · 《…》[国发〔2024〕7号]
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"  # 《…》（1998年7月20日国务院令第248号发布）
_BEHIND = re.compile(
    rf"\s*(?:的(?:{NOTICES}))?\s*[（〔]\s*(?:文号：|{_DAY})?"
    rf"(?P<number>{NUMBER.pattern})(?:文件?|公布|发布|颁布)?\s*(?=[），；、〕])"  # （国发〔2019〕35号文件）
)
# 《…的通知》 / 云水发〔2001〕3号: in a row of a table
_CELL_BEHIND = re.compile(rf"{CELL}\s*(?P<number>{NUMBER.pattern})\s*(?={CELL}|$)")
# 2014年7月30日原国家食品药品监督管理总局令第4号公布的《…》
_ISSUED_WITH = re.compile(r"\s*(?:文件?)?(?:联合)?(?:公布|发布|颁布|颁发|印发)的\s*")
# Words that lead up to a bare number and are no part of it: 贯彻落实国发〔2024〕3号, …3号和国办发…
_AND = "".join(  # but 中华人民共和国, 住房和城乡建设部
    f"(?<!{name})"
    for name in ["人民共", "住房", "发展", "工业", "资源", "文化", "卫生", "林业", "粮食", "人口", "民族"]
)
_NOT_AGENCY = re.compile(
    r"^.*(?:贯彻|落实|根据|依据|依照|按照|遵照|参照|执行|印发|转发|废止|实施|文件|符合|对照|关于|的|以|号|为|见|被|已"
    r"|更正|修改|撤销|停止|[请现并应]将"  # 关于更正云政办发〔2023〕27号文件的函, 请将云政办发〔2023〕27号
    # but 国家高等教育…, 太原市, 国家数据局, 自由贸易试验区, 对外贸易经济合作部, 国家经贸委
    r"|(?<!高)等|(?<![太草平中])原|(?<!数)据|(?<!自)由|经(?![济贸信委开]))"
    r"|^.*(?:政府|办公[厅室]|委员会)(?=[^令字公第]{2})"
    rf"|^.*(?:[及与或并]|{_AND}和(?![田政布静硕龙顺平林]))(?=.)|^.*(?:通过|批准|公布|发布|修订|修正)"
    # 补充通知东政办发〔2003〕8号 · 的函苇发改函〔2013〕2号 · 疫木指云林检〔2021〕30号,
    # but 苇财建指〔2012〕33号, 省防指办函〔2020〕5号
    rf"|^.*(?:{OUTSIDE_ORGANS}|[文编字]号|(?:^|[的复来])函|适用|改?按|即|是|系|(?<![防汛旱])指)"
    rf"(?=\s*[{HAN}]{{2}})"
    rf"|^(?:省|市|县|自治区)[{HAN}]{{2,10}}?(?:委|厅|局)(?=[{HAN}]{{2}})"  # 省发展改革委粤发改投资〔2020〕3号
    r"|^(?:和(?![田政布静硕龙顺平林])|[年月日])(?=.)"
    r"|^.*[ \u3000]{3,}(?=\S)"  # 缴入国库        发改价格〔2004〕2831号, columns
)


def number_behind(text: str, end: int) -> Span | None:
    """Where the number stands that the bracket behind a title gives it."""
    match = _BEHIND.match(text, end) or _CELL_BEHIND.match(text, end)
    if match is not None:
        return match.span("number")
    if end == len(text) or text[end] in "，。、；（）《〈”":
        return None
    direct = NUMBER.match(text, end)
    if direct is None:
        return None
    head = _START.match(direct[0])
    clean = head is None or agency(text, end, end + len(head[0])) == end
    return direct.span() if clean else None


def number_in_front(text: str, start: int) -> Span | None:
    """Where the number stands that leads up to a title: ``GB 3095—2012《环境空气质量标准》``,
    ``国家食品药品监督管理总局令第4号公布的《医疗器械注册管理办法》``."""
    low = max(0, start - 60)
    low = max(low, text.rfind("》", low, start) + 1)
    if start == 0 or text[start - 1] not in "号0123456789 的":
        return None
    found = _numbers(text, low, start)
    if not found:
        return None
    between = text[found[-1][1] : start]
    return found[-1] if not between.strip() or _ISSUED_WITH.fullmatch(between) else None


def bare_numbers(text: str, taken: Sequence[Span]) -> list[Span]:
    """Where numbers stand by themselves, outside of the spans that are taken, which are in order."""
    if "号" not in text and not _DASHED.search(text):
        return []
    return [span for span in _numbers(text, 0, len(text)) if not overlaps(taken, span)]


def overlaps(taken: Sequence[Span], span: Span) -> bool:
    """Whether a span shares a character with one of others, which are in order and share none."""
    k = bisect_left(taken, span[1], key=lambda other: other[0])
    return k > 0 and span[0] < taken[k - 1][1]


def _numbers(text: str, low: int, high: int) -> list[Span]:
    """The numbers with their agency; 〔2024〕3号 and 第735号令 by themselves name none."""
    found = []
    for match in _TAIL.finditer(text, low, high):
        start = match.start()
        if not match["whole"]:
            before = text[max(low, start - 20) : start]
            head = _HEAD.search(before)
            if head is None:
                continue
            start = agency(text, start - len(head[0]), start)
            if start == match.start():
                continue
            if match["decree"] and (joint := _JOINT.search(text, max(low, start - 40), start)):
                start = agency(text, joint.start(), start)
        found.append((start, match.end()))
    return found


def agency(text: str, start: int, end: int) -> int:
    """Where the agency of a number begins: behind the words that lead up to it."""
    head = text[start:end]
    while (extra := _NOT_AGENCY.match(head)) is not None:
        start += extra.end()
        head = head[extra.end() :]
    return start + len(head) - len(head.lstrip())
