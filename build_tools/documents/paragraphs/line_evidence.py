"""What two lines tell of whether they belong together: brackets, series, leads, numbering styles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.documents.outline.misread_heads import looks_numbered
from build_tools.language.brackets import pairs
from build_tools.language.duty_words import DUE, ROLES
from build_tools.language.phrases import (
    CAPTION,
    MARKER,
    REFERENCE_HEAD,
    TERMINAL,
    TIBETAN_LINE,
    is_title_like,
)
from build_tools.language.script import BEHIND_NUMERAL, HAN, NUMERAL
from build_tools.model.source import Line
from build_tools.model.text import Text

# （生态环境厅、气象局等按职责分工负责） · 〔责任单位：…〕 · （完成时间：2024年7月底）
_UNITS = re.compile(rf"负责|牵头|配合|落实|(?:{ROLES})(?:单位|部门)|{DUE}")


_PAIRS = {"）": "（", "〕": "〔", "》": "《", "】": "【", "」": "「"}


_STYLES = (
    ("条", re.compile(rf"^第[{NUMERAL}\d]+条")),
    ("章", re.compile(rf"^第[{NUMERAL}\d]+[编篇章节]")),
    ("一、", re.compile(rf"^[{NUMERAL}]+{BEHIND_NUMERAL}")),
    ("（一）", re.compile(rf"^（[{NUMERAL}]+）")),
    ("1.1", re.compile(rf"^\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?=[{HAN}Ⅰ-Ⅹ“《（])[^。；，]{{1,30}}$")),
    ("1.", re.compile(rf"^\d{{1,4}}[.、](?!\d)|^\d{{1,2}}(?=[{HAN}])[^。；，：年月日]{{2,15}}$")),
    ("（1）", re.compile(r"^（\d{1,3}）")),
)


_BEGINS_STYLE = re.compile(rf"[第（\d{NUMERAL}]")
RANK = {style: i for i, style in enumerate(("章", "条", "一、", "（一）", "1.", "1.1", "（1）"))}


def style_of(line_key: str) -> str | None:
    """The numbering style at the head of a line, None if there is none."""
    if not _BEGINS_STYLE.match(line_key):
        return None  # as most lines
    return next((style for style, pattern in _STYLES if pattern.match(line_key)), None)


def is_units(line_key: str) -> bool:
    """Whether a line is one bracket that names responsible units or a time."""
    body = line_key.rstrip("。")
    if body[:1] not in ("（", "〔") or body[-1:] not in ("）", "〕") or not _UNITS.search(body):
        return False
    return pairs(body) == [(0, len(body))]


def ends_in_bracket(above: str) -> bool:
    """Whether the last words are a bracket after a full stop, or one that names units."""
    if above[-1:] not in ("）", "〕"):
        return False
    start, end = (pairs(above) or [(0, 0)])[-1]
    return end == len(above) and (above[start - 1 : start] == "。" or is_units(above[start:]))


_SIGN = re.compile(r"[（〔《【「）〕》】」]")
_WITHIN = 400  # characters between a bracket and what closes it
_COUNTS = re.compile(rf"^(?:\d{{1,2}}|[{NUMERAL}]{{1,3}})）")  # 1）清理摊位 · 六）加强领导: closes nothing


def held_open(lines: Sequence[Line]) -> frozenset[int]:
    """The lines at whose end a bracket is open that a line below closes, by number.

    One that nothing closes holds no line open: recognition lost what closes it, and what stands below is
    another paragraph.
    """
    held: set[int] = set()
    begun: list[tuple[str, int, int]] = []  # the sign, its line, its place in the text
    place = 0
    for k, line in enumerate(lines):
        skipped = counts.end() if (counts := _COUNTS.match(line.key)) else 0
        for match in _SIGN.finditer(line.key, skipped):
            opening = _PAIRS.get(match[0])
            if opening is None:
                begun.append((match[0], k, place + match.start()))
            elif any(sign == opening for sign, _, _ in begun):
                while (last := begun.pop())[0] != opening:
                    pass
                if place + match.start() - last[2] <= _WITHIN:
                    held.update(x.number for x in lines[last[1] : k])
        place += len(line.key)
    return frozenset(held)


def closes(above: str, below: str) -> bool:
    """Whether the first bracket in ``below`` closes one that was opened above."""
    for c in below[:400]:
        if c in _PAIRS:
            return _PAIRS[c] in above[-400:]
        if c in "（〔《【「":
            return False
    return False


_ORDINALS = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")


_FROM_VIEW = re.compile(rf"从[{HAN}]{{2,4}}看")


def goes_on_with_series(above: str, below: str) -> bool:
    """A series opened above (从机遇看, 一是) has its next member inside ``below``, not at its head."""
    view = _FROM_VIEW.search(below)
    if view and view.start() > 0 and _FROM_VIEW.search(above):
        return True
    found = [o for o in _ORDINALS if o in below]
    if not found or below.startswith(found[0]) or found[0] == _ORDINALS[0]:
        return False
    return _ORDINALS[_ORDINALS.index(found[0]) - 1] in above


def has_lead(line_key: str) -> bool:
    """``加强生态屏障建设。加强藏西北…``: the paragraph opens with a short sentence like a title."""
    first, stop, rest = line_key.partition("。")
    return bool(stop and rest) and 4 <= len(first) <= 36 and not re.search(r"[，；：]", first)


def lead_ratio(lines: Sequence[Line]) -> float:
    """The share of paragraphs below （一） headings, but for those right under one, with a lead."""
    leads = total = 0
    inside = False
    for above, line in pairwise(lines):
        style = style_of(above.key)
        if style is not None:
            inside = style == "（一）"
        if inside and style is None and style_of(line.key) is None and TERMINAL.search(above.key):
            total += 1
            leads += has_lead(line.key)
    return leads / total if total >= 12 else 0.0


def begins_indented(lines: Sequence[Line], wrap: int) -> bool:
    """Whether paragraphs begin indented: nearly all lines below one that is closed and far from full, but for
    heads at the margin."""
    ended = [b for a, b in pairwise(lines) if a.width < 0.85 * wrap and TERMINAL.search(a.key)]
    below = [line for line in ended if line.indent or not MARKER.match(line.key)]
    return len(below) >= 3 and sum(line.indent >= 1 for line in below) >= 0.9 * len(below)


def signed_between(above: Text, line: Line, tails: Sequence[int]) -> bool:
    """Whether a signature (``tails``, their places) stands between two lines."""
    return any(above.at[0] < place < line.text.at[0] for place in tails)


def may_go_on(last: Line, line: Line, wrap: int) -> bool:
    """Whether a full line ends on a stop, a colon or ； and the next one is right below it, at the margin: in
    wrapped text they may be of one paragraph.

    …县级人民政府应当撤销渡口： / 连续十二个月未从事渡运的；因修建桥梁丧失渡运功能的；
    """
    full = wrap > 0 and last.width >= wrap - 2 and bool(TERMINAL.search(last.key) or last.key[-1:] in "：；")
    said = line.width > wrap / 2 or bool(TERMINAL.search(line.key))
    return full and not line.gap and not line.indent and said


def titled_articles(lines: Sequence[Line]) -> bool:
    """Whether most articles stand in a line of their own, as a title: ``第一条 目的``.

    A line as wide as the lines get is cut, and no title: ``第一条 县人民政府负责地名工作的主管 / 部门应当…``.
    """
    articles = [x for x in lines if style_of(x.key) == "条"]
    full = 0.8 * max((x.width for x in lines), default=0)
    alone = [x for x in articles if len(x.key) <= 24 and x.width < full]
    short = sum(not re.search(r"[。；，：]", x.key) for x in alone)
    return len(articles) >= 3 and short >= 0.6 * len(articles)


_DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.%％])")
_SPACED_DECIMAL = re.compile(rf"^\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}\s+[{HAN}ⅠⅡⅢⅣ“《（]")
_SPACED_DIGIT = re.compile(rf"^\d{{1,2}}\s+[{HAN}]")
_SOLID = re.compile(rf"^第[{NUMERAL}\d]{{1,5}}[编篇章节条](?![\s\u3000])")


# …违反的，依照同一条例 / 第五条处罚。
_LEADS_TO_NUMBER = re.compile(r"(?:[依按遵参]照|根据|依据|违反|符合|遵守|适用|执行)[^，。；：]{0,20}$")


def is_referred_to(above: str, line: Line) -> bool:
    """Whether a line begins with the number of an article of which an unfinished text above speaks.

    No blank stands behind the number, and what follows it reads on, or what stands above leads to it.
    """
    solid = _SOLID.match(line.text.chars) is not None
    return solid and bool(REFERENCE_HEAD.match(line.key) or _LEADS_TO_NUMBER.search(above))


# 第二章 工作报告的审议，计划和 / 预算的审查
_OPEN_TITLE = re.compile(r"(?:[和与及或、，的]|以及)$")


def rests_of_titles(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that go on with the title of a chapter in the line above, by number.

    The title ends on a word that cannot end it, or nothing else stands between it and what it heads.
    """
    found = []
    for k, (above, line) in enumerate(pairwise(lines)):
        title = above.key + line.key
        if style_of(above.key) != "章" or style_of(line.key) or len(title) > 60 or above.mark != line.mark:
            continue
        words = (len(line.key) == 1 and not line.key.isdigit()) or is_title_like(line.key)
        if re.search(r"[。；：]", title) or not words or line.key.startswith("（"):
            continue
        below = style_of(lines[k + 2].key) if k + 2 < len(lines) else None
        if _OPEN_TITLE.search(above.key) or below in ("章", "条"):
            found.append(line.number)
    return frozenset(found)


def is_marked(line: Line, *, unfinished: bool) -> bool:
    """Whether a line begins with a number of its own, not with a reference or a figure.

    After an unfinished sentence ``第十五条关于机井封填的规定`` (no blank) goes on with it, and so
    does ``2.4万人``; ``2.4 保障措施`` begins a section.
    """
    chars = line.text.chars
    if unfinished and (REFERENCE_HEAD.match(line.key) or (_SOLID.match(chars) and _is_long(line.key))):
        return False
    if _DECIMAL.match(line.key):
        return bool(_SPACED_DECIMAL.match(chars)) or style_of(line.key) == "1.1"
    if _SPACED_DIGIT.match(chars) and style_of(line.key) == "1.":
        return True
    return bool(MARKER.match(line.key) or _SYMBOL.match(line.key)) or looks_numbered(line.key)


# V1、V2——统计期起、止时的流量计读数，…, below 式中：
_SYMBOL = re.compile(r"^[A-Za-zΑ-Ωα-ω][A-Za-zΑ-Ωα-ω\d₀-₉,，、]{0,12}——[\u4e00-\u9fff]")


def _is_long(line_key: str) -> bool:
    """Longer than a title, or a sentence: ``第五条处罚。``."""
    return len(line_key) > 12 or line_key.endswith(("。", "；", "，"))


# 第一條 above 修改 · 3.1 above 城镇污水处理厂 municipal wastewater treatment plant
BARE_NUMBER = re.compile(rf"^(?:第[{NUMERAL}\d]+条|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})$")


def names_number(above: str, line: Line) -> bool:
    """Whether a line is the title of the article, or the term of the entry, whose number is all above it."""
    longest = 20 if above.startswith("第") else 60
    return bool(BARE_NUMBER.match(above)) and len(line.key) <= longest and is_title_like(line.key)


# 第二十 / 一条 本办法自2024年10月1日起施行。
_HALF_NUMBER = re.compile(rf"^第[{NUMERAL}]{{1,4}}$")
_REST_OF_NUMBER = re.compile(rf"^[{NUMERAL}]{{0,4}}[编章节条](?![{HAN}])")


# 于次季度首月15 / 日前报市“无废城市”建设领导小组办公室。 · 自2024年3 / 月1日起
_REST_OF_DAY = re.compile(r"^(?:日[前内起后至止，。；、）]|月\d{1,2}日|年\d{1,2}月\d)")


def cuts_number(above: str, line: Line) -> bool:
    """Whether the number of an article or a chapter, or a day, is cut between two lines."""
    if above[-1:].isdigit() and _REST_OF_DAY.match(line.key):
        return True
    return bool(_HALF_NUMBER.match(above) and _REST_OF_NUMBER.match(line.text.chars))


# …归口管理，统 / 一、准确、及时发布。 · 第（五）项规定之 / 一、情节轻微的， · 依照前条第 / 二、三款的规定
# …第九条第（二）项、第 / （三）项执行
_HALF_WORD = re.compile(rf"[统唯之同单]\n一、|第\n(?:[{NUMERAL}]{{1,3}}、|（[{NUMERAL}]{{1,3}}）)")


def cuts_word(above: str, below: str) -> bool:
    """Whether 一、 or 二、 at the head of a line is the rest of a word that begins in the line above."""
    return bool(_HALF_WORD.match(f"{above[-1:]}\n{below}"))


# 旺 堆 扎 西 市投资促进局党组书记 · GB 14554 恶臭污染物排放标准
_SET_APART = re.compile(
    rf"[{HAN}：）]\s+[{HAN}]|^[A-Z]{{2,4}}(?:/[A-Z]{{1,2}})?\s?\d[\d.]*(?:[—–-]\d{{2,4}})?\s+[{HAN}]"
)


def is_aligned(line: Line) -> bool:
    """A line of a list that is set with blanks: ``旺 堆 扎 西 市投资促进局党组书记``, ``某某（女） 站长``,
    ``GB 14554 恶臭污染物排放标准``; not one of a sentence whose characters all stand apart."""
    chars = line.text.chars
    if len(line.key) > 40 or MARKER.match(line.key) or re.search(r"[，。；]", line.key):
        return False
    solid = len(line.key) > 12 and all(len(word) == 1 for word in chars.split())
    return _SET_APART.search(chars) is not None and not solid


# 专栏1　“十五五”节水主要指标, and below it 用水总量：9.6亿立方米，约束性；
_CAPTION = re.compile(rf"^{CAPTION}[^，。；：]{{2,40}}$")


def is_caption(line: Line, wrap: int) -> bool:
    """Whether a line is the whole caption of a box, table or figure; in wrapped text a full one is cut."""
    return _CAPTION.match(line.key) is not None and not (wrap and line.width >= wrap - 6)


_MARKS = re.compile(r"[，。；：？！]")


def is_prose(above: str, line: Line) -> bool:
    """Whether an unfinished paragraph and what stands below a blank line may be of one sentence: not
    ``辦公室主任 辜某某`` below a day, nor ``HJ 1012—2018 …及检测方法`` below ``HJ 38 …的测定 气相色谱法``."""
    formula = above.endswith("$$")  # 式中： below it
    return not formula and bool(_MARKS.search(above) or _MARKS.search(line.key) or len(above) > 60)


# ├──┼────┤ · 第三章 附则..........3 · 报告人：　　　　　签发人：
_DRAWN = re.compile(r"[\u2500-\u257f]{2}|：[\s\u3000]{3,}[^\s\u3000]|[.…·]{6}\s*\d{1,4}$")
# │ 1  │ 泥鳅 │ · ——— · 事件起因　□生产安全事故　□其他：____
_DRAWN_LINE = re.compile(r"(?!.*[，。]).*(?:[□☐☑☒]|[_＿]{3})|\s*[│┃].*[│┃]\s*$|\s*[—－_=-]{3,}\s*$")


def is_drawn(line: Line) -> bool:
    """Whether a line is of a table's frame or a form, a rule between two parts, or an entry of contents."""
    return bool(_DRAWN.search(line.text.chars) or _DRAWN_LINE.match(line.text.chars))


# Measures for Bilingual Public Signs (2023 No. 9), below a title in Han
_LATIN_LINE = re.compile(r"^(?!.*[\u4e00-\u9fff])(?=.*[A-Za-z]{2,}\W+[A-Za-z]{2,})\s*[A-Z]")


def other_script(above: Line, below: Line) -> bool:
    """Whether one of two lines is all Tibetan and the other is not, or a Tibetan sentence (།) has ended; or
    words in Latin letters stand below a line that is shorter and holds none."""
    if _LATIN_LINE.match(below.text.chars) and not re.search(r"[A-Za-z（(]|[，、]$", above.text.chars):
        return above.width < below.width
    tibetan = bool(TIBETAN_LINE.match(above.key))
    return tibetan != bool(TIBETAN_LINE.match(below.key)) or (tibetan and above.key.endswith("།"))


_REDUPLICATED = "人家层天年月日时处种个点步次代大小多少常渐逐仅刚往默纷频源洋欣往妈爸哥姐"


def doubled(above: Line, below: Line) -> bool:
    """Whether a character stands at a line's end and again at the next one's head, and is no 人人."""
    a, b = above.key[-1:], below.key[:1]
    return a == b and bool(re.match(f"[{HAN}]", a)) and a not in _REDUPLICATED
