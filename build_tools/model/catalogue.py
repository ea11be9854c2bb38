"""The closed catalogue of findings: code, severity, what it means, what an editor can do; and a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from build_tools.model.table import CellRun
from build_tools.model.text import Edit


@dataclass(frozen=True)
class Finding:
    """One line of the catalogue; ``message`` and ``hint`` speak Chinese, the code never changes."""

    severity: str  # "error", "stale", "doubt", "correction" or "repair"
    message: str
    hint: str = ""


class Code(Enum):
    """Every finding that a stage can report. The name in lower case with dashes is its code."""

    READ_ENCODING = Finding("repair", "文件不是 UTF-8，已按其他编码读取", "确认文字无误；可另存为 UTF-8")
    READ_UNDECODABLE = Finding("error", "不能读作文字", "确认它是文本文件，并以 UTF-8 重新保存")
    READ_FAILED = Finding("error", "文件不能读取", "确认文件存在、可读，磁盘无误")
    SOURCE_FAILED = Finding("error", "程序在这里出错，未能处理该来源", "这是程序的错误，请连同出错记录报告")
    WORKER_DIED = Finding("error", "处理该来源的进程意外中止", "可能内存不足；单独转换该文件可见详情")
    STAGE_FAILED = Finding("error", "程序在处理全部来源时出错", "这是程序的错误，请连同出错记录报告")
    SOURCE_MISSING = Finding(
        "error", "本期未能重新生成：数据、清单和检索中没有这个来源", "改正该来源的错误后重新生成"
    )
    FILE_NAME = Finding("error", "文件名不能用：不能在各种系统上解开，或会打断网页", "改名，附属文件一并改名")
    NO_FILE = Finding("error", "不是普通文件，没有读取", "换成文件本身")
    CONTROL = Finding("repair", "删去不可见的控制字符")
    MARKUP = Finding("repair", "去掉标记符号（Markdown、HTML、LaTeX）")
    PAGE_CODE = Finding("repair", "去掉网页代码（注释、脚本、样式、文件头）")
    MARKUP_LEFT = Finding(
        "doubt", "文中留有网页标记，可能转义过两次，按原样保留", "对照纸质公报；不是所印文字的写入校勘删去"
    )
    FURNITURE = Finding("repair", "去掉页码、书眉、二维码说明等非正文文字")
    FURNITURE_UNPROVEN = Finding(
        "doubt", "像是页码、书眉或网页文字，但无从证明，按正文保留", "对照纸质公报，确非正文的写入校勘删去"
    )
    RADICAL = Finding("repair", "部首字符改为相应的汉字（据 Unicode Equivalent_Unified_Ideograph）")
    MARK_FORM = Finding("repair", "竖排形、小写形的标点改为通常的标点（据 Unicode 兼容分解）")
    RADICAL_UNREAD = Finding("doubt", "部首字符没有相应的汉字，按原样保留", "对照纸质公报，必要时写入校勘")
    STRUCK = Finding(
        "doubt", "有删去或插入的标记，所删文字照印划去、不作依据", "核对所据文本是否定稿；是修改稿的换用定稿"
    )
    SPACES = Finding("repair", "去掉多余的空格")
    PUNCTUATION = Finding("repair", "中文文字中的半角标点改为全角")
    JOIN = Finding("repair", "接合被换页、换栏或换行切断的文字")
    JOIN_UNITS = Finding("repair", "责任单位括注接回所属段落")
    JOIN_PAGE_STOP = Finding(
        "repair", "句号或分号恰在页末，按下文判断为同一段落", "对照纸质公报核对是否应另起一段"
    )
    APART_PAGE_STOP = Finding(
        "repair", "句号或分号恰在页末，按下文判断为另起一段", "对照纸质公报核对是否应接合"
    )
    APART_FULL_LINE = Finding(
        "doubt",
        "行满而句号恰在行末，或句末无标点而下一行空行缩进，不能断定是否另起一段，按另起处理",
        "对照纸质公报核对是否应接合",
    )
    JOIN_DOUBLED = Finding(
        "doubt", "接合处有重复的字，可能是换页时多识别了一字", "对照纸质公报，必要时写入校勘"
    )
    FOOTNOTE_MOVED = Finding("repair", "脚注移出被其隔断的句子")
    FOOTNOTE_UNMATCHED = Finding("doubt", "脚注与正文中的注码不能对应", "对照纸质公报核对注码")
    FOOTNOTE_OPEN = Finding("doubt", "脚注在何处结束不能确定", "对照纸质公报核对脚注与正文")
    IMPRINT_MOVED = Finding("repair", "版记移到所属公文之末")
    CONTENTS_MOVED = Finding("repair", "公文自带的目录移出所在的文字，另作一项")
    SEQUENCE = Finding("doubt", "编号不连续或重复", "对照纸质公报核对是否漏字或误识")
    MANY_CLAUSES = Finding("doubt", "一条之下多于三十款，可能有未读出的条", "对照纸质公报核对其后各条的条号")
    ARTICLES_GLUED = Finding("doubt", "条文连排在一行之内，已按条号分开", "对照纸质公报核对各条起讫和条号")
    CONTENTS_TITLE = Finding("doubt", "目录所印标题与正文标题不一致", "对照纸质公报，必要时写入校勘")
    CONTENTS_MISSING = Finding("doubt", "目录所列文件在正文中没有找到", "核对来源文本是否完整")
    CONTENTS_UNLISTED = Finding("doubt", "正文中的文件未列入所印目录", "核对目录是否完整")
    TITLE_ISSUED = Finding("doubt", "所印发文件的标题与通知所称不一致", "对照纸质公报核对标题")
    TITLE_REPEATED = Finding("doubt", "句中有一行与标题相同，前后文字未予接合", "对照纸质公报核对是否书眉")
    ANNEX_MISSING = Finding(
        "doubt", "所列或所引附件未见于来源文本", "核对来源文本是否完整；公报未刊则无须处理"
    )
    ANNEX_UNLISTED = Finding("doubt", "附件未列入附件目录", "核对附件编号")
    REFERENCE_MISSING = Finding(
        "doubt", "文中所引的本文条文未见，可能漏读条号", "对照纸质公报核对条号及所引条文"
    )
    CHAPTERS_LOST = Finding(
        "doubt",
        "有总则、附则而没有章号，可能是自动编号未随文字复制",
        "对照纸质公报；从原件带编号重新导出文字",
    )
    SENTENCE_LONG = Finding(
        "doubt", "一句过长（中间没有句号、分号），引用处只看前后各四千字", "对照纸质公报核对标点和换行"
    )
    COUNT_STATED = Finding("doubt", "文中所称章、节、条数与实有数不一致", "对照纸质公报核对")
    CHRONICLE_YEAR = Finding("doubt", "大事记未印年份", "对照纸质公报，在附属文件写明 year")
    LATIN_WORD = Finding("doubt", "中文句子里夹有小写外文词，可能是识别错误", "对照纸质公报，必要时写入校勘")
    NUMBER_UNREAD = Finding("doubt", "文号不合常式，按原样保留", "对照纸质公报核对文号，必要时写入校勘")
    MISREAD_FIGURE = Finding("doubt", "数字、文号或日期里有疑似误识的字", "对照纸质公报，必要时写入校勘")
    DATE_IMPOSSIBLE = Finding(
        "doubt", "日历上没有这一天，不作日期", "对照纸质公报；误识写入校勘，原文如此则核定"
    )
    DATE_FAR = Finding(
        "doubt", "日期比文号年份或同期各篇晚得多，不据以推算", "对照纸质公报；误识写入校勘，原文如此则核定"
    )
    MISREAD_WORD = Finding("doubt", "疑似误识的字", "对照纸质公报，必要时写入校勘")
    NUMBER_TWICE = Finding(
        "doubt", "两篇不同的文件用同一文号", "对照两处纸质公报；误识写入校勘，原文如此则核定"
    )
    ISSUE_TWICE = Finding("doubt", "同一期公报有两个来源", "核对封面和附属文件的年份、期号；重复的移走一个")
    EFFECT_UNREAD = Finding(
        "doubt", "施行、期限条款未能解读", "对照纸质公报的日期和字句；原文如此则核定，网页写明未能解读"
    )
    AMENDMENT_UNREAD = Finding(
        "doubt", "修改其他文件的指令未能解读", "对照纸质公报的引号和条款号；原文如此则核定，网页写明未能解读"
    )
    POST_UNREAD = Finding(
        "doubt",
        "任免的人与职务未能对上，未列入任免",
        "对照纸质公报的人数和职务数；误识写入校勘，原文如此则核定",
    )
    TERM_UNDECIDED = Finding(
        "doubt", "经修改的期限不能确定", "核对两份文件的施行日期和成文日期；原文如此则核定，网页注明存疑"
    )
    ADDRESS_TIE = Finding(
        "doubt",
        "与另一来源的文件同用一个网址，先后不能确定，按来源名称定",
        "核对两期的日期；发布以后网址不再改变",
    )
    PERSONAL_DATA = Finding(
        "doubt", "疑似个人信息（证件号、手机号、银行卡号或未成年人姓名）", "核对能否公开；不能公开的不要发布"
    )
    MISPRINT = Finding(
        "doubt", "疑似误植或误识，只差一字的写法更常见", "对照纸质公报；误识写入校勘，原文如此则核定"
    )
    TABLE_JOIN = Finding("repair", "接合被换页切断的表格")
    TABLE_SHIFTED = Finding("repair", "表格该行的单元格错位，已移回所属的列", "对照纸质公报核对该行各列")
    TABLE_SPLIT = Finding("repair", "连在一格里的几个标签分回各行", "对照纸质公报核对")
    TABLE_FILL = Finding("repair", "合并单元格所印的内容填入所辖各行")
    TABLE_PLACED = Finding("repair", "标签不在所辖各行之首，按行文归属", "对照纸质公报核对归属")
    TABLE_DOUBT = Finding("doubt", "单元格有不止一种读法", "对照纸质公报，用 [[cell]] 写明")
    TABLE_RAGGED = Finding(
        "doubt", "表格该行的单元格数与表头不合，未能归列", "对照纸质公报，用 [[cell]] 写明"
    )
    TABLE_SPAN = Finding(
        "doubt", "合并的单元格占的行列多于表格所有，已按他行收窄", "对照纸质公报核对该行各格"
    )
    TABLE_CHECK = Finding("doubt", "表内数字不相符", "对照纸质公报核对该表各数")
    TABLE_UNNAMED = Finding("doubt", "表格有的列没有列名", "对照纸质公报核对表头")
    ANNEX_WITHOUT_TABLE = Finding(
        "doubt",
        "附件名为表、指标、清单、名录或名单，其中没有表格",
        "对照纸质公报；表格未随文字复制的，补入来源文本",
    )
    TABLE_UNREAD = Finding("doubt", "可能是表格的文字未能读作表格，按原样保留", "对照纸质公报核对")
    PRIVATE_USE = Finding("doubt", "有无法辨认的造字区字符", "对照纸质公报，必要时写入校勘")
    NONCHARACTER = Finding("doubt", "有不是字符的编码", "对照纸质公报，必要时写入校勘")
    GLYPH_CODE = Finding("doubt", "PDF 中的字形没有对应的字符，留下代号", "对照纸质公报，写入校勘")
    VARIATION = Finding("doubt", "字后有异体选择符，所印字形可能与显示的不同", "对照纸质公报核对字形")
    SIDECAR_DIFFERS = Finding("doubt", "附属文件所记与文本所印不一致", "改正 raw/ 下的 .toml 文件")
    SIDECAR_INVALID = Finding("error", "附属文件不能读取", "按编者手册改正 .toml 文件")
    NO_DOCUMENT = Finding("doubt", "此处文字的上方没有标题，按一篇无题的文件处理", "确认来源文本有标题")
    TITLE_BEHIND = Finding(
        "doubt",
        "落款或末条之后有一行像是另一篇的标题，未能断定，按上文保留",
        "对照纸质公报核对是否另一篇文件",
    )
    TITLE_UNSURE = Finding(
        "doubt",
        "标题不像公文标题，下文首句之前另有一行更像，或两个标题连成了一个",
        "对照纸质公报；栏目名、网站名写入校勘删去",
    )
    FRAME_UNREAD = Finding(
        "doubt",
        "标题与正文之间，或落款、末句之后，有未能读出是什么的行，按段落保留",
        "对照纸质公报；网页文字写入校勘删去，误识的文号、日期、落款写入校勘",
    )
    DUPLICATE = Finding("repair", "同号同题的文件已见于另一来源，按转载处理")
    REPRINT_DIFFERS = Finding(
        "doubt", "转载的文字与先前所刊不同", "对照两处纸质公报；误识的写入校勘，确有不同的予以核定"
    )
    ORIGINAL_CHANGE = Finding(
        "doubt", "原件在这里有修订痕迹，已按接受修订录入", "核对取舍；应照修订之前的写入校勘，无误的核定"
    )
    ORIGINAL_NUMBER = Finding("doubt", "原件在这里的自动编号不能确定", "对照纸质公报核对编号，有误的写入校勘")
    ORIGINAL_FORM = Finding(
        "doubt", "原件在这里有来源文本不能保存的内容", "对照原件和纸质公报核对；无须处理的核定"
    )
    ORIGINAL_UNSURE = Finding("doubt", "原件的这个字没有把握", "对照原件所示之处，有误的写入校勘，无误的核定")
    WITNESS_DIFFERS = Finding("doubt", "另一份来稿在这里不同", "对照纸质公报，有误的写入校勘，无误的核定")
    ORIGINAL_STALE = Finding(
        "stale", "原件或来源文本与收录时不同", "恢复文件，或用 gazette add --replace 重收"
    )
    ORIGINAL_INVALID = Finding(
        "error", "收录记录不能读取", "恢复 raw/ 下的 .import.json，或用 gazette add --replace 重收"
    )
    CORRECTION = Finding("correction", "编者校勘")
    EDITOR_TABLE = Finding("correction", "编者指明这几行是表格")
    EDITOR_LINES = Finding("correction", "编者指明怎样分行、接行")
    EDITOR_FURNITURE = Finding("correction", "编者指明这一行不是正文")
    EDITOR_TEXT = Finding("correction", "编者指明这一行是正文")
    CORRECTION_STALE = Finding("error", "校勘不能施行", "改正或删去 .toml 文件中的这一条")
    ACCEPT_STALE = Finding("stale", "所核定的存疑已不存在", "删去 .toml 文件中的这一条")
    LEDGER_LOST = Finding("error", "有字符丢失", "这是程序的错误，请报告")
    LEDGER_INVENTED = Finding("error", "有来历不明的字符", "这是程序的错误，请报告")
    LEDGER_ORDER = Finding("error", "文字的先后与来源文本不一致", "这是程序的错误，请报告")
    LEDGER_TABLE = Finding("error", "表中所示与所印文字不一致", "这是程序的错误，请报告")
    LEDGER_FILE = Finding("error", "表格文件与模型不一致", "这是程序的错误，请报告")
    LEDGER_BOUNDS = Finding("error", "整理超出了该项整理许可的范围", "这是程序的错误，请报告")
    LEDGER_ORIGINAL = Finding(
        "error", "原件的文字与来源文本不符", "恢复来源文本，或用 gazette add --replace 重收"
    )
    LEDGER_HTML = Finding("error", "网页上的文字与模型不一致", "这是程序的错误，请报告")
    STALE = Finding("stale", "生成的页面与来源文本不一致（已过期）", "运行 gazette convert 后一并提交")

    @property
    def id(self) -> str:
        """The stable English code, e.g. ``join-page-stop``."""
        return self.name.lower().replace("_", "-")

    @property
    def severity(self) -> str:
        """``error``, ``stale``, ``doubt``, ``correction`` or ``repair``."""
        return self.value.severity


CORPUS_DOUBTS = tuple(
    code.id
    for code in (
        Code.REPRINT_DIFFERS,
        Code.MISPRINT,
        Code.NUMBER_TWICE,
        Code.ISSUE_TWICE,
        Code.EFFECT_UNREAD,
        Code.AMENDMENT_UNREAD,
        Code.TERM_UNDECIDED,
        Code.ADDRESS_TIE,
    )
)
"""Doubts that a source has only beside the others."""


class Evidence(Enum):
    """What proves that a line that was dropped is no part of a text; the value says it to readers."""

    PAGE_MARK = "页码标记"
    PAGE_NUMBER = "页码，与前后各页相接"
    RUNNING_HEAD = "书眉，在换页处重复印出"
    ABOVE = "网页文字，在首篇正文之前"
    BELOW = "网页文字，在全文之后"
    REPEATED = "标题或机关名，下文又印"
    COLUMN = "栏目名，目录已列"


@dataclass(frozen=True)
class Note:
    """A finding of a stage: a repair made (with its edits), a doubt flagged, or an error."""

    code: Code
    first_line: int
    last_line: int
    was: str = ""
    now: str = ""
    detail: str = ""
    edits: tuple[Edit, ...] = ()
    evidence: Evidence | None = None  # why a line is dropped (FURNITURE)
    accepted: str = ""  # why an editor lets a doubt stand
    file: str = ""  # the file that the lines count in, where it is not the source (its sidecar)
    cells: CellRun | None = None  # the cells in doubt (TABLE_DOUBT): lines alone do not tell a column

    @property
    def dropped(self) -> tuple[str, ...]:
        """The printed words that left the text whole: Han or figures, no signs of markup and no blanks."""
        if self.code not in (Code.FURNITURE, Code.PAGE_CODE, Code.TABLE_JOIN, Code.EDITOR_FURNITURE):
            return ()
        return tuple(e.was.strip() for e in self.edits if not e.now and _WORDS.search(e.was))


_WORDS = re.compile(r"[\d\u3400-\u9fff\U00020000-\U0003ffff]")


def ordered(notes: tuple[Note, ...]) -> list[Note]:
    """Notes by line, then by code."""
    return sorted(notes, key=lambda n: (n.first_line, n.last_line, n.code.id))
