"""What was published when: the page and the feed of publications, and the days of the other feeds."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from build_tools.exports.feeds import PUBLICATIONS, feed_files, feeds
from build_tools.exports.text_lines import text_lines
from build_tools.model.corpus import Corpus
from build_tools.model.published import NO_PAST, Past
from build_tools.pages.lists.publications import publications_page
from build_tools.pipeline import convert_corpus
from build_tools.publishing.draft import Draft
from build_tools.publishing.record import new_release
from support.publishing import EARLY, LATE, notice, write_sources

ATOM = "{http://www.w3.org/2005/Atom}"
POSTS = (
    "青江市人民政府关于王某等同志任免职务的通知\n\n青政任〔2024〕3号\n\n任命：\n\n王某甲同志为青江市水务局局长。\n\n"
    "免去：\n\n王某乙同志的青江市水务局局长职务。\n\n青江市人民政府\n\n2024年5月20日\n"
)
OLD = "《青江市人民政府早市管理办法》（青政发〔2024〕9号）"
UNDATED = "早市管理办法\n\n第一条 早市应当按时开市。\n"


def released(folder: Path, texts: dict[str, str], before: Corpus | None, day: str) -> Corpus:
    write_sources(folder, texts)
    past: Past = before.past if before else NO_PAST
    corpus = convert_corpus(sorted((folder / "raw").glob("*.txt")), past=past)
    lines = text_lines(before) if before else ()
    return Draft(past, lines, new_release(day, {}, "", folder / "none", "")).drawn(corpus)


def entries(corpus: Corpus, path: str, url: str = "") -> list[dict[str, str]]:
    root = ElementTree.fromstring(feed_files(corpus, "文库", url)[path])
    found = []
    for entry in root.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        own = {
            name: entry.findtext(f"{ATOM}{name}", "") for name in ("title", "updated", "published", "summary")
        }
        found.append({**own, "href": link.get("href", "")})
    return found


def test_what_happened(tmp_path: Path) -> None:
    first = released(tmp_path, {"a": EARLY, "b": LATE}, None, "2024-06-01")
    texts = {"a": EARLY.replace("按时", "准时"), "c": POSTS}
    second = released(tmp_path, texts, first, "2024-07-01")
    page = publications_page(second)
    assert page.index("2024年7月1日") < page.index("2024年6月1日")
    newest = page.partition("2024年6月1日")[0]
    assert "**新增**（1）\n\n- [青江市人民政府关于王某等同志任免职务的通知](../documents/" in newest
    assert "**改正**（1）\n\n- [青江市人民政府关于加强早市管理的通知]" in newest
    assert "**撤下**（1）\n\n- 青江市人民政府关于加强夜市管理的通知" in newest
    told = entries(second, PUBLICATIONS, "https://example.org/")
    assert [e["updated"][:10] for e in told] == ["2024-07-01", "2024-06-01"]
    assert told[0]["href"] == "https://example.org/lists/publications.html#release-2"
    assert "撤下：青江市人民政府关于加强夜市管理的通知" in told[0]["summary"]


def test_a_text_whose_state_changed_is_told_apart(tmp_path: Path) -> None:
    rules = EARLY.replace("关于加强早市管理的通知", "早市管理办法")
    repeal = LATE.replace(
        "夜市应当按时闭市。", "《青江市人民政府早市管理办法》（青政发〔2024〕9号）自2024年6月1日起废止。"
    )
    first = released(tmp_path, {"a": rules}, None, "2024-06-01")
    second = released(tmp_path, {"a": rules, "b": repeal}, first, "2024-07-01")
    happened = second.past.releases[-1].happened
    assert [page for page, _ in happened.amended] == ["documents/qing-zheng-fa-2024-9.html"]
    assert happened.corrected == ()


def test_a_document_that_is_added_late_rises(tmp_path: Path) -> None:
    first = released(tmp_path, {"b": LATE}, None, "2024-06-01")
    second = released(tmp_path, {"a": EARLY, "b": LATE}, first, "2024-07-01")
    told = entries(second, "feeds/all.xml")
    assert [(e["updated"][:10], e["published"][:10]) for e in told] == [
        ("2024-07-01", "2024-05-01"),
        ("2024-06-01", "2024-05-28"),
    ]


def test_the_feed_of_an_issuer_keeps_its_name(tmp_path: Path) -> None:
    """Another one that is read alike, with an older document that was added later, does not take it."""
    alike = EARLY.replace("青江", "清江").replace("青政发", "清政发")
    first = released(tmp_path, {"b": LATE}, None, "2024-06-01")
    second = released(tmp_path, {"a": alike, "b": LATE}, first, "2024-07-01")
    alone = {feed.title: feed.path for feed in feeds(first)}
    both = {feed.title: feed.path for feed in feeds(second)}
    assert both["青江市人民政府"] == alone["青江市人民政府"]
    assert both["清江市人民政府"] == both["青江市人民政府"].replace(".xml", "-2.xml")


def test_a_document_that_was_corrected_rises(tmp_path: Path) -> None:
    first = released(tmp_path, {"a": EARLY, "b": LATE}, None, "2024-06-01")
    second = released(tmp_path, {"a": EARLY.replace("按时", "准时"), "b": LATE}, first, "2024-07-01")
    third = released(tmp_path, {"a": EARLY.replace("按时", "准时"), "b": LATE}, second, "2024-08-01")
    told = entries(third, "feeds/all.xml")
    assert [(e["updated"][:10], e["published"][:10]) for e in told] == [
        ("2024-07-01", "2024-05-01"),
        ("2024-06-01", "2024-05-28"),
    ]


def test_what_the_record_alone_tells(tmp_path: Path) -> None:
    """The lines of the last release are not always to be had."""
    third = notice("集市", "青政发〔2024〕11号", "集市应当整洁。", "2024年5月29日")
    first = released(tmp_path, {"a": EARLY, "b": LATE, "c": third}, None, "2024-06-01")
    texts = {"a": EARLY.replace("按时", "准时"), "b": LATE.replace("10号", "12号"), "d": POSTS}
    for name, text in texts.items():
        (tmp_path / "raw" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "raw" / "c.txt").unlink()
    corpus = convert_corpus(sorted((tmp_path / "raw").glob("*.txt")), past=first.past)
    drawn = Draft(first.past, (), new_release("2024-07-01", {}, "", tmp_path / "none", "")).drawn(corpus)
    told = drawn.past.releases[-1].happened
    pages = {name: [page for page, _ in own] for name, own in told.by_name()}
    assert pages == {
        "新增": ["documents/qing-zheng-ren-2024-3.html"],
        "改正": ["documents/qing-zheng-fa-2024-9.html", "documents/qing-zheng-fa-2024-12.html"],
        "状态变化": [],
        "改址": ["documents/qing-zheng-fa-2024-12.html"],
        "撤下": ["documents/qing-zheng-fa-2024-11.html"],
    }


def test_without_a_record_the_days_are_those_of_the_documents(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a": EARLY, "b": LATE})
    corpus = convert_corpus(sorted((tmp_path / "raw").glob("*.txt")))
    assert [e["updated"][:10] for e in entries(corpus, "feeds/all.xml")] == ["2024-05-28", "2024-05-01"]
    assert entries(corpus, PUBLICATIONS) == []
    assert "尚未发布" in publications_page(corpus)


def test_documents_without_a_day_and_names_of_appointees(tmp_path: Path) -> None:
    write_sources(tmp_path, {"a": EARLY + "\n" + UNDATED, "c": POSTS})
    told = entries(convert_corpus(sorted((tmp_path / "raw").glob("*.txt"))), "feeds/all.xml")
    by_title = {e["title"].partition("（")[0]: e for e in told}
    assert by_title["早市管理办法"]["updated"][:10] == "2024-05-01"
    assert by_title["青江市人民政府关于王某等同志任免职务的通知"]["summary"] == "任命王某甲；免去王某乙"
