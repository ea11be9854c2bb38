"""Tables of an appointment: a person a row, and what each is given and loses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.documents.outline.anchors import row_anchor
from build_tools.facts.people.posts import POST_END, bare_post, divided
from build_tools.language.script import key
from build_tools.model.document import Block
from build_tools.model.facts import APPOINT, REMOVE, Post
from build_tools.model.table import Table

# | 姓名 | 任职 | 免职 | ; 原任职务 says what a person was, and 职务 alone does not say which
_GIVEN_BY = re.compile(r"(?:拟|新|现)?任(?:命|职)?(?:职务)?")
_TAKEN_BY = re.compile(r"免(?:去|除|职)?(?:职务)?")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|\s")


def table_posts(block: Block, table: Table) -> Iterator[Post]:
    """The posts of a table with a column of names and columns that say what each is given or loses.

    A doubtful cell gives and takes nothing.
    """
    columns = [key(name) for name in table.columns]
    if "姓名" not in columns:
        return
    acts = {k: APPOINT for k, name in enumerate(columns) if _GIVEN_BY.fullmatch(name)}
    acts |= {k: REMOVE for k, name in enumerate(columns) if _TAKEN_BY.fullmatch(name)}
    for number, row in enumerate(table.rows, start=1):
        named = row.slots[columns.index("姓名")]
        name = _ASIDE.sub("", named.value)
        for k, action in acts.items():
            printed = re.sub(r"\s", "", row.slots[k].value)
            doubtful = named.readings or row.slots[k].readings
            if not name or doubtful or not POST_END.search(bare_post(key(printed))):
                continue
            anchor = row_anchor(block.anchor, number)
            for post, probation in divided(printed):
                yield Post(name, action, post, probation, False, row.lines[0], anchor)
