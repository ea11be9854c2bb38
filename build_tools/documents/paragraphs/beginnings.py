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


def begins_anew(first: Line, line: Line) -> bool:
    """Whether a line below a blank one greets those who hear a speech, says whom to ask, or stands below
    an item of a list in Markdown, which a blank line ends. ``first`` is the first line of the paragraph."""
    if not line.gap or line.page_break:
        return False
    solid = "".join(line.key.split())
    return bool(GREETS.match(solid) or _CONTACT.match(solid) or _BULLET.match(first.text.chars))
