"""The level of state and the place that an organ, a title or a number speaks for."""

from __future__ import annotations

import re
from enum import StrEnum

from build_tools.language.organs import OFFICES
from build_tools.language.script import HAN, key


class Level(StrEnum):
    """Levels as a reader knows them; a department is that of a government of its level."""

    NATION = "国家"
    MINISTRY = "国家部门"
    REGION = "自治区"
    REGION_DEPARTMENT = "自治区部门"
    PROVINCE = "省"
    PROVINCE_DEPARTMENT = "省部门"
    CITY = "市"
    CITY_DEPARTMENT = "市部门"
    COUNTY = "县"


_NATION = re.compile(
    r"^(?:中华人民共和国|中国共产党|中共中央|中央|国务院|全国|国家$|国家(?!.{0,12}(?:局|委|部|署)))"
)
_MINISTRY = re.compile(
    rf"^(?:国家[{HAN}]{{2,10}}(?:局|委|委员会|署)|[{HAN}]{{2,9}}?(?:部|总局|总署))(?:办公厅)?(?=[、等办关印]|$)"
)
_REGION = re.compile(
    rf"^(?:中国共产党|中共)?(?P<place>[{HAN}]{{2,8}}?自治区|自治区(?!级)|区党委)(?P<rest>.*)$"
)
_PROVINCE = re.compile(
    rf"^(?:中共)?(?P<place>[{HAN}]{{2,3}}省|省(?=[政党人级直]|$)|北京市|上海市|天津市|重庆市)(?P<rest>.*)$"
)
# 拉萨市 · 阿里地区; not 西部地区… · 城市… · 市场… · 市政公用…
_CITY = re.compile(
    rf"^(?:中国共产党|中共)?(?P<place>[{HAN}]{{2,5}}?(?:自治州|(?<![东西中部点困牧])地区|(?<!城)市(?!场|政(?!府)))"
    r"|市(?!场|政(?!府)|区|民|容))(?P<rest>.*)$"
)
# 浪卡子县人民政府 · 城关区; not 开发区 · 自然保护区 · 县以上…
_COUNTY = re.compile(
    rf"^(?:中共)?(?P<place>[{HAN}]{{2,5}}?(?:县|(?<![地园小社景发辖范护灾矿林牧库特山治试验新聚])区(?!域)|旗)(?!级|以)"
    r"|县(?=人民政府|政府|委))(?P<rest>.*)$"
)
# 西藏自治区商务厅 · 拉萨市发展和改革委员会; 人民政府, 办公厅, 党委 speak for the level itself
_OFFICE = re.compile(
    r"^(?!.{0,4}(?:人民政府|政府|党委|委员会办公|人大|人民代表))"
    rf"[{HAN}]{{2,16}}?(?:{OFFICES}|专项组|领导小组|集团|支队)(?:关于|印发|$)"
)


def level_of(words: str) -> tuple[Level | None, str]:
    """The level that a title or the name of an organ states, and its place (``拉萨市``; ``国家``)."""
    text = re.sub(r"^[《〈“]+", "", key(words))
    if text.startswith("中国共产党") and not re.match(r"中国共产党[^，]{2,8}(?:自治区|省|市|县)", text):
        return Level.NATION, "国家"
    for pattern, own, office in _STEPS:
        match = pattern.match(text)
        if match is not None:
            place = re.sub(r"^区党委$", "自治区", match["place"])
            return (office if _OFFICE.match(match["rest"]) else own), place
    if _NATION.match(text):
        return Level.NATION, "国家"
    if _MINISTRY.match(text):
        return Level.MINISTRY, "国家"
    return None, ""


_STEPS = (
    (_REGION, Level.REGION, Level.REGION_DEPARTMENT),
    (_PROVINCE, Level.PROVINCE, Level.PROVINCE_DEPARTMENT),
    (_CITY, Level.CITY, Level.CITY_DEPARTMENT),
    (_COUNTY, Level.COUNTY, Level.COUNTY),
)

# 国发, 国办函, 中发, 国务院令: the nation itself; other numbers with 国 are a ministry's (国卫医政函).
_NATION_SERIES = re.compile(
    r"^(?:国务院令|主席令|国令|国发|国办发|国函|国办函|中发|中办发|厅字|国发明电|国办发明电)"
)
_MINISTRY_SERIES = re.compile(r"^国[^务]|.{2,10}(?:部|总局|总署)(?:令|公告)")
_REGION_SERIES = re.compile(r"^[藏新桂宁蒙]|^内蒙古")
_PROVINCE_SERIES = re.compile(r"^[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青](?=[^\s]*[发函办令])")
_GOVERNMENT = re.compile(r"^.{1,3}?(?:政|党)(?:发|办发|办函|函|令|人|字)|^.(?:委|办)发")


def level_of_number(number_key: str) -> Level | None:
    """The level that the series of a number speaks for, where it is common knowledge."""
    if re.match(r"[A-Z]", number_key):
        return None
    if _NATION_SERIES.match(number_key):
        return Level.NATION
    if _MINISTRY_SERIES.match(number_key):
        return Level.MINISTRY
    for pattern, own, office in (
        (_REGION_SERIES, Level.REGION, Level.REGION_DEPARTMENT),
        (_PROVINCE_SERIES, Level.PROVINCE, Level.PROVINCE_DEPARTMENT),
    ):
        if pattern.match(number_key):
            return own if _GOVERNMENT.match(number_key) else office
    return None
