"""Why a file cannot be read into raw text: a closed list of codes, each with what the person can do."""

from __future__ import annotations

from enum import Enum


class Refusal(Enum):
    """The name in lower case with dashes is the code; the value says it to editors."""

    FILE_UNKNOWN = (
        "认不出的文件格式；可以收录的是 docx、doc、wps、rtf、odt、pdf、ofd、html、txt、md、tif、jpg、png"
    )
    FILE_BROKEN = "文件已损坏，或不是它的扩展名所说的格式；请在原来的程序里打开，另存一份"
    FILE_ENCRYPTED = "文件加了密码；请在原来的程序里去掉密码，另存一份"
    FILE_MACROS = "文件含有宏或脚本，没有打开；请另存为不含宏和脚本的格式（如 .docx）"
    FILE_ATTACHED = "文件里附带了别的文件，没有打开；请去掉附带的文件另存，附带的另行收录"
    FILE_TOO_BIG = "文件过大，或解开后过大，没有读取"
    FILE_TOO_DEEP = "文件内部嵌套过深，没有读取"
    FILE_EMPTY = "文件里没有文字；若是扫描件或图片，须先识别"
    FILE_SCAN = "OFD 里只有扫描的图，没有文字；请另存为 PDF 或图片再收录"
    OCR_MISSING = (
        "扫描件要先识别，本机没有装识别程序；请运行 make ocr（没有 make 的，见编者手册“另装的部分”）"
    )
    ENCODING_UNKNOWN = "不能读作文字；请以 UTF-8 另存"
    OFFICE_MISSING = "这种格式要由 LibreOffice 转读，本机没有装；请安装 libreoffice-writer，或另存为 .docx"
    OFFICE_FAILED = "LibreOffice 不能转读这个文件；请在原来的程序里另存为 .docx"
    LEDGER_ORIGINAL = "原件的文字没有全部读到，没有收录；这是程序的错误，请连同文件报告"
    ID_WRONG = "名称只能用小写字母、数字和连字符"
    ID_TAKEN = "这个名称已有来源；要替换，加 --replace，要另取名称，加 --id"
    ISSUE_TAKEN = "这一期已有来源；要替换，加 --replace"
    SIDECAR_INVALID = "已有的附属文件不能读取，没有替换；请先按编者手册改正"
    RECORD_INVALID = "收录记录不能读取，或来源文本已改动；请恢复，或用 --replace 重收"
    ORIGINAL_GONE = "原件不在了；请把它放回所说的位置，或用 gazette add --replace 重新收录"
    PAGES_NONE = (
        "这个来源没有可以显示的印刷页；原件须是 PDF、OFD、扫描件或文字处理文件，并存在 raw/originals/ 里"
    )
    ID_MISSING = "没有这个来源"

    @property
    def id(self) -> str:
        """The stable English code, e.g. ``file-encrypted``."""
        return self.name.lower().replace("_", "-")


class Refused(Exception):
    """A file that is not added. Nothing is written then."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.detail = detail

    def said(self, name: str) -> str:
        """``name: code message``."""
        detail = f"（{self.detail}）" if self.detail else ""
        return f"{name}: {self.refusal.id} {self.refusal.value}{detail}"
