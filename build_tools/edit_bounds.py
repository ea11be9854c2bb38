"""What each repair may take from the text: the bound of its code, proved for every edit of every note.

A note is no licence. Each code that edits has an alphabet, a dropped line its evidence, and both are proved
anew from the raw text and the documents. An edit of a code that has no bound is an error.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from build_tools.edit_account import Account, place_of
from build_tools.language.phrases import MARKER
from build_tools.language.radicals import equivalents
from build_tools.language.script import HAN, bare, key
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.document import Role
from build_tools.model.text import Edit
from build_tools.sources.furniture.page_marks import form_of
from build_tools.sources.furniture.two_sided_heads import sides

Bound = Callable[[Note, Edit, Account], bool]


def out_of_bounds(account: Account) -> Iterator[Note]:
    """An error for each edit that leaves the bound of its code."""
    for note in account.notes:
        bound = BOUNDS.get(note.code)
        for edit in note.edits:
            if bound is None or not bound(note, edit, account):
                line = account.source.line_of(edit.offsets[0]) if edit.offsets else note.first_line
                said = f"{note.code.id}：{edit.was}" + (f" → {edit.now}" if edit.now else "")
                yield Note(Code.LEDGER_BOUNDS, line, line, detail=said)
                break


# Alphabets

_WIDENED = {*zip(",;:?!()", "，；：？！（）", strict=True), ('"', "“"), ('"', "”")}


def _widened(note: Note, edit: Edit, account: Account) -> bool:
    return len(edit.was) == len(edit.now) and set(zip(edit.was, edit.now, strict=True)) <= _WIDENED


def _blank(note: Note, edit: Edit, account: Account) -> bool:
    return not (edit.was + edit.now).strip()


def _unseen(note: Note, edit: Edit, account: Account) -> bool:
    return not edit.now and all(unicodedata.category(c) in ("Cc", "Cf") for c in edit.was)


def _repaired(note: Note, edit: Edit, account: Account) -> bool:
    now = [equivalents().get(c, "") for c in edit.was]
    return list(edit.now) == now


# the one that Unicode gives for another form, or its full-width one: ︵ is (, and （
_FULL = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)}


def _ordinary(note: Note, edit: Edit, account: Account) -> bool:
    plain = (unicodedata.decomposition(c).partition(" ") for c in edit.was)
    marks = [chr(int(code, 16)) if form in ("<vertical>", "<small>") else "" for form, _, code in plain]
    return len(edit.was) == len(edit.now) and all(
        now in (mark, _FULL.get(mark)) and unicodedata.category(now)[0] == "P"
        for mark, now in zip(marks, edit.now, strict=True)
    )


_VALUE = r"=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"'=]*)"
# <sub>水</sub> · 早市&nbsp; · **早市**
_SIGN = re.compile(
    rf"<[/!?]?[a-zA-Z][A-Za-z0-9_:]*(?>[^<>={HAN}]|{_VALUE})*+>"  # a tag; Han only in its attributes
    r"|</?(?=https?:|mailto:)|(?<![=\"'])>"  # the brackets of <http://…>
    r"|&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
    rf"|!\[(?:[^\[\]{HAN}]*|图[片像标]?|插图|照片)\]\([^()\s]*\)|!?\[|\]\([^()\s]*\)"
    r"|\]\{\.(?:deletion|insertion)\b[^{}\n]*\}|\{~~|~~\}|~>|~~|\{--|--\}|\{\+\+|\+\+\}"
    r"|:{3,}[\sA-Za-z0-9_{}.#=\"'-]*|`{3,}[A-Za-z0-9_]*"
    r"|\\(?:[a-zA-Z]+|[%,|])|[#*_^${}|｜\\:=<\-+•]",
)
# **<sub>水</sub>**
_SIGNS = re.compile(rf"(?:{_SIGN.pattern}|[\s\u0335\u0336])*")
_NAMED = {"\\geqslant": "≥", "\\geq": "≥", "\\ge": "≥", "\\leqslant": "≤", "\\leq": "≤", "\\le": "≤"} | {
    "\\times": "×", "\\div": "÷", "\\pm": "±", "\\sim": "～", "\\neq": "≠", "\\approx": "≈", "\\cdot": "·",
    "\\alpha": "α", "\\beta": "β", "\\mu": "μ", "\\circ": "°", "\\%": "%",
}  # fmt: skip


_NOTE_SIGN = re.compile(r"\[\^(\d{1,4})\](?:: )?")  # [^3]: of an imported text


def _sign(note: Note, edit: Edit, account: Account) -> bool:
    """Only signs of markup go; what comes is a line end, a check box, or the character that they name."""
    if (sign := _NOTE_SIGN.fullmatch(edit.was)) is not None:
        return edit.now.rstrip() == f"[{sign[1]}]"
    if not _SIGNS.fullmatch(edit.was):
        return False
    if edit.now in ("", "\n"):
        return True
    if edit.now in ("□", "☑"):
        return edit.was.lower().startswith("<input")
    return edit.now in (html.unescape(edit.was), _NAMED.get(edit.was))


# <script>早市()</script> · .早市{color:red}
_CODE = re.compile(
    r"<!--.*-->|(?:<%.*?%>\s*|<\?php\b.*?\?>\s*)+|<(script|style)\b.*</\1\s*>|</?(?:script|style)\b[^<>]*>"
    r"|@(?:import|charset)\s.*;|(?:@?[\w.#*][\w\s.#:,>*()-]*\{[^{}]*:[^{}]*\}\s*)+|[.#@][\w\s.#:,>*()-]*\{"
    r"|(?:[a-z-]+\s*:\s*[^;:{}]+;\s*)+\}?|\}"
    r"|(?:\(?function\b|var\s|let\s|const\s|window\.|document\.|location\.|(?:\$|jQuery|alert|setTimeout|if|for)\s*\()"
    r".*[;{})]",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_HEADER = re.compile(r"\s*---[ \t]*[\r\n](?:.*?[\r\n])??[ \t]*---[ \t]*(?=[\r\n]|$)", re.DOTALL)
_ELEMENT = re.compile(r"<(head|script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def _code(note: Note, edit: Edit, account: Account) -> bool:
    """A comment, a line of script or style, what stands in the head of a page, or a file's own header."""
    words = edit.was.strip()
    comment = words.startswith("<!--") and words.endswith("-->")
    line = "。" not in words and _CODE.fullmatch(words) is not None
    return not edit.now and (comment or line or _unshown(edit, account.source.raw))


def _unshown(edit: Edit, raw: str) -> bool:
    """Whether an edit lies in the header of the file, or in the head or a script of a whole HTML page."""
    first, last = edit.offsets[0], edit.offsets[-1]
    header = _HEADER.match(raw)
    if header is not None and last < header.end():
        return True
    page = re.search(r"<html\b|<!DOCTYPE\s+html", raw[:2000], re.IGNORECASE)
    return page is not None and any(m.start() <= first and last < m.end() for m in _ELEMENT.finditer(raw))


def _furniture(note: Note, edit: Edit, account: Account) -> bool:
    """A whole line with evidence that the source bears out; never a sentence."""
    if edit.now or note.evidence is None or "。" in edit.was or not _whole_line(edit, account):
        return False
    return _EVIDENCE[note.evidence](note, account)


def _whole_line(edit: Edit, account: Account) -> bool:
    """Whether no character of the text stands beside the edit on its line."""
    raw = account.source.raw
    for step, i in ((-1, edit.offsets[0] - 1), (1, edit.offsets[-1] + 1)):
        while 0 <= i < len(raw) and raw[i] not in "\r\n" and i not in account.breaks:
            if i in account.held:
                return False
            i += step
    return True


def _fits(note: Note, account: Account) -> bool:
    """The number of a page is greater than the one before it, or begins a new count."""
    form = form_of(note.was)
    row = account.marks.get(form, [])
    place = next((i for i, (at, _) in enumerate(row) if at == place_of(note)), None) if form else None
    if place is None:
        return False
    page, above = row[place][1], row[place - 1][1] if place else None
    below = row[place + 1][1] if place + 1 < len(row) else None
    if note.evidence is Evidence.PAGE_NUMBER:
        counts = len(row) > 1 and (above is None or above < page <= above + 2)
        beside = _between_marks(place_of(note), page, account) or _beside_head(note, account)
        return form == "bare" and (counts or beside or _within_a_table(note, account))
    return form != "bare" and (above is None or page > above or page == 1 or below == page + 1)


def _between_marks(place: int, page: int, account: Account) -> bool:
    """The mark before the figure says a smaller page, and the one behind it a greater one."""
    signs = sorted(mark for form, row in account.marks.items() if form != "bare" for mark in row)
    k = bisect_left(signs, (place, 0))
    return 0 < k < len(signs) and signs[k - 1][1] < page < signs[k][1]


def _beside_head(note: Note, account: Account) -> bool:
    """A running head that was dropped stands right above or below the figure."""
    heads = {n.first_line for n in account.notes if n.evidence is Evidence.RUNNING_HEAD}
    return bool({note.first_line - 1, note.first_line + 1} & heads)


def _within_a_table(note: Note, account: Account) -> bool:
    """A table stands above the line and below it, and how it begins below is printed above too."""
    raw, at = account.source.raw, place_of(note)
    above, below = raw[:at].rstrip(), raw[at:].lstrip("0123456789").lstrip()
    begins = re.match(r"\||<table", below)
    ends = re.search(r"(?:\||</table>)$", above)
    return bool(begins and ends) and below[:_SAME_HEAD].split("\n")[0] in above


_SAME_HEAD = 60
_RULE = re.compile(r"\s*[\u2500\u2501—＿_=-]{6,}\s*|\s*[（(](?:下转|上接)第\s*\d+\s*[页版][）)]\s*")
_OWN_NUMBER = re.compile(r"[—–\-－·•]*\s*\d{1,4}\s*[—–\-－·•]*$|^[—–\-－·•]*\s*\d{1,4}\s*[—–\-－·•]+")


def _runs(note: Note, account: Account) -> bool:
    """The words name a gazette or an issue, stand above as a title or a line, or are set left and right in
    another line too; or it is but a rule."""
    words, twice = bare(_OWN_NUMBER.sub("", note.was)), account.sides[sides(note.was)] > 1
    gazette = re.search(r"[公政]报|第\d+期", key(note.was)) and len(key(note.was)) <= 34
    above = "".join(c for _, c in account.letters[: bisect_left(account.letters, (place_of(note), ""))])
    return bool(gazette or twice or _RULE.fullmatch(note.was)) or (len(words) >= 5 and words in above)


def _before(note: Note, account: Account) -> bool:
    """No head number in the line, and no text above it: no number, no addressee, no sentence."""
    return place_of(note) < account.first_text and not MARKER.match(key(note.was))


def _behind(note: Note, account: Account) -> bool:
    """No head number in the line, and no text below it: no title, no head, no table, no sentence, no day."""
    texts = (Role.TITLE, Role.ARTICLE, Role.ITEM, Role.HEADING, Role.TABLE)
    below = any(b.role in texts for at, b in account.blocks if at > place_of(note))
    return place_of(note) > account.last_text and not (below or MARKER.match(key(note.was)))


# 云岭省青江市人民政府, above 青江市人民政府关于…的通知
_PROVINCE = re.compile(r"^.{2,7}?(?:省|自治区)(?=.{2,}[市州盟县区旗].{2,}$)")


def _printed_again(note: Note, account: Account) -> bool:
    """The words are printed again not far above or below; before an organ's name the province may lack."""
    start = bisect_left(account.letters, (note.edits[0].offsets[-1] + 1, ""))
    near = account.letters[max(start - _NEAR, 0) : start], account.letters[start : start + _NEAR]
    words = _PROVINCE.sub("", bare(note.was))
    return any(words in "".join(c for _, c in side) for side in near)


_NEAR = 1000


def _listed(note: Note, account: Account) -> bool:
    """The printed contents hold the words."""
    return bare(note.was) in account.contents


_EVIDENCE: Mapping[Evidence, Callable[[Note, Account], bool]] = {
    Evidence.PAGE_MARK: _fits,
    Evidence.PAGE_NUMBER: _fits,
    Evidence.RUNNING_HEAD: _runs,
    Evidence.ABOVE: _before,
    Evidence.BELOW: _behind,
    Evidence.REPEATED: _printed_again,
    Evidence.COLUMN: _listed,
}


def _said_again(note: Note, edit: Edit, account: Account) -> bool:
    """A cell of a header, or a label, that stands in a table as well."""
    return not edit.now and key(edit.was) in account.cells


def _editors(note: Note, edit: Edit, account: Account) -> bool:
    return True


BOUNDS: Mapping[Code, Bound] = {
    Code.PUNCTUATION: _widened,
    Code.SPACES: _blank,
    Code.CONTROL: _unseen,
    Code.RADICAL: _repaired,
    Code.MARK_FORM: _ordinary,
    Code.MARKUP: _sign,
    Code.PAGE_CODE: _code,
    Code.FURNITURE: _furniture,
    Code.TABLE_JOIN: _said_again,
    Code.CORRECTION: _editors,
    Code.EDITOR_FURNITURE: _editors,
}
"""The bound of every code that edits. A correction, and a line that is no text, is an editor's, who answers
for it."""
