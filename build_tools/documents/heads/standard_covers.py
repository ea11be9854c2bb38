"""The cover of a standard: ``ICS 13.060.25``, its number, its title, the days of issue and of effect."""

from __future__ import annotations

import re

from build_tools.documents.heads.titles import Head, HeadPart, Scan
from build_tools.language.script import HAN
from build_tools.model.document import Kind, Role
from build_tools.model.source import Line

_FIRST = re.compile(r"^ICS\d{2}(?:\.\d{1,3}){0,2}$")
# DB00/T2147—2024; not 代替DB00/T2147—2013, DB00
_NUMBER = re.compile(r"^[A-Z]{2,4}\d{0,6}(?:/[TZ])?\d{1,6}(?:\.\d{1,3})*[—－-]{1,2}\d{4}$")
# 江北省地方标准 · 中华人民共和国国家标准
_CLASS = re.compile(r"(?:地方|国家|行业|团体|企业)标准$")
_DAY = r"\d{4}[-－—]\d{1,2}[-－—]\d{1,2}"
_DAYS = re.compile(rf"^{_DAY}发布{_DAY}实施$")
_OTHER = re.compile(r"^(?:CCS|代替|部分代替|备案号|[A-Z]{2,4}\d{0,6}$)")
_MOST = 20  # lines of a cover


def standard_cover(scan: Scan, i: int) -> Head | None:
    """The cover of a standard down to the days of issue and effect and who issues it; None for any other.

    The title is what stands in Chinese between the number and the days, the class of the standard apart.
    """
    first = scan.line(i)
    if first is None or not _FIRST.match(first.key):
        return None
    lines: list[Line] = []
    while (line := scan.line(i + len(lines))) is not None and len(lines) < _MOST:
        lines.append(line)
        if _DAYS.match(line.key):
            break
    numbers = [k for k, x in enumerate(lines) if _NUMBER.match(x.key)]
    titled = [k for k, x in enumerate(lines) if numbers and k > numbers[0] and _is_title(x)]
    if not lines or not _DAYS.match(lines[-1].key) or not titled or titled[-1] - titled[0] >= len(titled):
        return None
    end = i + len(lines)
    parts: list[HeadPart] = [(_role(x), (x,)) for x in lines[: titled[0]]]
    parts.append((Role.TITLE, tuple(lines[k] for k in titled)))
    parts += [(_role(x), (x,)) for x in lines[titled[-1] + 1 :]]
    issuer = scan.line(end)
    if issuer is not None and issuer.key.endswith("发布"):
        parts.append((Role.REMARK, (issuer,)))
        end += 1
    return Head(Kind.TEXT, tuple(parts), end)


def _is_title(line: Line) -> bool:
    said = _CLASS.search(line.key) or _OTHER.match(line.key) or _DAYS.match(line.key)
    return not said and re.search(f"[{HAN}]", line.key) is not None


def _role(line: Line) -> Role:
    if _NUMBER.match(line.key):
        return Role.NUMBER
    return Role.BYLINE if _DAYS.match(line.key) else Role.REMARK
