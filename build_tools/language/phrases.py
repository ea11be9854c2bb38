"""What the lines of an official document look like: patterns shared by segmenting and joining.

All patterns match the matching form of a line (:func:`build_tools.language.script.key`): no blanks,
full-width brackets, traditional forms of structural words folded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.language.genres import COVERS, DECREES, GENRES, LAWS, NOTICES, TEXTS
from build_tools.language.organs import OFFICES, ORGANS
from build_tools.language.page_byline import page_day
from build_tools.language.posts import ADDRESSED, SIGNERS
from build_tools.language.script import (
    BEHIND_NUMERAL,
    DATE,
    HAN,
    NUMBER_SHAPED,
    NUMERAL,
    SMALL,
    doc_number,
    is_date_line,
    number,
)

# 云岭省早市管理办法（试行） · 《云岭省早市规约》; not 云岭省早市
ENDS_IN_GENRE = re.compile(rf"(?:{GENRES})(?:》|（[^（）]{{1,24}}）)*$")
# A notice of any kind: the title says about what (关于) or issues something (印发, 转发, 公布).
NOTICE_TITLE = re.compile(
    rf"(?:关于|印发|转发|批转|发布|公布|颁发|下发|调整).{{1,120}}(?:{NOTICES})(?:（[^（）]{{1,20}}）)?$"
    # 国务院办公厅对全国政协十届四次会议第4626号提案的答复
    rf"|(?:{OFFICES})对.{{4,80}}的(?:答复|复函|批复|意见)$"
    # 对市政协十四届三次会议第0216号提案的答复 · 云岭省市场监督管理局地方标准批准发布公告
    r"|^对.{4,80}(?:提案|建议|议案)的(?:答复|复函)$|(?:批准|备案)(?:发布|公布)公告$"
)
# 更 正 · 勘误 · 更正启事
CORRECTION = re.compile(r"^(?:更正|勘误)(?:启事|声明|说明|公告|表)?$")
APPOINTS = re.compile(r"(?:任职|免职|任免|任命|免去|职务)")

# 关于修改《…办法》的决定 · 关于废止和修改部分规章的决定 · …条例修正案 · 关于修改《…》部分条款的通知
_AMENDING = re.compile(
    r"关于(?:对|废止、?|废止和|公布|作出)?(?:[^，。]{0,12}?)(?:修改|修正)(?!后|稿|草案|意见|建议|完善|工作).+(?:决定|通知|公告|命令|令|决议)$|修正案(?:（[^（）]*）)?$"
)


def amends(title: str) -> bool:
    """Whether a title says that the text amends another."""
    return _AMENDING.search(title) is not None


FOREWORDS = ("前言", "引言", "序言", "总论", "结语")
"""Unnumbered parts that stand beside the chapters of a plan."""

MARKER = re.compile(
    rf"^(?:第[{NUMERAL}\d]{{1,5}}[编篇章节条]|[{NUMERAL}]{{1,4}}{BEHIND_NUMERAL}|（[{NUMERAL}]{{1,4}}）|\d{{1,4}}[.、](?!\d)|（\d{{1,3}}）|（?[a-z]）"
    r"|[A-F]\.\d{1,2}(?:\.\d{1,2}){0,3}(?=[\u4e00-\u9fff])"  # A.1.1 气体泄漏认定浓度
    r"|[①-⑳]|——|[—－-]{2}|注[：:\d])"
)
# A reference that happens to stand at the head of a line: 第三十八条规定，制定本目录。
REFERENCE_HEAD = re.compile(
    rf"^第[{NUMERAL}\d]{{1,5}}[编篇章节条](?:第|规定|的|关于|、|和|或|及|至|所|中|之|，|。|；|》|）)"
)
# …的法定职责. in text whose marks are of half width; not 一.
_POINT = rf"(?<=[{HAN}）”》])(?<![{NUMERAL}])\."
TERMINAL = re.compile(rf"(?:[。！？!?…]|{_POINT})[”’』」）】〕》]*$")
NOW_ISSUED = r"现予?以?(?:公布|发布|印发|下发)"
"""How a text, or the notice above it, says that it is issued: ``现予公布``, ``现予以印发``, ``现发布``."""
CAPTION = rf"(?:附?[表图]|专栏)\s*[\d{SMALL}]+(?:[-—.]\d+)*"
"""How a caption begins: ``表1``, ``附表2-1``, ``图十``, ``专栏3``."""
_PLACE_IN_YEAR = r"\d{1,2}[·.]\d{1,3}"
LEADERS = re.compile(
    r"[.…·⋯‥・]{4,}(?:\d{1,4}|（\d{1,3}(?:[·.]\d{1,4})?）)$"
    rf"|(?<![\d.])[.…·⋯‥・]{{2,}}{_PLACE_IN_YEAR}(?:[；、]{_PLACE_IN_YEAR})*$"
)
"""Dots that lead to a page, also to one of an issue: ``清源省优化营商环境条例…………（3·1）``,
``李某等同志职务任免……8·40；12·38``."""
CLOSED = re.compile(rf"(?:[。！？!?；：…]|{_POINT})[”’』」）】〕》]*$|[〕】]$")
# 附件2 · 附件2-1 · 附录A · 附表三 · 【附件1】
_ANNEX_NUMBER = rf"(?:\d{{1,3}}(?:[－—–-]\d{{1,2}})?|[{NUMERAL}]{{1,3}}|[A-Z](?![A-Za-z]))"
LABEL = re.compile(
    rf"^(?P<sign>〔)?附(?P<what>件|表|录|图)?(?:(?P<number>{_ANNEX_NUMBER})(?:[.、](?!\d))?)?(?(sign)〕)"
    r"(?P<colon>：)?(?P<rest>.*)$"
)
LIST_ENTRY = re.compile(
    rf"^(?:附(?P<what>[件表录图])?)?(?P<number>{_ANNEX_NUMBER})[.、：](?P<title>[^。；]{{2,80}})[。；]?$"
)


def annex_key(match: re.Match[str]) -> str | None:
    """The number of an annex that a label or an entry of a list prints: ``2``, ``2-1``, ``附表1``."""
    if match["number"] is None:
        return None
    branches = [str(number(n)) if number(n) is not None else n for n in re.split("[－—–-]", match["number"])]
    apart = f"附{match['what']}" if match["what"] in ("表", "录", "图") else ""
    return apart + "-".join(branches)


META_NAMES = (
    "法规名称|法规标题|发文标题|颁布机构|颁布机关|颁布单位|颁布日期|颁布时间|信息索引号|索引号"
    "|索取号|发文机关|发文机构|发文单位|发布机构|发布机关|发布单位|发文部门|发布部门|制发机构|制发机关|制定机关"
    "|信息分类|组配分类|公文目录|法规类型|所属行业|所属区域|主题分类|体裁分类|公文种类|文件类型"
    "|发文字号|发文文号|发布文号|文件编号|文号|文件名称|信息名称|标题|发布日期|发布时间"
    "|公布日期|发文日期|发文时间|成文日期|成文时间|生成日期|印发日期|公开日期|信息提供日期"
    "|提供日期|废止日期|失效日期|生效日期|实施日期|施行日期|废止时间|失效时间|生效时间|实施时间"
    "|施行时间|归档时间|有效性|效力状态|时效性|作者|信息来源|来源|主题词|关键词|内容概述"
    "|内容摘要|公开方式|公开范围|公开形式|浏览次数|阅读人次|评论人次|页面功能|视力保护色|导读|核心提示|摘要|公报编号"
    "|刊登日期|版数|办理结果|备案登记号|规范性文件登记号|统一登记号"
)
"""Names of the fields that a web page prints above a document."""


def opens_list(line_key: str, following: str | None) -> bool:
    """``附件1.深圳湾口岸…`` above ``2.深圳湾公路大桥…``: a list of annexes, though no colon says so."""
    match = LABEL.match(line_key)
    entry = LIST_ENTRY.match(following) if following is not None else None
    if match is None or entry is None or not match["number"] or not match["rest"]:
        return False
    own, other = number(match["number"]), number(entry["number"])
    return own is not None and other == own + 1


# 发布日期：2018-04-23 · 索引号：000014349 · 发文机关：… · 成文日期：… · 主 题 词：
# 【颁布机构】 青江市人民代表大会常务委员会: the same in a database of laws
META = re.compile(rf"^〔?(?P<name>{META_NAMES})(?:：|〕：?)(?P<value>.*)$")
REGISTERED = re.compile(r"^[A-Z]{2,6}[-－—]\d{4}[-－—]\d{2,6}$")
"""The number under which a normative document is registered: ``HHCR-2023-01005``."""
# 【题注】 （2001年4月29日…通过） · 【章名】
DATABASE_LABEL = re.compile(r"^〔(?:题注|章名|节名|编名|条名|附件|附注)〕")
# བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་། above 云岭省人民政府文件: the same in Tibetan, a line of its own
TIBETAN_LINE = re.compile(r"^[\u0f00-\u0fff]+$")
# 抄送：省委各部门，… · 西藏自治区人民政府办公厅秘书处2018年4月8日印发; 抄送市财政局、… is of a sentence
IMPRINT = re.compile(
    rf"^(?:主题词|共印|印数)：?|^(?:抄送|分送|抄报|印发|主送单位|校对|打字)："
    rf"|^.{{2,40}}{DATE.pattern}印发?$|^（?共印[\d{NUMERAL}]+份）?$"
)
# 主管：临江市人民政府　主办：临江市人民政府办公室 · 准印证号：（临）0000000 免费赠阅 · 发送对象：村（社区）、
# 图书馆: of the gazette itself
COLOPHON = re.compile(
    r"^(?:(?P<own>主管|主办|准印证|刊号|国内统一|国际标准)|编辑|编印|发送|赠阅|主编|总编|责任编辑|出版|发行|印刷|定价|地址|电话|传真|邮编|邮政编码|网址|邮箱|电子邮箱)"
    r"[^：。]{0,8}：[^。]{1,80}$"
)
# （此件公开发布） · （本文有删减） · （此件发至县团级） · （此页无正文）
# （公开方式：公开） · （联系电话：010-68206134） · 公开方式：主动公开; not 公开方式：在门户网站公开
REMARK = re.compile(
    r"^(?:信息)?公开(?:方式|属性|选项)：(?:主动公开|依申请公开|公开|不予?公开)$"
    r"|^（(?:此件|本文|本件|此页|此文|有删减|略|附后|已?登报|联系人|联系电话|联系方式|信息公开|公开方式|公开属性|主动公开|依申请公开).{0,60}）$"
)
# （民政部一九九七年一月二十八日） · （2018年10月26日第十三届…第六次会议通过）; not （2024年第3期）
BYLINE = re.compile(
    rf"^（(?!\d{{4}}年第[^（）]{{1,6}}[期号]）)(?:[^（）]{{0,300}}){DATE.pattern}(?:[^（）]|（[^（）]*）){{0,900}}）?$"
)
_DAY_FIRST = rf"^（?(?:根据)?(?=(?:\d{{4}}|[{NUMERAL}]{{4}})年[\d{NUMERAL}]){DATE.pattern}"
# 2021年6月23日 上海市…
BEGINS_HISTORY = re.compile(_DAY_FIRST)
# 2021年6月23日 上海市第十五届人民代表大会常务委员会第三十二次会议通过 · 2004年1月1日 施行 ·
# 2016年11月24日 东江市第四届人民代表大会常务委员会第二十九次会议修订） ·
# 1999年7月6日 青江市人民政府令第18号发布） · 2010年7月23日《关于修改部分地方性法规的决定》第一次修正根据 ·
# 2019年1月20日东江省第十三届人民代表大会第二次会议主席团公告; not 2020年3月1日西江禁渔期公告
HISTORY = re.compile(
    rf"{_DAY_FIRST}[^。；]{{0,240}}"
    r"(?:通过|公布|发布|批准|修订|修正|施行|实施|废止|(?:主席团|委员会)公告)(?:根据)?）?$"
)
# 中华人民共和国国务院令 · 云岭省人民政府令第212号 · 中国人民银行公告〔2023〕第5号 · 總統令
DECREE = re.compile(rf"^(?P<name>[^《》，。：、（）]{{1,80}}?(?:令|{DECREES}))$")
# 中华人民共和国主席令（九届第37号）; not 省政府令（第12号公布）
DECREE_OF_TERM = re.compile(rf"^[^《》，。：、（）]{{2,40}}令（[{NUMERAL}]{{1,3}}届第[^（）]{{1,6}}号）$")
"""A decree with the term of who gives it before its number, in one line."""
# （试行） · （2023—2025年） · （公开征求意见稿）
TITLE_BRACKET = re.compile(
    r"^（(?:试行|暂行|草案|[^（）]{0,12}稿|[^（）]{0,6}修订[^（）]{0,4}|\d{4}年?[—\-－–~～至]+\d{4}年?|\d{4}年(?:版|度|本)?|[一二三四五]期|节选|摘要)）$"
)
# 总理李克强 · 省长某某 · 部长某某某 · 立法会主席高某 (blanks are out of the matching form); not
# 第三百七十八条各级人民法院院长发现本院
PERSON = re.compile(
    rf"^(?!第[{NUMERAL}\d]+条)(?:代)?(?:立法会|[{HAN}]{{2,12}}?(?:国|省|市|自治区|县|区|州|{OFFICES}|院))?"
    rf"(?:代)?副?(?:{SIGNERS})"
    rf"[{HAN}·×ⅹ○]{{1,12}}$"
)
# 市人大常委会副主任、执法检查组组长 王某: who gives a report, a blank before the name
SPEAKER = re.compile(rf"^\s*[{HAN}、（）]{{4,40}}(?:{SIGNERS}|组长)\s+[{HAN}·]{{2,4}}\s*$")
ORGAN = re.compile(rf"(?:{ORGANS})(?<!网站)$")
_UNIT = re.compile(rf"{ORGANS}|办|单位|机构|企业|学校|地区|[省市县区州旗乡镇]|团体|同志|部门|机关|部队")
_SENTENCE = re.compile(
    r"(?:指出|强调|认为|提出|表示|介绍|为了|为贯彻|已经|现将|根据|如下|以下|包括|内容|下列|要求|做到|应当|必须|事项|原则|规定|决定|同意|任命|免去|会议通过"
    r"|选举$|于\d{4}年\d{1,2}月)"
)

PAGE_SIGNS = r"—–\-－·•～~_＿.．*＊一"
"""What stands at both sides of a page's number, for a class of characters; 一 is a stroke as it was read."""
PAGE_MARK = re.compile(
    rf"^\s*(?:[{PAGE_SIGNS}]{{1,3}}\s*\d{{1,4}}\s*[{PAGE_SIGNS}]{{1,3}}|第\s*\d{{1,4}}\s*页.{{0,12}})\s*$"
)
"""A page's number between the rows of a table: ``— 12 —``, ``第12页 共30页``."""


# 王超斌委员： · 周桂英等代表： · 马万祺副主席： (各位代表： greets, and is no addressee)
_ADDRESSED_PERSON = re.compile(
    rf"^(?!各位|本次|出席|全体)[{HAN}·]{{2,4}}(?:、[{HAN}·]{{2,4}}){{0,9}}等?(?:\d+位)?(?:副?(?:{ADDRESSED})|同志|先生|女士)$"
)
# 北京、天津、上海、…、西藏、陕西省人民政府
_GOVERNMENTS = re.compile(r"[省市县区州盟旗](?:人民政府|政府|行署)$")


# 主任、各位委员： · 各位代表： · 主席团、各位代表： · 委员长、各位副委员长、秘书长、各位委员：
GREETS = re.compile(
    rf"^(?:[{HAN}]{{0,4}}(?:主任|主席团?|委员长|秘书长|理事长)、)*各位(?:(?:副[{HAN}]{{2,3}}|代表|委员|常委|领导|同志|来宾|理事)、?)"
)
# 各缴存职工： · 各住房公积金缴存人：; not 符合条件的职工：
_ALL_PERSONS = re.compile(
    rf"^(?:各|全[市省区县]|广大)[{HAN}]{{0,12}}?(?:职工|缴存人|纳税人|居民|市民|用户|考生|家长|业主|商户)$"
)


def is_addressee(line_key: str) -> bool:
    """Whether a line names the addressees: ``各地（市）行署（人民政府），自治区各委、办、厅、局：``."""
    if not line_key.endswith("：") or len(line_key) > 600 or MARKER.match(line_key):
        return False
    body = re.sub(r"（[^（）]*）", "", line_key[:-1])
    if not body or re.search(r"[。；：“”]", body) or _SENTENCE.search(body) or GREETS.match(body):
        return False
    if _ADDRESSED_PERSON.match(body):
        return True
    parts = [p for p in re.split(r"[，、]", body) if p]
    if all(_ALL_PERSONS.match(p) or _UNIT.search(p) for p in parts):
        return all(len(p) <= 32 for p in parts)
    if _GOVERNMENTS.search(body) and all(len(p) <= 24 for p in parts):
        return True  # each name but the last without its 省人民政府
    return all(len(p) <= 32 for p in parts) and sum(bool(_UNIT.search(p)) for p in parts) * 2 >= len(parts)


# （总第128期） · 2024年第5期 · 2024年12月: lines of a cover; 第4626号提案的答复 is none
_ISSUE_LINE = re.compile(
    r"^（?总(?:第|号)|^(?:\d{4}年)?第\d+[期号](?!(?:提案|建议|议案))|^\d{4}年(?:\d{1,2}月)?$"
)


@lru_cache(maxsize=16_384)
def is_title_like(line_key: str) -> bool:
    """Whether a line could be (part of) a title: short, no sentence, no number of its own."""
    if not 2 <= len(line_key) <= 90 or re.search(r"[。？；]|(?<!<)！", line_key):  # but 隧道<!--照明
        return False
    if (
        line_key[-1] in "，、："
        or line_key.startswith(("附「", "附《"))
        or MARKER.match(line_key)
        or _ISSUE_LINE.match(line_key)
        or is_date_line(line_key)
    ):
        return False
    if (
        doc_number(line_key)
        or NUMBER_SHAPED.match(line_key)
        or META.match(line_key)
        or page_day(line_key)
        or DATABASE_LABEL.match(line_key)
        or TIBETAN_LINE.match(line_key)
        or IMPRINT.match(line_key)
        or REMARK.match(line_key)
        or HISTORY.match(line_key)
    ):
        return False
    match = LABEL.match(line_key)
    if match and (match["number"] or match["colon"] or not match["rest"]):
        return False
    return re.search(rf"[{HAN}]", line_key) is not None


# 青江市早市发展规划 · 海州市科学技术奖获奖人员名单
_NAMES_TEXT = re.compile(rf"(?:{TEXTS}|名单)(?:（[^（）]{{1,16}}）)?$")


def names_text(line_key: str) -> bool:
    """Whether a line reads like the whole title of a text: long enough, no sentence, its kind last."""
    return 6 <= len(line_key) <= 60 and is_title_like(line_key) and _NAMES_TEXT.search(line_key) is not None


def is_organ(line_key: str, title: str = "") -> bool:
    """Whether a line names an issuing body and nothing else: not …会议审查了县人民政府, of a sentence."""
    if not 2 <= len(line_key) <= 40 or re.search(r"[。，；：、《》？！/丨\d了]|批准", line_key):
        return False
    return bool(ORGAN.search(line_key)) or (len(line_key) >= 4 and line_key in title)


# 《…》, nested ones inside; in traditional text 「…辦法」
_OPEN = re.compile(rf"《((?:[^《》]|《[^《》]*》)*)》|「([^「」]{{2,60}}(?:{LAWS}|要点|纲领))」")


def book_titles(text: str) -> list[str]:
    """Every outermost 《…》 of a text, without its marks, nested ones inside kept."""
    return [m[1] or m[2] for m in _OPEN.finditer(text)]


_ISSUED = re.compile(
    r"(?:印发|转发|批转|发布|公布|颁发|颁布|下发|印送)(?:关于)?(?P<name>.{4,80}?)"
    rf"的?(?:{COVERS}|{DECREES}|令)?$"
)
ISSUES = re.compile(r"印发|转发|批转|公布|发布|颁发|颁布|下发|印送|施行|制定")


# 关于推迟施行《…办法》的通知 · 关于提前终止《…办法》的决定
_PUTS_OFF = re.compile(r"(?:推迟|暂缓|延期|停止|恢复)(?:施行|实施|执行)|提前终止")


def issues_text(title: str) -> bool:
    """Whether the title of a notice says that it issues a text."""
    return ISSUES.search(title) is not None and not _PUTS_OFF.search(title)


# 2011年6月印发的《…规定》 · 原定自2020年4月1日起施行的《…办法》; not 市商务局制定的《…办法》
_OLDER = re.compile(r"(?:印发|发布|公布|颁布|下发|施行|实施|执行)的$")
# 《…规定》（临政办发〔2011〕45号）自本通知印发之日起废止 · 《…办法》的有效期由…
_ENDED_OR_TIMED = re.compile(
    r"^(?:（[^（）]*）)?(?:的?(?:有效|试行|执行)期|(?:自[^，。；《]{2,24}起)?(?:同时|予以|即行)*(?:废止|停止执行|失效))"
)


def _newly_named(sentence: str) -> list[str]:
    """The titles in a sentence, but those of which it says that they were issued before, end or last on."""
    found = [m for m in _OPEN.finditer(sentence) if not _ENDED_OR_TIMED.match(sentence[m.end() :])]
    given = re.search("现将|转发|批转|翻印", sentence)  # 现将省商务厅2024年2月印发的《…意见》转发给你们
    return [m[1] or m[2] for m in found if given or not _OLDER.search(sentence[: m.start()])]


def issued_names(title: str, body: str) -> list[str]:
    """The names of the texts that a notice issues: by its title, then by its first sentences."""
    names = book_titles(title) if issues_text(title) else []
    for sentence in re.split(r"[。]", body[:1500]):
        if ISSUES.search(sentence) or "已经" in sentence or "同意" in sentence:
            names += _newly_named(sentence)
    match = _ISSUED.search(re.sub(rf"的(?:{COVERS}|{DECREES}|令)$", "", title))
    if match and not book_titles(title):
        names += [match["name"], f"关于{match['name']}"]
        inner = re.search(r"关于(.{4,60})$", match["name"])
        if inner:
            names += [inner[1], f"关于{inner[1]}"]
    return list(dict.fromkeys(names))
