"""Lines that begin a paragraph whatever the line above them ends on."""

from __future__ import annotations

import re

from build_tools.language.phrases import GREETS
from build_tools.model.source import Line

# 联系人：王某 · 联系电话：0477-8588939 · 通讯地址：青江市人民路1号
_CONTACT = re.compile(
    r"^(?:联系(?:人|电话|地址|方式)|通[信讯]地址|电子(?:邮箱|邮件)|邮政编码|传真(?:电话)?)[：:]"
)
# - 《建设项目环境保护管理条例》第九条第四款
_BULLET = re.compile(r"^\s*[-*+•●]\s")


# - 营业执照复印件和, and below a blank line 法定代表人身份证明
_GOES_ON = re.compile(r"[，、和及与或的]$")


def begins_anew(first: Line, above: str, line: Line) -> bool:
    """Whether a line below a blank one greets those who hear a speech, says whom to ask, or stands below
    an item of a list in Markdown, which a blank line ends. ``first`` is the first line of the paragraph,
    ``above`` all of it."""
    if not line.gap or line.page_break or _GOES_ON.search(above):
        return False
    solid = "".join(line.key.split())
    greets = GREETS.match(solid) and solid.endswith(("：", ":"))
    return bool(greets or _CONTACT.match(solid) or _BULLET.match(first.text.chars))
