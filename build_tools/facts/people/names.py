"""Names of persons in the clauses of an appointment: where one may stand, what is one, and which belongs to
a post that no 的 parts from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.facts.people.posts import POST_END, bare_post, organ_of
from build_tools.language.posts import POSTS
from build_tools.language.script import HAN, key

# Where a name may stand: any letter but Latin ones. Python takes a millisecond to make a set of all Han, and
# the patterns of clauses held 130 of them. What stands there is a name only where ``is_name`` says so.
_LETTER = r"[^\W\d_A-Za-z]"
# 昂旺邓珠 · 买买提·艾力; without 同志 behind it a name has at most four characters or a point
# 李×× · 王XX: a name that is printed with signs in the place of characters
POINTED = rf"{_LETTER}+(?:[·•]{_LETTER}+)+|{_LETTER}[×ⅹXxＸ]{{1,2}}"
_LONG = rf"{_LETTER}{{2,8}}|{POINTED}"
SHORT = rf"{_LETTER}{{2,4}}?|{POINTED}"
BRACKET = r"(?:（[^（）]*）)?"
COMRADES = rf"(?P<names>(?:{_LONG}){BRACKET}(?:[、和及](?:{_LONG}){BRACKET})*?)(?:等)?同志{BRACKET}"
BARE = rf"(?P<names>(?:{SHORT}){BRACKET}(?:[、和及](?:{SHORT}){BRACKET})*?)"

_NAME = re.compile(rf"[{HAN}]+(?:[·•][{HAN}]+)*[×ⅹXxＸ]{{0,2}}")
# 以上同志的任职时间按有关规定执行 · 挂职期满不再担任…职务 · 经研究 · 建议任命 · 推荐王某同志任: words that
# stand where a name would
_NO_NAME = re.compile(
    r"^(?:挂职|任期|试用|服务期|聘期|以上|上述|下列|以下|该|其|各|有关|这些|所有|全体|你|我|本"
    r"|由|因|派|提名|提请|推荐|建议|报请|抽调|选派|接受|同意|批准|决定|会议)|不再|研究|同志|[挂拟聘免的]"
)
# 张某局长 · 书记; not 张某
_TITLED = re.compile(POSTS)


def is_name(words: str) -> bool:
    """Whether words may be the name of one person."""
    return bool(_NAME.fullmatch(words)) and not _NO_NAME.search(words) and not _TITLED.search(words)


def listed(words: str) -> tuple[str, ...]:
    """What a list of names names: 王某、李某（女）和张某."""
    return tuple(n for n in re.split(r"[、和及]", re.sub(r"[（(][^（）()]*[）)]", "", words)) if n)


def names_in(match: re.Match[str], printed: str) -> tuple[str, ...]:
    """The names of a clause as printed; none where one of them is no name."""
    if match.groupdict().get("names") is None:
        return ()
    found = listed(printed[slice(*match.span("names"))])
    return found if all(is_name(n) for n in found) else ()


# 东江市商务局 · 东江省水利厅, the place that an organ is named after
_NAMED_PLACE = "(?:省|市|自治区|自治州|[州县区盟旗])"
_PLACE = re.compile(rf"^(?P<place>[{HAN}]{{2,8}}?{_NAMED_PLACE})(?:人民)?政府")
_PLACE_OF_ORGAN = re.compile(rf"^(?P<place>[{HAN}]{{2,3}}{_NAMED_PLACE})(?=[{HAN}]{{2}})")
# 关于王某、李某某等同志任免职的通知 · 关于免去李某职务的通知
_TITLE_NAMES = re.compile(
    rf"关于(?:任命|免去|聘任|解聘)?(?P<names>[{HAN}]{{2,4}}?(?:[、和及][{HAN}]{{2,4}}?)*)"
    r"(?:等)?(?:同志)?(?:的)?(?:职务)?(?:任免|任职|免职|聘任|职务|为)"
)


@dataclass
class Known:
    """What parts a name from a post: the organs and places that a text has named so far, and its persons."""

    organs: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, title: str, issuers: tuple[str, ...]) -> Known:
        """What the title and the issuers of a text name."""
        places = {m["place"] for words in (title, *map(key, issuers)) if (m := _PLACE.match(words))}
        named = _TITLE_NAMES.search(title)
        return cls(places, {n for n in listed(named["names"]) if is_name(n)} if named else set())

    def learn(self, name: str, post: str) -> None:
        """Keep who was given or lost a post, its organ, and the place that the organ is named after."""
        self.names.add(key(name))
        organ = organ_of(key(post))
        if len(organ) > 2:
            self.organs.add(organ)
        if not LEVEL.match(organ) and (own := _PLACE_OF_ORGAN.match(organ)) is not None:
            self.organs.add(own["place"])


LEVEL = re.compile("自治区|[省市县区州]|国家|全国|中共")
"""What a post begins with that is named from below: 市商务局局长, 国家税务总局青江市税务局局长."""
# no given name ends with these, and none begins so: 王某市区管理处主任, 县城市管理局局长
_NO_NAME_WITH = re.compile(r"^[省市县州]|[省市县区]$")
_OTHERS = re.compile(rf"(?:[{HAN}]{{2,4}}[、和及])*")


def post_begins(words: str, known: Known) -> int | None:
    """Where the post begins in 李某青江大学校长: 0 where all is the post of one who was named before, None
    where that is not told.

    A post begins with an organ or a place that the text has named, behind a person whom it has named, or
    with the word for a level of state; only where no two of these part the words otherwise. One that begins
    with such a word itself, or is no more than a rank, leaves no room for a name.
    """
    if not POST_END.search(bare_post(words)):
        return None
    if any(words.startswith(organ) for organ in known.organs):
        return 0
    start = _OTHERS.match(words).end()  # type: ignore[union-attr]
    if not all(_may_be_name(n) for n in listed(words[:start])):
        return None
    ends = [k for k in range(start + 2, start + 5) if _may_be_name(words[start:k])]
    organ = {k for k in ends if any(words.startswith(o, k) for o in known.organs)}
    level = {k for k in ends if k < start + 4 and LEVEL.match(words, k)}
    person = {k for k in ends if words[start:k] in known.names}
    told = organ | person if organ else level | person
    if not told and (LEVEL.match(words) or not organ_of(re.sub("职[务级]$", "", bare_post(words)))):
        return 0  # 免去市发改委副主任职务 · 免去总经理职务
    return told.pop() if len(told) == 1 and not words.startswith("区") else None


def _may_be_name(words: str) -> bool:
    return is_name(words) and not _NO_NAME_WITH.search(words)
