"""What an OFD prints: files of a small writer of our own, read beside by another library."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import ofdkit
import pytest

from build_tools.sources.imports.ofd import ofd_nodes
from build_tools.sources.imports.pdf import pdf_sheets
from build_tools.sources.imports.read import Imported, import_file, recount_original
from build_tools.sources.imports.refusals import Refusal, Refused
from support import office
from support.docx_files import zipped
from support.facts import KINDS, expected, facts
from support.ofd_files import of_sheets, ofd, words


@cache
def issue() -> bytes:
    return of_sheets(pdf_sheets(office.printed()))


@cache
def found() -> Imported:
    return import_file("a.ofd", issue())


@cache
def _facts() -> Mapping[str, Any]:
    return facts(found().text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_made_up_issue_as_from_plain_text(kind: str) -> None:
    assert _facts()[kind] == expected()[kind]


def test_the_ledger_holds() -> None:
    balance = found().balance
    assert balance.held + balance.made == balance.in_text + balance.kept_out
    assert recount_original(found().record, issue(), found().text.decode()) == ("", "")


def test_another_library_reads_the_same_characters() -> None:
    theirs = "".join(ofdkit.extract_text(issue()).split())
    ours = "".join("".join(n.chars.split()) for n in ofd_nodes(issue()))
    assert sorted(theirs) == sorted(ours)


def lines(data: bytes) -> list[str]:
    return import_file("a.ofd", data).text.decode().splitlines()[1:]


@pytest.mark.parametrize("prefix", ["ofd:", "", "o:"])
@pytest.mark.parametrize("namespace", ["http://www.ofdspec.org/2016", "http://www.ofdspec.org", "urn:x"])
def test_elements_are_known_by_their_local_name(prefix: str, namespace: str) -> None:
    page = words("早市按时开市。", 30, 40)
    assert lines(ofd([page], prefix=prefix, namespace=namespace)) == ["早市按时开市。"]


def test_steps_blocks_templates_and_turned_text() -> None:
    inside = '<ofd:PageBlock ID="7">' + words("早市按时开市。", 30, 40) + "</ofd:PageBlock>"
    assert lines(ofd([inside])) == ["早市按时开市。"]
    turned = words("早市按时开市。", 30, 40, more='CTM="0 1 -1 0 0 0"')
    assert lines(ofd([turned])) == ["早市按时开市。"]
    template = '<ofd:Page xmlns:ofd="urn:x"><ofd:Content><ofd:Layer>%s</ofd:Layer></ofd:Content></ofd:Page>'
    held = ofd(
        [words("早市按时开市。", 30, 40)],
        common='<ofd:TemplatePage ID="5" BaseLoc="T.xml"/>',
        head='<ofd:Template TemplateID="5"/>',
        more={"Doc_0/T.xml": (template % words("鹭洲市人民政府公报", 90, 20)).encode()},
    )
    assert lines(held) == ["鹭洲市人民政府公报", "早市按时开市。"]


@pytest.mark.parametrize(
    ("more", "inside", "kind"),
    [
        ('Visible="false"', "", "hidden"),
        ('Alpha="0"', "", "hidden"),
        ("", '<ofd:FillColor Value="255 255 255"/>', "no-ink"),
        ('CTM="0.7 0.7 -0.7 0.7 0 0"', "", "slanted"),
        ('CTM="1 0 0 1 -300 0"', "", "off-page"),
    ],
)
def test_what_is_not_seen_is_listed(more: str, inside: str, kind: str) -> None:
    page = words("早市应当按时开市。", 30, 40) + words("内部传阅", 30, 90, more=more, inside=inside)
    record = import_file("a.ofd", ofd([page])).record
    assert {(k.kind, k.chars) for k in record.kept_out} == {(kind, "内部传阅")}


def test_a_picture_is_in_doubt_and_a_scan_is_said() -> None:
    picture = '<ofd:ImageObject ID="4" Boundary="0 0 210 200" ResourceID="9"/>'
    record = import_file("a.ofd", ofd([words("早市。", 30, 250) + picture])).record
    assert [d.detail for d in record.doubts] == ["第1页的图片，图上的文字没有读"]
    assert _refusal(ofd([picture])) is Refusal.FILE_SCAN


def _refusal(data: bytes) -> Refusal:
    with pytest.raises(Refused) as stopped:
        import_file("a.ofd", data)
    return stopped.value.refusal


def test_hostile_files_are_refused() -> None:
    good = words("早市。", 30, 40)
    assert _refusal(zipped({"OFD.xml": b"<OFD/>"})) is Refusal.FILE_BROKEN
    assert _refusal(ofd([good], sizes=[(1e6, 1e6)])) is Refusal.FILE_BROKEN
    assert _refusal(ofd([good.replace("</ofd:TextObject>", "")])) is Refusal.FILE_BROKEN
    assert _refusal(ofd([good], more={"Doc_0/Encryptions.xml": b"<a/>"})) is Refusal.FILE_ENCRYPTED
    assert (
        _refusal(ofd(['<ofd:PageBlock ID="1">' * 30 + good + "</ofd:PageBlock>" * 30]))
        is Refusal.FILE_TOO_DEEP
    )
    assert _refusal(ofd([words("早" * 200_001, 30, 40)])) is Refusal.FILE_TOO_BIG
    attached = {"Doc_0/A.xml": b'<A><Attachment ID="1" Name="a"/></A>'}
    listed = "<ofd:Attachments>A.xml</ofd:Attachments>"
    assert _refusal(ofd([good], document=listed, more=attached)) is Refusal.FILE_ATTACHED
    assert lines(ofd([good], document=listed, more={"Doc_0/A.xml": b"<A/>"})) == ["早市。"]


def test_letters_are_as_wide_as_their_steps() -> None:
    """A W is wider than half a Han: no blank stands behind it. Letters set farther apart show one."""
    page = words("Web应用", 30, 40, steps="7.7 4 4.5 9", size=9)
    assert lines(ofd([page])) == ["Web应用"]
    assert lines(ofd([words("甲Web", 30, 40, steps="9 4.5 40", size=9)])) != ["甲Web"]


def test_a_character_that_is_printed_twice_to_look_bold_is_one() -> None:
    found = import_file("a.ofd", ofd([words("早早市", 30, 40) + words("早早市", 30.1, 40)]))
    assert found.text.decode().splitlines()[1:] == ["早早市"]
    assert {(k.kind, k.chars) for k in found.record.kept_out} == {("twice", "早早市")}


def test_pictures_in_bands_are_a_scan() -> None:
    bands = "".join(
        f'<ofd:ImageObject ID="{k}" Boundary="0 {5 * k} 210 5" ResourceID="9"/>' for k in range(60)
    )
    assert _refusal(ofd([bands])) is Refusal.FILE_SCAN
    record = import_file("a.ofd", ofd([words("早市。", 30, 250) + bands])).record
    assert [d.detail for d in record.doubts] == ["第1页的图片，图上的文字没有读"]


_ANNOTATED = {
    "Doc_0/A.xml": b'<Annotations><Page PageID="901"><FileLoc>B.xml</FileLoc></Page></Annotations>',
    "Doc_0/B.xml": b"<PageAnnot/>",
}
_SEALED = {
    "Doc_0/S.xml": b'<Signatures><Signature ID="1" BaseLoc="S1.xml"/></Signatures>',
    "Doc_0/S1.xml": b'<Signature><SignedInfo><StampAnnot PageRef="900"/></SignedInfo></Signature>',
}


def test_annotations_and_seals_are_in_doubt() -> None:
    pages = [words("早市。", 30, 40), words("夜市。", 30, 40)]
    data = ofd(pages, document="<ofd:Annotations>A.xml</ofd:Annotations>", more=_ANNOTATED)
    found = import_file("a.ofd", data).record
    assert [(d.line, d.detail) for d in found.doubts] == [(3, "第2页有批注、表单域或印章，其中的文字没有读")]
    data = ofd(pages, body="<ofd:Signatures>Doc_0/S.xml</ofd:Signatures>", more=_SEALED)
    found = import_file("a.ofd", data).record
    assert [(d.line, d.detail) for d in found.doubts] == [(2, "第1页有批注、表单域或印章，其中的文字没有读")]
    assert (
        import_file("a.ofd", ofd(pages, document="<ofd:Annotations>A.xml</ofd:Annotations>")).record.doubts
        == ()
    )
