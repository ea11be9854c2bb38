"""Organs whose names run on in one line, as copies print two that stood in columns, or over two lines."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.language.phrases import is_organ
from build_tools.language.script import HAN

# 淮北市 of 淮北市财政局 · 徽州区 · 甘孜藏族自治州
_PLACE = re.compile(rf"^(?:中共)?(?P<place>[{HAN}]{{2,9}}?(?:自治区|[省市县区州盟旗]))")
# 国家税务总局淮北市税务局 is one office, that of the place
_ABOVE = re.compile(
    r"(?:国家税务总局|中国人民银行|国家外汇管理局|国家金融监督管理总局|中国银行(?:业|保险)监督管理委员会|中国银保监会"
    r"|国家统计局|国家林业和草原局|中华人民共和国|中国人民解放军)$"
)
# 国家税务总局… · 中国人民银行…, which begin another name wherever they stand
_OF_STATE = re.compile(r"国家[^级重]|中国|中华人民共和国|中共")
# 中国银行保险监督管理委员会镇江监管分局镇江市住房公积金管理中心: another place begins behind the branch
_OF_BRANCH = re.compile(rf"(?:{_ABOVE.pattern[:-1]})[{HAN}]{{2,9}}(?:监管分局|中心支行|分行)$")


@lru_cache(maxsize=4096)
def organs_in(name: str) -> tuple[str, ...]:
    """The organs of a name, one for each that begins with the place of the first, or with 国家, 中国 …:
    ``淮北市住房和城乡建设局淮北市财政局``; the name itself where not every part is an organ."""
    match = _PLACE.match(name)
    place = match["place"] if match else None
    cuts = [0]
    for k in range(3, len(name) - 3):
        above = name[cuts[-1] : k]
        of_state = _OF_STATE.match(name, k) is not None
        local = place is not None and name.startswith((place, f"中共{place}"), k)
        branch = _OF_BRANCH.search(above) is not None and _PLACE.match(name[k:]) is not None
        if (of_state or branch or (local and not _ABOVE.search(above))) and is_organ(above):
            cuts.append(k)
    parts = tuple(name[a:b] for a, b in zip(cuts, [*cuts[1:], len(name)], strict=True))
    return parts if all(is_organ(part) for part in parts) else (name,)


# 淮北监管分局, below 中国银行保险监督管理委员会
_BRANCH = re.compile(rf"^[{HAN}]{{2,9}}(?:监管分局|监管局|税务局|分局|分行|支行|调查队|海关)$")
# 市商务局 · 国家统计局青江调查队: a name that begins so begins in its own line
_BEGINS = re.compile(rf"^(?:[省市县区州]|国|中国|中共|中华|[{HAN}]{{2,9}}?(?:自治区|[省市县区州盟旗]))")
_OPEN = re.compile(rf"^[{HAN}、]{{6,30}}$")


def goes_on(above: str, name: str) -> bool:
    """Whether two lines are one name: 淮安市推进现代化城乡建设 / 高质量发展和住房工作联席会议, what a
    branch is of, and the branch, or 青江市人民政府 / 办公室: no office has that name alone."""
    if name in ("办公室", "办公厅"):
        return True
    if _ABOVE.search(above) is not None:
        return _BRANCH.match(name) is not None
    placed = _OPEN.match(above) is not None and _PLACE.match(above) is not None
    return placed and not is_organ(above) and is_organ(name) and _BEGINS.match(name) is None
