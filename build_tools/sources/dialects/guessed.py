"""Raw text as some program left it: OCR Markdown, text layer of a PDF, text of a web page, often mixed.

Nothing in it says which of them it is, so that every sign is tried on every line.
"""

from __future__ import annotations

from build_tools.sources.dialects.dialect import Dialect
from build_tools.sources.furniture.page_code import (
    front_matter_lines,
    is_code,
    unseen_spans,
    without_comments,
)
from build_tools.sources.grids.runs import WRITINGS
from build_tools.sources.hard_wraps import wrap_width
from build_tools.sources.marked_changes import marked_changes
from build_tools.sources.markup import MARKUP, heading_mark, is_picture

GUESSED = Dialect(
    tells=lambda raw: True,
    head=0,
    tables=WRITINGS,
    changes=marked_changes,
    comments=without_comments,
    markup=MARKUP,
    heading_mark=heading_mark,
    page_turn=lambda chars: (False, None),  # marks of pages are judged by those beside them: page_marks
    note_number=lambda chars: 0,  # footnotes are told by the text that names them: documents/footnotes
    blanks=3,
    is_picture=is_picture,
    is_code=is_code,
    front_matter=front_matter_lines,
    unseen=unseen_spans,
    wrap_width=wrap_width,
)
