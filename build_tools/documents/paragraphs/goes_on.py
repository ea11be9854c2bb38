"""Whether a line goes on with the paragraph above it: the reasons to join two lines, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.documents.outline.numbering import numbered_at
from build_tools.documents.paragraphs.beginnings import begins_anew
from build_tools.documents.paragraphs.footnote_signs import is_note_sign
from build_tools.documents.paragraphs.growing import Growing
from build_tools.documents.paragraphs.hanging import column_of, hangs
from build_tools.documents.paragraphs.line_evidence import (
    BARE_NUMBER,
    RANK,
    begins_indented,
    closes,
    cuts_number,
    cuts_word,
    ends_in_bracket,
    goes_on_with_series,
    has_lead,
    held_open,
    is_aligned,
    is_caption,
    is_drawn,
    is_marked,
    is_prose,
    is_referred_to,
    is_units,
    lead_ratio,
    may_go_on,
    names_number,
    other_script,
    rests_of_titles,
    style_of,
    titled_articles,
)
from build_tools.documents.paragraphs.short_heads import heads_sentence, names_part
from build_tools.language.genres import THIS_TEXT
from build_tools.language.measures import AVERAGED, BOUNDS, behind_figure
from build_tools.language.organs import ORGANS
from build_tools.language.phrases import (
    CLOSED,
    ENDS_IN_GENRE,
    FOREWORDS,
    HISTORY,
    LEADERS,
    MARKER,
    META,
    PERSON,
    TERMINAL,
    is_title_like,
    names_text,
)
from build_tools.language.script import NUMERAL, bare, doc_number, is_date_line
from build_tools.model.catalogue import Code
from build_tools.model.source import Line

_CANNOT_BEGIN = re.compile(r"^[，。；：、）》〉」』】〕”’！？%％]")
# 本决定自公布之日起施行。 · * 已更改 - 请查阅：第220/2017号批示 · 2011年，我乡将提高工作水平。: paragraphs of
# their own, though what stands above ends without a stop
_BEGINS = re.compile(rf"^(?:(?:{THIS_TEXT}|本措施)自.{{2,14}}(?:施行|实施|执行|生效)|[*＊][^*]|\d{{4}}年，)")
# 县级应急管理部门应当报告市级应急管理部门，同时 / 抄报省应急管理厅 · 现将《西河县牛羊检疫办法》印发给你 / 们
# …起施行。2006年4月11日以交通部令 / 2006年第4号公布的…同时废止。
_IN_SENTENCE = re.compile(r"[，；]|^(?:现将|现就|根据|按照|依照|为了)|。[^。”）]{4,}$")
# 低于规划目标 / 81以上的要求。 · 搭接宽度不小于 / 2.5厘米的，不予验收。 · 不少于核定乘员的 / 110%；
_RUNS_ON_BELOW = re.compile(
    rf"^\d[\d.]*(?:{BOUNDS}|个百分点)|^\d+\.\d+{behind_figure(AVERAGED)}|^\d[\d.,]*[%％]?[；，。]$"
)
_RUNS_ON = re.compile(r"[，、—－（《〈“‘「『【〔/]$")
# 表1 2023年居民消费价格比上年涨跌幅度 / 单位：%
_UNIT_LINE = re.compile(r"^[（(]?(?:计量|金额)?[单單]位[：为][^，。；：]{1,16}$")

# 海寧縣議會　函, the first line of a page
_ORGAN_ACTS = re.compile(rf"^[\u4e00-\u9fff]{{2,20}}(?:{ORGANS})(?:函|令|公告|通告|公报|通知|布告)$")
# 119, and below it an indented line · 1/1, and below it a blank one
_FIGURE = re.compile(r"^\d{1,5}(?:/\d{1,4})?$")
_SHORT = re.compile(r"^[\u4e00-\u9fff·、]{2,8}$")
_LIST = re.compile(r"^[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})+$")  # 城西区、岭南县、河阳县
_LETTER = re.compile(r"^[A-Z]$")  # B, above 保障性住房: an index by letters
_LABELLED = re.compile(r"^[^，。：；]{1,8}：[^。]*$")  # 邮编：850000
# 证据一：现场检查记录（江应急检记〔2023〕113号）; not 经研究决定：同意，
_NAMED = re.compile(r"^[^，。：；]{1,8}：[^，。；]*$")
_ENTRIES = (
    re.compile(r"^[\[〔［]\d{1,2}[\]〕］]"),  # [2] HJ 574—2010
    re.compile(r"^[\u4e00-\u9fff]{2,4}(?:人员|单位|时间|地点|部门)[：:]"),  # 缺席人员：州税务局吴某
    # 海岛保护　整治受损海岛3个; not 第五条　规定的单位名称
    re.compile(r"^(?!第[^，。]{1,6}条)[\u4e00-\u9fff]{2,8}\u3000+(?=[\u4e00-\u9fff《“\d])"),
)
"""How an entry begins; below another one of its kind it is the next, in whatever line that one ends."""
# （三）…不得使用英文意译，如 / Xuelingshan（雪岭山）不得写作…: ends no heading; 碳中和 does
_OPEN_END = re.compile(r"(?:[，、]|以及|例如|，如|\d年\d{1,2}月)$")
_TO_A_DAY = re.compile(r"[自至于从到由，、]$")  # …规划期限自 / 2021年1月1日起施行 / 的新标准计算
BARE_CHAPTER = re.compile(rf"^第[{NUMERAL}\d]+[编篇章节]$")


@dataclass
class Memory:
    """What the joiner remembers while it goes down a unit."""

    wrap: int
    lead_ratio: float
    titled_articles: bool
    closed_series: dict[str, bool]  # style → whether the last item of the series ended in 。 or ；
    indented: bool
    begins_indented: bool  # lines below a paragraph that surely ends are indented
    known: frozenset[str]  # bare titles that the contents print whole
    titles: frozenset[str]  # bare titles of the unit and of those above it
    rests: frozenset[int]  # lines that go on with the title of a chapter
    held: frozenset[int]  # lines at whose end a bracket is open that is closed below
    column: int  # how wide the lines get, 0 where nothing tells
    parted: bool = False  # the paragraph above ended on ；, in a line that was not full

    @classmethod
    def of(cls, lines: Sequence[Line], wrap: int, known: frozenset[str], titles: frozenset[str]) -> Memory:
        """What is known at the head of a unit."""
        begins = begins_indented(lines, wrap)
        indented = begins or sum(x.indent >= 1 for x in lines) >= 0.2 * len(lines) > 0
        titled, rests = titled_articles(lines), rests_of_titles(lines)
        held = held_open(lines)
        leads, column = lead_ratio(lines), column_of(lines)
        return cls(wrap, leads, titled, {}, indented, begins, known, titles, rests, held, column)


def verdict(group: Growing, line: Line, memory: Memory, after_heading: bool, cut: bool) -> Code | None:
    """Why ``line`` goes on with the paragraph ``group`` (a code of joining), or None: it does not.

    ``APART_PAGE_STOP`` and ``APART_FULL_LINE`` keep them apart.
    """
    above = group.above
    last = group.lines[-1]
    if line.begins:
        return None
    if line.number in memory.rests:
        return Code.JOIN
    if line.alone or last.alone or is_date_line(above) or _is_dated(line, memory):
        return None  # 市公安局 · 版权所有：…ICP备… · （2024年3月28日） · 2023年9月30日
    if not memory.wrap and (
        HISTORY.match(above) or (HISTORY.match(line.key) and not _TO_A_DAY.search(above))
    ):
        return None  # 2020年5月28日…第三次会议通过 · 2021年1月1日 施行
    held = last.number in memory.held
    if LEADERS.search(last.key) or LEADERS.search(line.key):
        return Code.JOIN if _leads_on(group, line, memory, held=held) else None
    if line.mark or (last.mark and not held) or other_script(last, line) or is_drawn(last) or is_drawn(line):
        return None
    if memory.known and bare(above + line.key) in memory.known:
        return Code.JOIN
    if _FIGURE.match(above) and (line.gap or line.indent):
        return None
    if _LETTER.match(above) or (_LETTER.match(line.key) and not memory.wrap):
        return None
    if _signs(last) or _signs(line) or _is_field(above, line):
        return None
    if begins_anew(group.lines[0], above, line):
        return None
    if hangs(group, line, memory.column):
        return Code.JOIN
    if any(
        entry.match(x.text.chars) and entry.match(line.text.chars)
        for x in group.lines[:1]
        for entry in _ENTRIES
    ):
        return None
    finished = CLOSED.search(above) or is_heading(group, memory) or _goes_on_counting(above, line)
    marked = is_marked(line, unfinished=not finished)
    if held and (closes(above, line.key) or not (marked or TERMINAL.search(above))):
        return Code.JOIN
    if _CANNOT_BEGIN.match(line.key) or (_RUNS_ON_BELOW.match(line.key) and not CLOSED.search(above)):
        return Code.JOIN
    if _UNIT_LINE.match(line.key) and not CLOSED.search(above):
        return None
    if doc_number(above) or ((line.gap or line.indent) and _BEGINS.match(line.key)):
        return None
    if line.gap > 1 and style_of(line.key) == "条" and not (line.page_break or _RUNS_ON.search(above)):
        return None  # 部门应当保持相对稳定 (a stop is lost), two blank lines and 第五条国务院…
    own = memory.begins_indented and memory.wrap and line.indent  # （责任单位：…）, a paragraph of its own
    if is_units(line.key) and TERMINAL.search(above) and not (own or is_heading(group, memory)):
        return Code.JOIN_UNITS
    noted = memory.indented and is_note_sign(above, last, line, memory.wrap)
    if marked and not (noted or cuts_word(above, line.key)):
        return None
    if names_number(above, line):
        return Code.JOIN  # 第一條 · 修改: an article's title in a line of its own
    if BARE_CHAPTER.match(above):
        return Code.JOIN if is_title_like(line.key) else None
    if _RUNS_ON.search(above) or cuts_number(above, line) or cuts_word(above, line.key):
        return Code.JOIN
    if CLOSED.search(above) or above.endswith("；") or ends_in_bracket(above):
        return _verdict_closed(group, line, memory, after_heading, cut)
    if _stands_alone(group, line, memory):
        return None
    # 　　第六条行政机构… / 议事协调机构 (a stop is lost), a blank line and 　　办公厅协助领导处理日常工作。
    shaped = group.lines[0].indent and not last.indent and line.indent and line.gap
    return Code.APART_FULL_LINE if shaped and not (line.page_break or cut) else Code.JOIN


# （清政发〔2021〕4号）……（2·7） · ………（4·1）
_REST_OF_ENTRY = re.compile(r"^[（〔.…·⋯‥・]")


def _leads_on(group: Growing, line: Line, memory: Memory, *, held: bool) -> bool:
    """Whether the dots that lead to a page stand in the second line of an entry of contents."""
    above = group.above
    if LEADERS.search(above) or CLOSED.search(above) or line.gap or line.mark or is_heading(group, memory):
        return False
    rest = _REST_OF_ENTRY.match(line.key) or not ENDS_IN_GENRE.search(above)
    return held or (len(above) > 10 and bool(rest))


def _signs(line: Line) -> bool:
    """Whether a person signs in a line, name and post set apart: ``縣長　王○○``."""
    return (
        len(line.key) <= 12 and " " in line.text.chars.replace("\u3000", " ") and bool(PERSON.match(line.key))
    )


def _is_field(above: str, line: Line) -> bool:
    """Whether a line is a field of the head, 發文字號：府行法字第1130066543號, and no rest of a sentence."""
    return bool(META.match(line.key)) and len(line.key) <= 40 and not re.search(r"[，、]$", above)


def _is_dated(line: Line, memory: Memory) -> bool:
    """Whether a line is but a day, and too short to be cut in the midst of a sentence."""
    return is_date_line(line.key) and bool(line.indent) and line.width < memory.wrap - 6


def _goes_on_counting(above: str, line: Line) -> bool:
    """Whether the line begins with the next number of the style of the paragraph above it.

    ``第四条规定处理。`` below ``第二条 纳税人应当依照`` goes on with the sentence.
    """
    if style_of(above) != style_of(line.key) or is_referred_to(above, line):
        return False
    here, below = numbered_at(above, decimal=False), numbered_at(line.key, decimal=False)
    back = here is not None and below is not None and (below[2] or 0) <= (here[2] or 0)
    return not (back and style_of(above) == "条")  # 第六条 …包括本办法 / 第五条　规定的单位名称


def _verdict_closed(
    group: Growing, line: Line, memory: Memory, after_heading: bool, cut: bool
) -> Code | None:
    """The paragraph so far ends on a full stop, colon or semicolon."""
    last = group.lines[-1]
    full = memory.wrap and last.width >= 0.9 * memory.wrap
    above = group.above
    if memory.parted and above.endswith("；") and not memory.indented and may_go_on(last, line, memory.wrap):
        return Code.APART_FULL_LINE  # …其中张某试用期一年； below 王某为县水务局副局长（试用期一年）；
    run_on = memory.indented or above.endswith("；")
    if full and line.gap == 0 and not line.page_break and run_on and line.indent == 0:
        return Code.JOIN
    page_end = cut or line.page_break
    if not (TERMINAL.search(above) or ends_in_bracket(above) or (page_end and above.endswith("；"))):
        opens = above.endswith("：") and not memory.indented and may_go_on(last, line, memory.wrap)
        return Code.APART_FULL_LINE if opens else None
    if page_end and goes_on_with_series(above, line.key):
        return Code.JOIN_PAGE_STOP
    lead = memory.lead_ratio >= 0.9 and not after_heading and not MARKER.match(above)
    if lead and not has_lead(line.key) and has_lead(above):
        return Code.JOIN_PAGE_STOP
    unindented = memory.indented and line.indent == 0 and not _ORGAN_ACTS.match(line.key)
    if page_end and unindented and (not line.gap or (memory.begins_indented and full)):
        return Code.JOIN_PAGE_STOP
    if page_end:
        return Code.APART_PAGE_STOP
    unsure = not memory.indented and may_go_on(last, line, memory.wrap)
    return Code.APART_FULL_LINE if unsure else None


def is_heading(group: Growing, memory: Memory) -> bool:
    """Whether the paragraph so far is a whole heading, though it does not end in a full stop."""
    if len(group.lines) > 1 and not memory.wrap and group.lines[-1].number not in memory.rests:
        return False
    above = group.above
    if group.lines[0].mark or group.lines[-1].number in memory.rests:
        return True
    style = style_of(above)
    if style is None or re.search(r"[。；]", above) or above.count("“") > above.count("”"):
        return False
    if _OPEN_END.search(above):
        return False
    if memory.wrap and group.lines[-1].width >= memory.wrap - 4:
        return False
    if "，" in above and 0 < memory.column <= group.lines[-1].width + 2:
        return False  # （一）各单位应于一九五七年八月十五日以前，将积压物 / 资种类、数量造册报本厅；
    if style == "章":
        return len(above) <= 50
    if style == "条":
        return memory.titled_articles and len(above) <= 24
    return len(above) <= 40 and not memory.closed_series.get(style, False)


def _stands_alone(group: Growing, line: Line, memory: Memory) -> bool:
    """Whether an unfinished line is nevertheless complete: heading, list line, label, short line."""
    last = group.lines[-1]
    caption = len(group.lines) == 1 and is_caption(last, memory.wrap)
    numbered = len(group.lines) == 2 and BARE_NUMBER.match(group.lines[0].key)
    if caption or numbered or is_heading(group, memory) or last.key in FOREWORDS:
        return True
    above = group.above
    solid = memory.wrap or line.page_break
    if is_referred_to(above, line):
        return False
    if len(group.lines) == 1 and not memory.wrap and not line.page_break and names_part(above, line):
        return True
    if len(group.lines) == 1 and not solid and line.indent and not last.indent and _SHORT.match(above):
        return True  # 财政·税收, at the margin above the indented entries of an index
    if len(group.lines) == 1 and line.gap and not line.page_break and names_text(above):
        return True  # 青江市早市发展规划, and below a blank line the first sentence
    if len(group.lines) == 1 and not solid and heads_sentence(above, line):
        return True
    if line.gap and not solid and (line.indent or not is_prose(above, line) or _NAMED.match(above)):
        return True  # 4. 相关附件, a blank line and 　　附件名称应当与正文所列一致
    if memory.wrap and last.width < memory.wrap - 6 and not line.page_break:
        return bool(line.gap or line.indent or not _IN_SENTENCE.search(above) or _LABELLED.match(above))
    labelled = _LABELLED.match(last.key) or _LABELLED.match(above) or len(above) <= 10
    cut = memory.wrap and last.width >= memory.wrap - 1 and line.key.endswith("：")
    if labelled and _LABELLED.match(line.key) and not cut:  # not 答：…应根据不同情况 / 处理：
        return True  # 临湖区 / 街道：湖滨街道、柳巷街道 / 镇：白鹭镇
    if len(group.lines) == 1 and _LABELLED.match(last.key) and (len(last.key) <= 20 or META.match(last.key)):
        return True
    begun = _IN_SENTENCE.search(above) or MARKER.match(above) or group.lines[0].indent
    if begun and memory.wrap and last.width >= memory.wrap - 1 and not line.gap and not line.indent:
        return False  # 四、这个规定先试行一年，时间 / 从贴出之日算起，到期再作修改。
    if len(group.lines) == 1 and is_aligned(last) and (is_aligned(line) or len(last.key) <= 24):
        return True
    if memory.indented and last.indent and not line.indent and not line.gap and TERMINAL.search(line.key):
        return False  # 　　某某甲、某某乙为东江省地方志办公 / 室副主任。
    widest = max((x.width for x in group.lines[:-1]), default=0)
    listed = not solid and _LIST.match(above) is not None
    ended = not widest or (listed and last.width * 5 <= widest * 3)
    return len(last.key) <= 15 and len(line.key) <= 15 and ended


def remember(group: Growing, memory: Memory) -> None:
    """Keep how the paragraph ended, and whether the last item of each series was a whole sentence; a higher
    style starts anew."""
    above = group.above
    memory.parted = above.endswith("；") and group.lines[-1].width < memory.wrap - 6
    style = style_of(above)
    if style is None:
        return
    memory.closed_series = {s: v for s, v in memory.closed_series.items() if RANK[s] <= RANK[style]}
    memory.closed_series[style] = bool(re.search(r"[。；]", above))
