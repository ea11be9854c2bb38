"""One made-up issue with all that is hard in an original, and its writings."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from support.docx_files import docx, footnote, level, numbering, p, r, sign, tbl, tc, tr


@dataclass(frozen=True)
class Note:
    """A footnote, where its sign stands."""

    text: str


@dataclass(frozen=True)
class Change:
    """A tracked change."""

    was: str
    now: str


@dataclass(frozen=True)
class Par:
    """A paragraph; ``number`` is what Word makes for it, ``listed`` the level of its list."""

    parts: tuple[str | Note | Change, ...]
    number: str = ""
    listed: int | None = None
    box: str = ""  # a text box that hangs on it

    @property
    def words(self) -> str:
        """Its words as they are accepted."""
        return "".join(
            x if isinstance(x, str) else x.now if isinstance(x, Change) else "" for x in self.parts
        )


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    words: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class Table:
    """A table: in each row the cells that begin there."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Turn:
    """The page turns."""


@dataclass(frozen=True)
class Columns:
    """From here on the page has two columns."""


Item = Par | Table | Turn | Columns


def par(*parts: str | Note | Change, box: str = "") -> Par:
    return Par(parts, box=box)


CHAPTER, ARTICLE, ITEM = range(3)


def _listed(number: str, at: int, *parts: str | Note | Change) -> Par:
    return Par(parts, number, at)


_GROUPS = (
    ("经营管理", (("证照齐全", 2), ("明码标价", 3))),
    ("设施设备", (("标志标线", 3), ("消防设施", 2))),
    ("服务质量", (("投诉处理", 4), ("文明服务", 1))),
    ("安全管理", (("巡查值守", 2), ("应急处置", 3))),
)


def _indicators() -> Iterator[tuple[Cell, ...]]:
    yield tuple(Cell(c) for c in ("一级指标", "二级指标", "三级指标", "分值", "评分标准"))
    n = 0
    for first, groups in _GROUPS:
        for g, (second, count) in enumerate(groups):
            for k in range(count):
                n += 1
                head = [Cell(first, sum(c for _, c in groups))] if g == k == 0 else []
                middle = [Cell(second, count)] if k == 0 else []
                yield (
                    *head,
                    *middle,
                    Cell(f"{second}第{k + 1}项"),
                    Cell("5"),
                    Cell(f"不符合要求的扣{n % 3 + 1}分"),
                )


_COUNTS = (
    (Cell("区域", 2), Cell("2023年", 1, 2), Cell("2024年", 1, 2)),
    tuple(Cell(c) for c in ("公共泊位", "配建泊位", "公共泊位", "配建泊位")),
    *(
        tuple(map(Cell, row.split()))
        for row in ("东岸区 120 300 150 320", "西岸区 80 210 90 260", "合计 200 510 240 580")
    ),
)
_FORM = (
    (Cell("单位名称"), Cell(""), Cell("联系电话"), Cell("")),
    (Cell("停车场地址"), Cell("", 1, 3)),
    (Cell("泊位数量"), Cell(""), Cell("收费标准"), Cell("")),
    (Cell("审核意见"), Cell("（盖章） 年 月 日", 1, 3)),
)

ISSUE: tuple[Item, ...] = (
    par("鹭洲市人民政府公报"),
    par("2024年第6期"),
    par("（总第156期）"),
    par("主管主办：鹭洲市人民政府"),
    par("出版日期：2024年6月30日", box="本刊可在鹭洲市各图书馆查阅"),
    Turn(),
    par("目录"),
    par("政府文件"),
    par("鹭洲市人民政府关于印发《鹭洲市停车场管理办法》的通知\t3"),
    par("人事任免"),
    par("鹭洲市人民政府关于某某甲等同志任免职务的通知\t7"),
    par("大事记"),
    par("6月大事记\t8"),
    Turn(),
    par("鹭洲市人民政府关于印发《鹭洲市停车场管理办法》的通知"),
    par("鹭政发〔2024〕12号"),
    par("各区人民政府，市直各单位："),
    par("现将《鹭洲市停车场管理办法》印发给你们，请遵照执行。"),
    par("附件：1.鹭洲市停车场服务质量评价指标"),
    par("2.停车场备案表"),
    par("3.鹭洲市泊位数量表"),
    par("鹭洲市人民政府"),
    par("2024年6月20日"),
    Turn(),
    par("鹭洲市停车场管理办法"),
    _listed("第一章", CHAPTER, "总则"),
    _listed(
        "第一条", ARTICLE, "为了规范停车场", Note("停车场，是指供机动车停放的场所。"),
        "的管理，维护公共秩序，根据《中华人民共和国道路交通安全法》，制定本办法。",
    ),
    _listed("第二条", ARTICLE, "本市行政区域内停车场的规划、建设和管理，适用本办法。"),
    _listed("第二章", CHAPTER, "建设与管理"),
    _listed("第三条", ARTICLE, "停车场经营者应当遵守下列规定："),
    _listed("（一）", ITEM, "明码标价；"),
    _listed("（二）", ITEM, "保持通道畅通；"),
    _listed("（三）", ITEM, "每月5日前报送泊位", Note("泊位，是指停放一辆机动车的位置。"), "使用情况。"),
    _listed("第四条", ARTICLE, "停车时间在", Change("15分钟", "30分钟"), "以内的，不收取停车费。"),
    _listed("第三章", CHAPTER, "附则"),
    _listed("第五条", ARTICLE, "市城市管理局应当于2024年12月31日前建成停车信息平台。"),
    _listed("第六条", ARTICLE, "本办法自2024年8月1日起施行，有效期5年。"),
    Turn(),
    par("附件1"),
    par("鹭洲市停车场服务质量评价指标"),
    Table(tuple(_indicators())),
    Turn(),
    par("附件2"),
    par("停车场备案表"),
    Table(_FORM),
    par("附件3"),
    par("鹭洲市泊位数量表"),
    par("单位：个"),
    Table(_COUNTS),
    Turn(),
    par("鹭洲市人民政府"),
    par("关于某某甲等同志任免职务的通知"),
    par("鹭政任〔2024〕3号"),
    par("各区人民政府，市直各单位："),
    par("经2024年6月17日市人民政府第40次常务会议研究决定："),
    par("任命："),
    par("某某甲同志为鹭洲市水务局副局长；"),
    par("某某乙同志为鹭洲市公园管理处处长（试用期一年）。"),
    par("免去："),
    par("某某丙同志的鹭洲市水务局副局长职务。"),
    par("鹭洲市人民政府"),
    par("2024年6月21日"),
    Turn(),
    Columns(),
    par("6月大事记"),
    par("6月6日　市人民政府召开春季植树工作总结会议，全市完成植树42万株。"),
    par("6月17日　市人民政府召开第40次常务会议，研究防汛准备、人事任免等事项。"),
    par("6月28日至30日　全市开展龙舟水防御演练，17支队伍参加。"),
)  # fmt: skip


def _text(paragraph: Par, notes: list[str]) -> str:
    """A paragraph as a text file has it: its number, and the signs of its footnotes."""
    found = f"{paragraph.number}{'' if paragraph.listed in (None, ITEM) else ' '}"
    for part in paragraph.parts:
        if isinstance(part, Note):
            notes.append(part.text)
            found += f"[{len(notes)}]"
        else:
            found += part if isinstance(part, str) else part.now
    return found


def _spanned(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = "".join(
            "<td"
            + f" rowspan={c.down}" * (c.down > 1)
            + f" colspan={c.across}" * (c.across > 1)
            + f">{c.words}</td>"
            for c in row
        )
        rows.append(f"<tr>{cells}</tr>")
    return "\n".join(["<table>", *rows, "</table>"])


def _filled(table: Table, *, again: bool) -> list[list[str]]:
    """The rows of a table with all their places; what a merge covers is blank, or says its words again."""
    width = sum(c.across for c in table.rows[0])
    held: dict[tuple[int, int], str] = {}
    for i, row in enumerate(table.rows):
        at = 0
        for cell in row:
            while (i, at) in held:
                at += 1
            for k in range(cell.down):
                for j in range(cell.across):
                    held[i + k, at + j] = cell.words if again or k == j == 0 else ""
    return [[held.get((i, j), "") for j in range(width)] for i in range(len(table.rows))]


def plain(items: Sequence[Item] = ISSUE, *, tabs: bool = False, ocr: bool = False) -> str:
    """The issue as plain text: tables in tags; with tabs between cells; or as OCR writes Markdown."""
    notes: list[str] = []
    lines: list[str] = []
    for item in items:
        match item:
            case Par():
                told = len(notes)
                line = _text(item, notes)
                heading = ocr and (item.listed == CHAPTER or "公报" in line)
                lines += [f"# {line}" if heading else line, *([item.box] if item.box else [])]
                lines += [f"[{k}] {notes[k - 1]}" for k in range(told + 1, len(notes) + 1)]
            case Table() if tabs:
                lines += ["\t".join(row) for row in _filled(item, again=False)]
            case Table():
                lines.append(_spanned(item).replace("\n", "") if ocr else _spanned(item))
            case Turn():
                lines.append("![](images/turn.jpg)" if ocr else "\f")
            case Columns():
                pass
    return "\n\n".join(lines) + "\n" if ocr else "\n".join(lines) + "\n"


def page() -> str:
    """The issue as a page of a government's content management system."""
    notes: list[str] = []
    lines: list[str] = []
    for item in ISSUE:
        if isinstance(item, Table):
            lines.append(_spanned(item))
        elif isinstance(item, Par):
            told = len(notes)
            line = html.escape(_text(item, notes), quote=False)
            for k in range(told + 1, len(notes) + 1):
                line = line.replace(f"[{k}]", f'<sup><a id="ref{k}" href="#fn{k}">[{k}]</a></sup>')
            change = next((x for x in item.parts if isinstance(x, Change)), None)
            if change is not None:
                line = line.replace(change.now, f"<del>{change.was}</del><ins>{change.now}</ins>")
            lines += [
                f'<p style="text-indent: 2em">{line}</p>',
                *([f"<p>{item.box}</p>"] if item.box else []),
            ]
    feet = [f'<p id="fn{k}"><a href="#ref{k}">[{k}]</a> {note}</p>' for k, note in enumerate(notes, 1)]
    title = "鹭洲市人民政府公报"
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}_鹭洲市人民政府</title>'
        f'<meta name="ArticleTitle" content="{title}"></head><body>'
        '<div class="header"><a href="/">首页</a><a href="/gb">政府公报</a></div>'
        '<div class="crumbs">当前位置：首页 &gt; 政府公报</div>'
        f'<div class="article"><div class="TRS_Editor">{chr(10).join([*lines, *feet])}</div>'
        '<div class="share">分享到：微信</div></div>'
        '<div class="footer">版权所有：鹭洲市人民政府</div></body></html>'
    )


_PRINT = """
@page { size: A4; margin: 25mm 27mm;
  @top-center { content: "鹭洲市人民政府公报　2024年第6期"; font-size: 9pt }
  @bottom-center { content: "— " counter(page) " —"; font-size: 9pt } }
body { margin: 0; font: 12pt/1.7 "Noto Serif CJK SC"; text-align: justify }
.page { position: relative; height: 245mm; break-after: page } p { margin: 0; text-indent: 2em }
.columns { columns: 2; column-fill: auto } .foot { position: absolute; bottom: 0; font-size: 9pt; width: 50mm;
  border-top: 0.5pt solid black; width: 100% } .foot p { text-indent: 0 }
table { border-collapse: collapse; width: 100% } td { border: 0.5pt solid black; padding: 3pt }
sup { font-size: 7pt; line-height: 1 } .tab { float: right }
"""


def sheets() -> str:
    """The issue as sheets for a printer: a head and a number on each page, footnotes at its foot."""
    notes: list[str] = []
    pages: list[str] = [""]
    feet: list[str] = [""]
    shapes = [""]
    for item in ISSUE:
        match item:
            case Turn():
                pages, feet, shapes = [*pages, ""], [*feet, ""], [*shapes, ""]
            case Columns():
                shapes[-1] = " columns"
            case Table():
                pages[-1] += _spanned(item)
            case Par():
                told = len(notes)
                line = html.escape(_text(item, notes), quote=False)
                for k in range(told + 1, len(notes) + 1):
                    line = line.replace(f"[{k}]", f"<sup>{k}</sup>")
                    feet[-1] += f"<p><sup>{k}</sup> {notes[k - 1]}</p>"
                line, _, number = line.partition("\t")
                tab = f'<span class="tab">{number}</span>' * bool(number)
                pages[-1] += f"<p>{line}{tab}</p>" + f"<p>{item.box}</p>" * bool(item.box)
    bodies = ""
    for page, foot, shape in zip(pages, feet, shapes, strict=True):
        below = f'<div class="foot">{foot}</div>' if foot else ""
        bodies += f'<div class="page{shape}">{page}{below}</div>'
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{_PRINT}</style>{bodies}'


# Word


def _runs(paragraph: Par, notes: list[str], *, accepted: bool) -> str:
    runs = ""
    for part in paragraph.parts:
        match part:
            case Change(_, now) if accepted:
                runs += r(now)
            case Note():
                notes.append(part.text)
                runs += sign(len(notes) + 1)
            case Change(was, now):
                runs += f'<w:del w:id="90" w:author="王某"><w:r><w:delText>{was}</w:delText></w:r></w:del>'
                runs += f'<w:ins w:id="91" w:author="王某">{r(now)}</w:ins>'
            case str():
                words = [r(piece) for piece in part.split("\t")]
                runs += "<w:r><w:tab/></w:r>".join(words)
    return runs


_SHAPE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0" locked="0"'
    ' layoutInCell="1" allowOverlap="1" simplePos="0" relativeHeight="2"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>300000</wp:posOffset></wp:positionV>'
    '<wp:extent cx="3000000" cy="400000"/><wp:wrapTopAndBottom/><wp:docPr id="7" name="b"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="400000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{box}</w:txbxContent>'
    "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:shape style="width:200pt;height:30pt"><v:textbox>'
    "<w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _table(table: Table) -> str:
    rows = []
    open_: dict[int, tuple[int, int]] = {}  # column → rows left, columns
    for row in table.rows:
        cells, at, left = [], 0, list(row)
        while left or at in open_:
            if at in open_:
                down, across = open_.pop(at)
                cells.append(tc("", f'<w:gridSpan w:val="{across}"/><w:vMerge/>'))
                if down > 1:
                    open_[at] = (down - 1, across)
            else:
                cell = left.pop(0)
                down, across = cell.down, cell.across
                merge = '<w:vMerge w:val="restart"/>' * (down > 1)
                cells.append(tc(cell.words, f'<w:gridSpan w:val="{across}"/>{merge}'))
                if down > 1:
                    open_[at] = (down - 1, across)
            at += across
        rows.append(tr(*cells))
    width = sum(c.across for c in table.rows[0])
    columns = '<w:gridCol w:w="1600"/>' * width
    return tbl(*rows).replace("<w:tblGrid/>", f"<w:tblGrid>{columns}</w:tblGrid>")


def word(*, apart: bool = False, final: bool = False) -> bytes:
    """The issue as a docx whose numbers Word makes: articles count on over the chapters by ``lvlRestart``, or
    as a list of their own (``apart``; LibreOffice does not know the former). As it goes to the printer
    (``final``) its tracked change is accepted, and its tables are ruled."""
    notes: list[str] = []
    body: list[str] = []
    pending = ""
    for k, item in enumerate(ISSUE):
        match item:
            case Par():
                place = ""
                if item.listed is not None:
                    number = 2 if apart and item.listed != CHAPTER else 1
                    place = f'<w:numPr><w:ilvl w:val="{item.listed}"/><w:numId w:val="{number}"/></w:numPr>'
                runs = _runs(item, notes, accepted=final) + (
                    _SHAPE.replace("{box}", p(item.box)) if item.box else ""
                )
                columns = isinstance(ISSUE[k + 1] if k + 1 < len(ISSUE) else None, Columns)
                body.append(p(pending + runs, place + _section(1, "nextPage") * columns))
                pending = ""
            case Table():
                body.append(_table(item).replace("<w:tblPr/>", _RULED) if final else _table(item))
            case Turn() if not isinstance(ISSUE[k + 1], Columns):
                pending = '<w:r><w:br w:type="page"/></w:r>'
            case Turn():
                body[-1] = body[-1].replace("<w:p>", f"<w:p><w:pPr>{_section(1, 'nextPage')}</w:pPr>", 1)
    body.append(_section(2, "nextPage"))
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="footnote text"/></w:style>'
    )
    more = '<w:suff w:val="{}"/>'
    own = numbering(
        level(CHAPTER, "chineseCounting", "第%1章", more=more.format("space")),
        level(
            ARTICLE,
            "chineseCountingThousand",
            "第%2条",
            more='<w:lvlRestart w:val="0"/>' + more.format("space"),
        ),
        level(ITEM, "chineseCounting", "（%3）", more=more.format("nothing")),
    )
    if apart:
        second = own.partition("<w:num ")[0].replace('abstractNumId="0"', 'abstractNumId="1"')
        first, _, nums = own.partition("<w:num ")
        own = f'{first}{second}<w:num {nums}<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    feet = "".join(footnote(k, text) for k, text in enumerate(notes, 2))
    return docx("".join(body), styles=styles, numbering=own, footnotes=_SEPARATORS + feet, settings=_SETTINGS)


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
_RULED = f"<w:tblPr><w:tblBorders>{_RULES}</w:tblBorders></w:tblPr>"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)
_SETTINGS = '<w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr>'


def _section(columns: int, kind: str) -> str:
    margins = "".join(f' w:{side}="1440"' for side in ("top", "right", "bottom", "left"))
    size = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar{margins}/>'
    return f'<w:sectPr><w:type w:val="{kind}"/>{size}<w:cols w:num="{columns}"/></w:sectPr>'
