"""What the words around a citation say of it: the relation, and whose instrument it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from build_tools.citations.changes import LINKS, corrects, ends_partly, extends
from build_tools.language.organs import OFFICE_ENDS, OFFICES
from build_tools.language.passages import BRACKET, TITLE
from build_tools.language.phrases import ORGAN
from build_tools.language.script import HAN, NUMERAL, SMALL
from build_tools.model.citation import Relation
from build_tools.model.document import Kind, Role

_CHAIN = re.compile(rf"{LINKS}$")
_STOP = re.compile(r"[。；！？，\n]|(?<!依据)(?<!根据)：")
# 行政長官行使《…基本法》第五十條賦予的職權: right before the title
_VERBS = re.compile(
    r"(?P<based>(?<!未)(?:根据|依据|依照|按照|遵照|行使$))|(?P<implements>(?<![不未])(?<!不再)(?:贯彻|落实|执行))"
)
# 制定出台《…》 · 编制实施《…》 · 参照学习《…》: a verb right before the title that says none of the others.
_OTHER_VERB = re.compile(
    r"(?:制定|制订|出台|编制|起草|修订|(?<!贯彻)实施|印发|发布|公布|颁布|参照|参考|学习|符合|违反|对照|完善|签订|报送|提交"
    rf"|审议|研究|衔接|组织实施|废止|修改)(?:了|好|过)?{LINKS}$"
)
_PUBLISH = r"(?:印发|发布|公布|颁布|颁发|下发)"
# 《…》已经…通过，现予以印发 · 现印发《…》; not 将于明年印发《…》
_NOW_ISSUED = re.compile(rf"现(?:予以?|正式)?{_PUBLISH}")
_NOW_FORWARDED = re.compile(r"现(?:予以?)?(?:转发|批转)")
# 《…》（拉政发〔2022〕10号）同时废止 · 原海政发〔2018〕22号文件同时废止
# 原青政发〔2015〕8号文同时作废 · 原有的《…》自行终止
# 《…》等3件文件，自本办法施行之日起予以废止 · 《…》（2017年第66号）自2023年1月1日起不再执行
_ENDED = re.compile(
    rf"^{LINKS}文?件?(?:等[^，。；{TITLE}]{{0,20}})?，?(?:[自从于][^，。；{TITLE}]{{2,30}}?[日起时]，?)?"
    r"(?:(?:同时|予以|即行|即|一并|自行|现|均|都|相应|宣布)*(?:废止|停止执行|不再(?:执行|施行|适用)|失效)|(?:同时|即行|即|一律|均)作废"
    r"|(?:自行|自动|同时|即行)终止)(?![后前的])"
)
# 原《…》（青商规〔2019〕3号）作废; not 《营业执照》遗失作废
_VOIDED = re.compile(rf"^[{BRACKET}\s]*(?:予以|随之|自行)?作废(?=[，。；]|$)")
# 《…》（…）、2005年6月8日公布的《…》同时废止 · 《…》和原国家工商行政管理局1991年发布的《…》同时废止 ·
# 最高人民法院《…》、最高人民检察院《…》 · …公布的《…》，2000年1月13日原国家工商行政管理局令第94号公布的
# 《…》同时废止
_PUBLISHED = r"(?:发布|公布|颁布|颁发|印发|下发|批准|通过|制定|修订|修正|转发|批转)的|所发"
_BY_ORGAN = rf"[{HAN}]{{0,20}}(?:{OFFICES})"
# 《…》和《…》 · 《…》、市人民政府《…》
_AND_NEXT = re.compile(
    rf"[{BRACKET}\s]*(?P<comma>，)?(?:[、和及与]|以及)?"
    rf"(?:(?<=[，、和及与])[^。；{TITLE}]{{0,120}}?(?:{_PUBLISHED})\s*|(?<=[、和及与]){_BY_ORGAN}"
    rf"|(?<=[，、和及与])[\d年月日原]+)?{TITLE}+"
)
_IS_ONE_OF_A_LIST = re.compile(
    rf"^(?:(?!符合|对照|参照|参考|学习|违反|按|见|与)[^{TITLE}])*(?:{_PUBLISHED}|[\d年月日原])$|^$"
)
# 将《…》第三条修改为：“…” · 现对《…》作如下补充、修改 · 将《解释》原第七条改为第十二条 ·
# 《…》第六条增加一款，作为第二款：“…” · 对《…》作出修改
_CHANGED = re.compile(
    r"(?:作(?:出)?(?:如下|以下)(?:补充、?)?(?:修改|修订|修正)|^作出(?:修改|修订|修正)|[条款项]改为第|修改如下|修改为|予以修改"
    rf"|增加[{NUMERAL}]+[编章节条款项])"
)
# 根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》第一次修订: how a text came to be, not its ground
_AMENDING = re.compile(r"(?:修改|修正|修订|废止).*(?:决定|通知|修订|修正案)$|修正案$")
_AMENDED_BY = re.compile(rf"[{BRACKET}\s]*(?:第[{NUMERAL}\d]+次)?(?:修订|修正|修改)")
# （…发布，根据2010年12月8日省人民政府令第180号修正）; not 根据《…法》修订本办法
_HISTORY = re.compile(rf"[{BRACKET}\s]*(?:第[{NUMERAL}\d]+次)?(?:修订|修正|修改)(?=[）；]|$)")
# 根据2018年3月30日…《关于修改…的决定》修正的《…办法》同时废止: 根据 says how the text was amended
_AS_AMENDED = re.compile(
    rf"(?:根据|依据)[^{TITLE}]*{TITLE}+{BRACKET}*(?:第[^，。；]{{1,3}}次)?(?:修正|修订|修改)的$"
)
# 现批准《…》为国家环境保护标准，并予发布
_APPROVED = re.compile(rf"现批准{LINKS}$")
# 现就《实施方案》出台背景和主要内容等解读如下
_EXPLAINED = re.compile(r"(?:解读|解释|说明)如下|(?:作|进行)(?:如下|以下)?(?:解读|解释)")
_ACTING = (Kind.NOTICE, Kind.ATTACHED, Kind.TEXT, Kind.PLAN, Kind.APPOINTMENT, Kind.ANNEX)
_EXPLAINING = (Kind.INTERPRETATION, Kind.EXPLANATION)


@dataclass(frozen=True)
class Setting:
    """Where a citation stands: its kind of document and block, and the masked text around it."""

    kind: Kind
    role: Role
    before: str  # from the beginning of the passage, or of the bracket that it stands in
    after: str  # to the end of the passage
    issued: bool  # the document's own title says that it issues this one
    forwarded: bool  # or that it forwards it
    name: str = ""  # the bare title of what is cited
    listed: Relation | None = None  # what the list says in which it is an entry by itself
    amending: bool = False  # the document's own title says that it amends others
    correcting: bool = False  # or that it corrects misprints of others
    quoted: bool = False  # the words are those of a text that it amends, or an entry of contents

    @cached_property
    def led(self) -> str:
        """The clause that leads up to it."""
        return clause(self.before)

    @cached_property
    def rest(self) -> str:
        """What follows in the same sentence."""
        return re.split(r"[。；\n]", self.after, maxsplit=1)[0]


def clause(before: str) -> str:
    """The clause that leads up to a citation; a comma inside a list of titles does not end it."""
    stops = [m.start() for m in _STOP.finditer(before)]
    while stops:
        start = stops.pop()
        led = before[start + 1 :]
        listed = before[start] == "，" and _CHAIN.fullmatch(led) and before[:start].rstrip()[-1:] in _OPAQUE
        if not listed:
            return led
    return before


_OPAQUE = (TITLE, BRACKET)


def relation(setting: Setting) -> Relation:
    """The relation that the clause states; :attr:`Relation.MENTIONS` where it states none."""
    if setting.quoted:
        return Relation.MENTIONS
    led, rest = setting.led, setting.rest
    if setting.correcting:
        misprinted = corrects(setting.before, rest) and not _GAZETTE.search(setting.name)
        return Relation.CORRECTS if misprinted else Relation.MENTIONS
    if setting.role is Role.TITLE:
        return _of_title(setting)
    if setting.role is Role.BYLINE:  # 1997年4月4日…关于修改《…管理条例》的决定修正: what others did to it
        return Relation.MENTIONS
    if setting.issued:
        # 现将《夜市办法》印发给你们。《夜市办法》（…〔2018〕3号）同时废止: the second is the older namesake
        return Relation.REPEALS if _ENDED.match(rest) else Relation.ISSUES
    if setting.forwarded:
        return Relation.FORWARDS
    if setting.listed is Relation.BASED_ON:
        return setting.listed
    partly = rf"有效|修改|除外|保留|第[\d{NUMERAL}]+[章条款项]"
    if setting.listed is not None and not (re.search(partly, rest) or ends_partly(led, rest)):
        return setting.listed
    if _AMENDING.search(setting.name) and _AMENDED_BY.match(rest):  # 根据…省人民政府令第187号第一次修正
        return Relation.MENTIONS
    if _HISTORY.match(rest):
        return Relation.MENTIONS
    governed = _governing(led)
    if governed is not None:
        return governed
    if setting.kind in _EXPLAINING:
        explained = re.search(r"就$", led) and _EXPLAINED.search(rest)
        return Relation.INTERPRETS if explained else Relation.MENTIONS
    if setting.kind not in _ACTING:
        return Relation.MENTIONS
    return _of_rest(setting, led, rest)


_GAZETTE = re.compile(r"[公政]报$")


def _of_title(setting: Setting) -> Relation:
    if setting.issued:
        return Relation.ISSUES
    if setting.forwarded:
        return Relation.FORWARDS
    if setting.kind in _EXPLAINING and re.search(r"解读|解释|说明|问答", setting.after):
        return Relation.INTERPRETS
    if extends(setting.before, setting.after) or ends_partly(setting.before, setting.after):
        return Relation.AMENDS
    if re.search(rf"(?:废止){LINKS}$", setting.before):
        return Relation.REPEALS
    if re.search(rf"(?:修改|修正){LINKS}$", setting.before):
        return Relation.AMENDS
    return _governing(setting.led) or Relation.MENTIONS


def _governing(led: str) -> Relation | None:
    """What the last of the verbs in the clause says; None where another verb stands right before."""
    if _OTHER_VERB.search(led) or _AS_AMENDED.search(led):
        return None
    last = None
    for match in _VERBS.finditer(led):
        last = match
    if last is None:
        return None
    return Relation.BASED_ON if last["based"] else Relation.IMPLEMENTS


def _of_rest(setting: Setting, led: str, rest: str) -> Relation:
    """What the words after a citation say of it, as far as no other title stands between."""
    if re.search(r"[被由]$", led):
        return Relation.MENTIONS  # 原规定已被…〔2023〕6号废止: it is not this text that ends it
    if led.endswith("“"):
        return Relation.MENTIONS  # 第四条中的“《收养登记证》”修改为“收养登记证”
    rest = re.sub(r"“[^”]*”", lambda quoted: BRACKET * len(quoted[0]), rest)
    if extends(led, rest) or ends_partly(led, rest):
        return Relation.AMENDS
    listed = _after_list(led, rest)
    own = re.split(rf"(?<=[^{TITLE}{BRACKET}、，和及与或等以并\s])[^{TITLE}]*{TITLE}", listed, maxsplit=1)[0]
    voided = former(setting.before) and _VOIDED.match(rest)
    if re.search(rf"(?<!适时)(?<!及时)废止{LINKS}$", led) or _ENDED.match(listed) or voided:
        return Relation.REPEALS
    if re.search(rf"(?:决定|关于)(?:对)?修改{LINKS}$", led) or _CHANGED.search(own):
        return Relation.AMENDS
    # 删去《国家科学技术奖励条例》第十三条第二款 · in a decision to amend: 一、修改《…》
    if re.search(r"删[去除]$", led) or (
        setting.amending and re.search(r"、\s*(?:对|将)?修改$", setting.before)
    ):
        return Relation.AMENDS
    if setting.kind is not Kind.NOTICE:
        return Relation.MENTIONS
    if _APPROVED.search(led):
        return Relation.ISSUES
    if re.search(rf"现(?:予以?)?{_PUBLISH}(?:经?(?:修订|修正|修改)后?的)?{LINKS}$", led):
        return Relation.ISSUES  # 现公布修订后的《中华人民共和国个人所得税法实施条例》
    now = bool(re.search(r"现将", led))
    if _NOW_FORWARDED.search(own) or (now and re.search(r"转发|批转", own)):
        return Relation.FORWARDS
    if _NOW_ISSUED.search(own) or (now and re.search(_PUBLISH, own)):
        return Relation.ISSUES
    return Relation.MENTIONS


def _after_list(led: str, rest: str) -> str:
    """The words after the list that a citation begins, in which each title may have words that say who
    issued it."""
    if _OTHER_VERB.search(led):
        return rest
    at = 0
    while (match := _AND_NEXT.match(rest, at)) is not None:
        if match["comma"] and not _IS_ONE_OF_A_LIST.match(led):
            break
        at = match.end()
    return rest[at:]


# 国家《规划》 · 自治区《纲要》: a level of state that stands for its organs.
LEVELS = ("国家", "中央", "自治区", "省", "市", "县", "区", "我区", "我市", "我省", "我县", "全区", "全市")
_LED_IN = re.compile(
    rf"^.*(?:根据|依据|依照|按照|遵照|贯彻|落实|执行|同意|\d[年月日]|{TITLE}|{BRACKET}|“|[，；：。])|^(?:与|和|及|以及|由|对|将|现将|经|以|为)"
)
_ISSUED_BY = re.compile(
    rf"(?:等(?:[\d{SMALL}]{{1,3}}个?)?(?:部门?|部委|委|单位)?)?(?:联合)?"
    r"(?:印发|发布|公布|制定|制订|出台|下发|颁布|组织实施)?(?:了|的)?$"
)
# 2022年1月印发的《…》 · 1998年7月20日省人民政府发布的《…》 · 2021年版《…》
_DATED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日|(?:\d{1,2}日)?起?"
    rf"(?:[{HAN}、]{{0,40}}(?:印发|发布|公布)的|(?:印发|发布|公布|制定|出台|施行|实施))|版的?)$"
)


def whose(led: str) -> tuple[str, ...]:
    """The organs or the level of state printed right before a title: ``(财政部,)``, ``(国家,)``."""
    named = _ISSUED_BY.sub("", _LED_IN.sub("", led))
    named = re.sub(r"^(?:与|和|及|以及|由|对|现对|将|现将|经|以|为|联合|会同)", "", named)
    parts = re.split(rf"、|(?<=[{OFFICE_ENDS}组])(?:以及|[和及与])", named)  # but 工业和信息化部
    organs = [re.sub(rf"[^{HAN}]|等\d*$", "", part) for part in parts]
    if not organs or not (ORGAN.search(organs[-1]) or organs[-1] in LEVELS):
        return ()
    return tuple(o for o in organs if o and (ORGAN.search(o) or o in LEVELS))


def dated(led: str) -> int | None:
    """The year in which the cited instrument was issued, where the clause says so."""
    match = _DATED.search(led)
    return int(match["year"]) if match else None


def former(before: str) -> bool:
    """Whether it is named as one that is no longer: 原《…》."""
    return bool(re.search(r"(?<![一-鿿])原$|(?:废止|失效)的$|旧$", before))
