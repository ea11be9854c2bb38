"""Short lines that head the sentence below them, where lines are as long as their paragraphs."""

from __future__ import annotations

import re

from build_tools.language.phrases import REFERENCE_HEAD, TERMINAL
from build_tools.language.script import NUMERAL
from build_tools.model.source import Line

# 三、土地现状调查安排 · 第四条　工作组织; not 三、对前款规定的 · 三、土地征收的补偿标准为
_PART = re.compile(
    rf"^(?:第[{NUMERAL}\d]{{1,5}}条[\u4e00-\u9fff]{{2,6}}|(?:[{NUMERAL}]{{1,4}}、|（[{NUMERAL}]{{1,4}}）)[\u4e00-\u9fff“”]{{2,12}})"
    r"(?<![的地得和及与或对由将在为是按把被向从至到])$"
)


def names_part(above: str, line: Line) -> bool:
    """Whether a short numbered line without a stop names what the sentences below it are about: where lines
    are as long as their paragraphs, though the number before it may have begun a sentence."""
    whole = TERMINAL.search(line.key) and len(line.key) >= 12 and line.width > 3 * len(above)
    return bool(_PART.match(above) and whole and not REFERENCE_HEAD.match(above))


# 总体要求, above 坚持便民利民、疏堵结合，优化早市布局。 · 一总体要求; not 会议认为
_WORDS = re.compile(r"^[\u4e00-\u9fff“”]{2,14}(?<![的地得和及与或对由将在为是按把被向从至到等])$")


def heads_sentence(above: str, line: Line) -> bool:
    """Whether a few words without a mark stand above a whole sentence, where lines are as long as their
    paragraphs: no sentence is cut so soon."""
    whole = TERMINAL.search(line.key) and len(line.key) >= 12 and line.width > 3 * len(above)
    return bool(_WORDS.match(above) and whole)
