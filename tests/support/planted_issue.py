"""The made-up issue as an editor gets it: a Word file with faults, and the PDF of what was printed."""

from __future__ import annotations

import io
import zipfile

from support.made_up_issue import word
from support.office import printed

MISPRINTS = {
    "规范停车场": "规茫停车场",
    "明码标价；": "明码标介；",
    "停车信息平台": "停车信息平合",
    "防汛准备": "防讯准备",
    "植树42万株": "植树42万抹",
}
NUMBER = {"鹭政任〔2024〕3号": "鹭政发〔2024〕12号"}
SUM = {">510<": ">501<"}


def word_file() -> bytes:
    """Five misprints, one number held twice, a sum that does not agree, and a tracked change."""
    given = zipfile.ZipFile(io.BytesIO(word()))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for was, now in (MISPRINTS | NUMBER | SUM).items():
                    assert text.count(was) == 1, was
                    text = text.replace(was, now)
                data = text.encode()
            packed.writestr(name, data)
    return made.getvalue()


def pdf_file() -> bytes:
    """What was printed."""
    return printed()
