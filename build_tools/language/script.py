"""Matching forms, numerals and dates of printed Chinese. Nothing here changes what is published."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"

_TRADITIONAL = (
    "號号發发關关於于條条則则節节編编廳厅縣县區区會会議议決决實实辦办國国務务總总統统華华規规訂订"
    "錄录級级屬属機机構构員员長长團团縂总爲为為为與与據据項项號号曆历歷历頒颁佈布處处歸归讀读問问"
    "釋释說说明明記记電电業业產产財财濟济經经運运輸输農农學学醫医衛卫環环護护資资訊讯開开閱阅報报"
    "誌志簡简稱称將将現现應应當当從从點点際际聯联銀银設设劃划綱纲選选舉举檢检審审計计監监參参賓宾"
    "臺台灣湾廣广東东門门鄉乡鎮镇轄辖執执證证書书質质評评價价標标準准範范試试後后內内兩两萬万億亿"
    "個个種种類类給给獎奖懲惩罰罚誤误權权責责對对請请轉转遵遵照照茲兹見见進进單单穩稳稅税數数額额繳缴費费"
    "補补貼贴險险養养療疗傷伤殘残勞劳動动職职層层驗验領领導导黨党師师網网織织組组貫贯擴扩廢废時时間间"
    "來来終终滿满變变該该須须圍围圖图積积畝亩噸吨圓圆幣币錢钱備备註注複复覆复製制徵征訟讼訴诉戶户"
    "過过預预購购續续繼继歲岁雙双確确認认識识顯显樣样戰战鐵铁鋼钢車车輛辆藥药術术樓楼橋桥壓压氣气漁渔獨独獻献盡尽礦矿競竞結结紙纸細细維维緊紧線线績绩"
    "聲声聽听舊旧莊庄藝艺蘇苏裝装觀观視视覺觉討讨訓训託托訪访許许診诊詢询話话詳详誠诚調调談谈論论諮咨講讲譯译讓让豐丰貢贡貨货貧贫買买貸贷貿贸賃赁賠赔"
    "賣卖賬账贈赠踐践軌轨軍军較较載载輕轻輔辅輪轮邊边遊游達达違违遞递遠远適适遺遗還还鄰邻針针銷销錯错閉闭陰阴陳陈陸陆陽阳隊队階阶隨随隱隐雜杂雲云頁页"
    "頂顶順顺頻频題题願愿顧顾風风飛飞飯饭飲饮館馆駐驻駕驾驅驱體体鮮鲜鹽盐齊齐齡龄態态狀状況况廠厂啟启親亲傳传償偿優优儲储兒儿蓋盖葉叶蔭荫蟲虫蠶蚕衝冲"
    "屆届暫暂協协撤撤罷罢裡里餘余駛驶魚鱼麥麦黃黄"
)
_WIDTH = dict(zip("０１２３４５６７８９", "0123456789", strict=True))
_FOLD = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)) | _WIDTH
_KEY = _FOLD | dict(zip("(),:∶;?!［］﹝﹞[]【】．", "（），：：；？！〔〕〔〕〔〕〔〕.", strict=True))
# Hardly a character is one of these: where they stand is found faster than each is looked up.

# 關於印發實施意見
_TO_FOLD = re.compile(f"[{''.join(_FOLD)}]")
# 實施意見（試行）
_TO_KEY = re.compile(f"[{re.escape(''.join(_KEY))}]")
_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff]+")


def fold(text: str) -> str:
    """The text with traditional forms of structural words and full-width digits made alike.

    Has the length of ``text``, so that a match in it is a match in the text.
    """
    return _TO_FOLD.sub(lambda m: _FOLD[m[0]], text)


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """The matching form of a line or title: folded, brackets of one style, no blanks."""
    return even(_BLANKS.sub("", text))


def even(text: str) -> str:
    """The matching form with its blanks left in: has the length of ``text``."""
    return _TO_KEY.sub(lambda m: _KEY[m[0]], text)


def printed(text: str, start: int = 0, end: int | None = None) -> str:
    """What stands at a place of the matching form of a text: that form, in the print's own characters."""
    solid = _BLANKS.sub("", text)[start:end]
    return "".join(p if p.isalpha() else k for p, k in zip(solid, even(solid), strict=True))


_NOT_BARE = re.compile(rf"[^0-9A-Za-z{HAN}]+")


@lru_cache(maxsize=16_384)
def bare(text: str) -> str:
    """Only the letters, digits and Han of a title: what two printings of it must share."""
    return _NOT_BARE.sub("", key(text))


SMALL = "一二三四五六七八九十"
"""The numerals of a short series: 附件三, 表十二, （四）. Others are words there: 附件两份."""
NUMERAL = f"零〇○Ｏ{SMALL}百千两廿卅"
BEHIND_NUMERAL = rf"(?:、|[.．丶](?=\s*(?![{NUMERAL}])[{HAN}“《（]))"
"""What stands behind the numeral of a heading: ``一、总则``, and also ``一.总则`` and ``一丶总则``."""
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "0": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> int | None:
    """The value of a numeral: ``二十一``, ``二〇二四``, ``廿三``, ``12``; None if it is none."""
    text = key(text).replace("廿", "二十").replace("卅", "三十")
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


_COUNTED = "零一二三四五六七八九"
_PLACES = "千百十"


def in_words(n: int) -> str:
    """A number as articles count: 十, 十二, 二十一, 一百零一, 一百一十; from 10000 on in figures."""
    if not 0 <= n < 10_000:
        return str(n)
    figures = f"{n:04d}"
    parts = [_COUNTED[int(f)] + unit * (f != "0") for f, unit in zip(figures, (*_PLACES, ""), strict=True)]
    said = re.sub("零+", "零", "".join(parts)).lstrip("零")
    said = said.rstrip("零") or "零"
    return said.removeprefix("一") if said.startswith("一十") else said


_NUM = rf"(?:\d{{1,4}}|[{NUMERAL}元]{{1,6}})"
_ERAS = {"中华民国": 1911, "民国": 1911}
DATE = re.compile(
    rf"(?P<era>中华民国|民国)?(?P<y>\d{{4}}|[{NUMERAL}Oo0]{{2,5}}|(?<=国)\d{{2,3}})年"
    rf"(?:(?P<m>{_NUM})月)?(?:(?P<d>{_NUM})日)?"
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:\d\d:\d\d(?::\d\d)?)?")


def date(text: str) -> str | None:
    """The first date in a text as ISO (``2024-08-04``, or ``2026-04`` where no day is printed).

    Reads ``2024年8月4日``, ``一九九七年四月八日``, ``二○○六年十二月``, ``中華民國113年1月2日``,
    ``2018-04-23``. None where there is none, or where the figures are no date.
    """
    folded = key(text)
    match = _ISO.search(folded) or DATE.search(folded)
    if match is None:
        return None
    year = number(match["y"]) or 0
    if (match.groupdict().get("era")) in _ERAS:
        year += _ERAS[match["era"]]
    parts = [f"{year:04d}"]
    for group, limit in (("m", 12), ("d", 31)):
        value = number(match[group].replace("元", "一")) if match[group] else None
        if value is None:
            break
        if not 1 <= value <= limit:
            return None
        parts.append(f"{value:02d}")
    if not 1000 <= year <= 2999:
        return None
    if len(parts) == 3 and int(parts[2]) > monthrange(year, int(parts[1]))[1]:
        return None  # 2024年2月30日: a misprint is no date
    return "-".join(parts)


# 22时30分, behind the day of an emergency's notice
_HOUR = rf"{_NUM}时(?:{_NUM}分|整)?"
# 2024年8月4日 · （二○○六年十二月） · 2022年3月13日22时30分; not 2022年3月13日22时起
DATE_LINE = re.compile(rf"^[（(]?(?:{DATE.pattern})(?:(?<=日){_HOUR})?[）)]?$")


def is_date_line(line_key: str) -> bool:
    """Whether a line holds a date and nothing else (its month printed)."""
    match = DATE_LINE.match(line_key) if "月" in line_key else None
    return bool(match and match["m"])


# 〔2024〕, [1998], (84), ［2004］, 〈2023〉, 「2023」, ｛2023｝ and OCR's mixed pairs such as 〔2024].
_OPEN, _CLOSE = "〔（〈「｛{", "〕）〉」｝}"
_YEAR = rf"[{_OPEN}](?P<year>\d{{2}}|\d{{4}}|[〇零○一二三四五六七八九]{{4}})[{_CLOSE}]"
_NAME = rf"(?!依据|根据|按照|参照|遵照|详?见|及)[{HAN}A-Za-z×]{{1,16}}?"
_AGENCY = rf"(?P<agency>{_NAME})"
DOC_NUMBERS = (
    # 藏政发〔2024〕11号 · 国发[1998]3号 · 法［2004］96号 · 国发〔2024〕第3号 · 临政发〔2023〕48-1号
    re.compile(rf"{_AGENCY}{_YEAR}第?(?P<serial>\d{{1,5}}(?:[-－—]\d{{1,2}})?|[{NUMERAL}]{{1,5}})号"),
    # （江）应急罚〔2023〕2-017号 · （沪）卫医罚〔2024〕5号
    re.compile(
        rf"(?P<agency>（(?![见详附略注])[{HAN}]{{1,3}}）[{HAN}]{{1,12}}?){_YEAR}第?(?P<serial>\d{{1,5}}(?:[-－—]\d{{1,3}})?)号"
    ),
    # 财政部税务总局公告2023年第5号
    re.compile(rf"(?P<agency>{_NAME}公告)(?P<year>\d{{4}})年第(?P<serial>\d{{1,4}})号"),
    # （84）国发25号 · （63）国经字第12号
    re.compile(rf"{_YEAR}{_AGENCY}第?(?P<serial>\d{{1,5}})号"),
    # 國務院令第706号 · 西藏自治区人民政府令第123号 · 主席令第十六号
    re.compile(rf"{_AGENCY}令(?P<year>)〔?（?第?(?P<serial>[\d{NUMERAL}]{{1,6}})号）?〕?"),
    # 院臺法字第1130000001號 · 京政農字第12号
    re.compile(rf"{_AGENCY}字(?P<year>)第(?P<serial>[\d{NUMERAL}]{{1,12}})号"),
)
_ANNOUNCEMENT = re.compile(
    rf"^(?P<open>（)?(?P<year>\d{{4}}|[{NUMERAL}]{{4}})年第(?P<serial>[\d{NUMERAL}]{{1,4}})号(?:（总第\d{{1,5}}[号期]）)?(?(open)）)$"
)
SERIAL_LINE = re.compile(
    rf"^[（]?第[\d{NUMERAL}]{{1,6}}号[）]?$|^〔[\d{HAN}]{{2,6}}〕第?[\d{NUMERAL}]{{1,5}}号$"
)


# 昆政发〔2O25〕7号 · 昆政发〔2025〕l2号: a number with letters among its figures is none, but looks like one
FIGURE = r"[\dOoＯIl|]"
NUMBER_LIKE = re.compile(
    rf"[{HAN}]{{1,10}}\s*[〔（(\[［]\s*({FIGURE}{{4}})\s*[〕）)\]］]\s*第?\s*({FIGURE}{{1,4}})\s*号"
)


# 临政发2023〕45号: the number of a document that has lost a bracket of its year
HALF_NUMBER = re.compile(rf"{_AGENCY}(?P<year>(?:19|20)\d\d)[{_CLOSE}]第?(?P<serial>\d{{1,5}})号")
# 临政发〔2023〕49、50号 · 临政规〔2023〕55—临市监发〔2023〕1号 · 青震发〔2017 19号: a line with a year in the
# place of a number, but none that can be read; nor can 云文物发〔2018〕(cid:41)号, whose figures are glyphs
# · 青政办发〔201746, which has lost its bracket and 号 · 青政办发『2024』36号 · 青政办发2024-36号
# · 青政办发〔2024〕36弓 · 青政办发〔2024〕36号。; not 省政府办2024年第3次会议
NUMBER_SHAPED = re.compile(
    rf"^（?(?=.{{0,20}}[{_OPEN}{_CLOSE}])[^\s，。；：《》0-9{_OPEN}{_CLOSE}]{{2,16}}"
    rf"(?:[{_OPEN}]?(?:19|20)\d\d(?:[^，。；：《》]|cid：){{0,40}}号"
    rf"|(?<=[发函字办规通告综批文])[{_OPEN}](?:19|20)\d\d[{_CLOSE}]?\d{{0,5}})）?$"
    rf"|^（?[{HAN}]{{2,12}}(?<=[发函字办规通告综批文])[^{HAN}\s，。；：、\d]?(?:19|20)\d\d"
    rf"[^{HAN}，。；：、\d]{{0,2}}\d{{1,5}}[{HAN}]?）?[。.]?$"
)


# 青教函〔2024〕21号（A类） · 2024年第1号（总第35号）: of which class an answer is, and the number of all
BESIDE_NUMBER = re.compile(r"[（(](?:[A-E]类?|总第\d{1,5}[号期])[）)]$")


# （临湖财农〔2023〕46号）, below a title
_IN_BRACKETS = re.compile(r"^[（(]([^（）()]*[〔\[［]\d{4}[〕\]］][^（）()]*号)[）)]$")


def without_brackets(number: str) -> str:
    """A document number without the brackets around the whole of it."""
    match = _IN_BRACKETS.match(fold(number))
    return number[slice(*match.span(1))] if match else number


def doc_number(line_key: str) -> re.Match[str] | None:
    """The match of a line that is a document number and nothing else."""
    if "号" not in line_key:
        return None
    line_key = without_brackets(BESIDE_NUMBER.sub("", line_key))
    for pattern in DOC_NUMBERS:
        match = pattern.fullmatch(line_key)
        if match is not None:
            return match
    return _ANNOUNCEMENT.match(line_key) or HALF_NUMBER.fullmatch(line_key)


_JOINT = re.compile(r"、(?:中华人民共和国)?")
_DECREE_LAST = re.compile(rf"第?([\d{NUMERAL}]+)号令$")  # 国务院第735号令


def doc_key(printed: str) -> str:
    """The matching form of a document number: one bracket style, four-digit year, no blanks.

    ``国发（84）25号`` → ``国发〔1984〕25号``, ``财政部公告2023年第5号`` → ``财政部公告〔2023〕5号``; a number
    without a year keeps its words: ``中华人民共和国国务院第706号令`` → ``国务院令第706号``.
    ``省政府令第88号`` is ``省人民政府令第88号``, and 、 parts no organs: others print a blank.
    """
    folded = _JOINT.sub("", key(printed))
    folded = folded if "〔" in folded else _DECREE_LAST.sub(r"令第\1号", folded)
    folded = re.sub(r"(?<!人民)政府令第", "人民政府令第", folded)
    match = doc_number(folded)
    if match is None:
        return folded
    groups = match.groupdict()
    year = groups.get("year") or ""
    serial = "-".join(str(number(part)) for part in re.split(r"[-－—]", groups["serial"]))
    agency = re.sub(r"^中华人民共和国(?=.)", "", groups.get("agency") or "")
    if len(year) == 2 and year.isdecimal():
        year = ("19" if int(year) > 48 else "20") + year
    if year:
        return f"{agency}〔{number(year)}〕{serial}号"
    kind = "令" if f"{agency}令" in folded else "字"
    return f"{agency}{kind}第{serial}号"
