"""Readable addresses: pinyin without tones, with the readings of this region."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import seg

from build_tools.language.script import HAN, fold

# Tibet's 藏 is Zang (藏政发, 藏医); only in these words it is Cang.
_CANG = re.compile(r"(?<![收储冷埋隐珍矿贮馆库窖躲蕴暗私典包])藏(?![匿书品身头])")
PINYIN_DICT[ord("曲")] = "qǔ,qū"
_LOCAL = {
    "昌都": [["chāng"], ["dū"]],
    "那曲": [["nà"], ["qǔ"]],
    "曲水": [["qū"], ["shuǐ"]],
    "堆龙德庆": [["duī"], ["lóng"], ["dé"], ["qìng"]],
    "浪卡子": [["làng"], ["kǎ"], ["zǐ"]],
    "尼玛次仁": [["ní"], ["mǎ"], ["cì"], ["rén"]],
    "察隅": [["chá"], ["yú"]],
    "墨竹工卡": [["mò"], ["zhú"], ["gōng"], ["kǎ"]],
    "措勤": [["cuò"], ["qín"]],
    "长治": [["cháng"], ["zhì"]],
}
# What the library loads words with would read all phrases once more.
PHRASES_DICT.update(_LOCAL)
seg.train(iter(_LOCAL))

PLACES = re.compile(
    rf"{'|'.join(sorted(_LOCAL, key=len, reverse=True))}|[{HAN}]{{2,4}}[省市县区州盟旗乡镇村]"
)
"""Names of places in running text, among them those whose readings no general table knows."""

_LEAD = re.compile(r"^.{0,40}?(?:关于(?:印发|转发|发布|公布)?|印发|转发)")
_PLACE = re.compile(
    r"^[《“]*(?:中华人民共和国|[\u4e00-\u9fff]{2,8}?(?:自治区|省|市|县))?(?:人民政府)?(?:办公[厅室])?"
)
# Addresses are kept: what they leave out does not grow with the kinds of text.
_TAIL = re.compile(r"的?(?:通知|决定|公告|通告|函|令|批复)$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


@lru_cache(maxsize=65_536)
def syllables(text: str) -> tuple[str, ...]:
    """Pinyin syllables and runs of letters or digits of a text, lower case, marks left out."""
    found: list[str] = []
    for token in lazy_pinyin(_CANG.sub("葬", fold(text))):  # a word of that reading only
        found += re.findall(r"[a-z]+|[0-9]+", token.lower().replace("ü", "v"))
    return tuple(found)


def slug(text: str, limit: int = 0) -> str:
    """``藏政发2024 11`` → ``zang-zheng-fa-2024-11``; at most ``limit`` syllables if given."""
    parts = syllables(text)
    return "-".join(parts[:limit] if limit else parts)


def short_slug(title: str) -> str:
    """A short address from a title: what it is about in at most six syllables, and its genre."""
    core = _PLACE.sub("", _TAIL.sub("", _LEAD.sub("", _BRACKETED.sub("", title)))) or title
    parts = syllables(core) or syllables(title)
    return "-".join(parts if len(parts) <= 8 else (*parts[:6], *parts[-2:]))


# As the first character of a name these are read otherwise than in a word; 单增 is a Tibetan name.
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "区": "ou", "朴": "piao", "翟": "zhai",
    "覃": "qin", "盖": "ge", "缪": "miao", "乐": "yue", "种": "chong", "员": "yun", "秘": "bi",
    "尉迟": "yu chi", "万俟": "mo qi",
}  # fmt: skip


def name_syllables(name: str) -> tuple[str, ...]:
    """Pinyin of a person's name, the surname read as a surname; never empty."""
    found = syllables(name) or ("",)
    for length in (2, 1):
        read = _SURNAMES.get(name[:length])
        if read and not name.startswith("单增"):
            return (*read.split(), *found[length:])
    return found
