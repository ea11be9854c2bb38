"""A build that takes over what earlier ones have kept gives the same bytes as one that finds nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from build_tools.cli import main
from build_tools.project import DATA, DOCS, SITE, SPARE
from support.conversion import made_up
from support.rendering import hand_written

STEPS = 14
MADE_UP = ("20-mini-gazette", "18-annexes", "21-quoted-articles-and-table", "07-joint-notice-2004")
TITLE = "青江市早市管理办法"
HAN = "早市开摊位清场经营明码标价应当按时管理"


def notice(number: int, rng: Random) -> str:
    """A notice that issues rules, and cites, repeals, amends or extends another one by its number."""
    other = rng.randint(1, 6)
    named = f"《{TITLE}》（青政发〔2020〕{other}号）"
    says = rng.choice(
        (
            f"根据{named}第{rng.choice('一二三')}条，制定本办法。",
            f"{named}同时废止。",
            f"对{named}作如下修改：第二条改为“早市应当清场”。",
            "早市应当按时开市，责任单位：市市场监管局、市城管局。2025年12月底前完成。",
        )
    )
    month = rng.randint(1, 12)
    return (
        f"青江市人民政府关于印发《{TITLE}》的通知\n\n青政发〔2020〕{number}号\n\n各县（区）人民政府：\n\n"
        f"现将《{TITLE}》印发给你们。\n\n青江市人民政府\n\n2020年{month}月3日\n\n{TITLE}\n\n"
        f"第一条 {says}\n\n第二条 早市每日开市，摊位{rng.randint(2, 90)}个。\n\n"
        f"第三条 本办法自2020年{month}月10日起施行，有效期5年。\n"
    )


def changed(text: str, rng: Random) -> str:
    """The text with one character exchanged."""
    at = rng.choice([i for i, c in enumerate(text) if c in HAN] or [0])
    return text[:at] + rng.choice(HAN) + text[at + 1 :]


def add(project: Path, rng: Random) -> None:
    number = rng.randint(1, 6)
    (project / "raw" / f"{rng.choice('abcdef')}{number}.txt").write_text(
        notice(number, rng), encoding="utf-8"
    )


def take_a_text(project: Path, rng: Random) -> None:
    shutil.copy(made_up(rng.choice(MADE_UP)), project / "raw")


def edit(project: Path, rng: Random) -> None:
    path = rng.choice(sorted((project / "raw").glob("*.txt")))
    path.write_text(changed(path.read_text(encoding="utf-8"), rng), encoding="utf-8")


def remove(project: Path, rng: Random) -> None:
    paths = sorted((project / "raw").glob("*.txt"))
    if len(paths) > 1:
        path = rng.choice(paths)
        path.unlink()
        path.with_suffix(".toml").unlink(missing_ok=True)


def note_down(project: Path, rng: Random) -> None:
    """A sidecar that names gazette and number; now and then one that cannot be read, or none."""
    path = rng.choice(sorted((project / "raw").glob("*.txt"))).with_suffix(".toml")
    said = f'gazette = "青江{rng.choice(HAN)}公报"\nyear = 2020\nnumber = {rng.randint(1, 12)}\n'
    path.write_text(rng.choice((said, said, "# nothing\n", "gazette = \n")), encoding="utf-8")


def write_by_hand(project: Path, rng: Random) -> None:
    with (project / "docs" / "about.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{rng.choice(HAN)}。\n")


def set_up(project: Path, rng: Random) -> None:
    """Another name of the site, which is on every page, or an address, which is in the site map."""
    path = project / "mkdocs.yml"
    line = rng.choice((f"site_name: 文库{rng.choice(HAN)}\n", "site_url: https://example.org/g/\n"))
    kept = [x for x in path.read_text(encoding="utf-8").splitlines(True) if not x.startswith(line[:9])]
    path.write_text(line + "".join(kept), encoding="utf-8")


def damage(project: Path, rng: Random) -> None:
    """Some of what is kept is cut off, changed or gone, and so are some pages of the site."""
    kept = sorted(p for p in (project / "build" / "cache").rglob("*") if p.is_file())
    pages = sorted((project / "site" / "documents").rglob("*.html"))
    for path in rng.sample(kept, min(3, len(kept))) + rng.sample(pages, min(2, len(pages))):
        data = path.read_bytes()
        rng.choice((path.unlink, lambda p=path, d=data: p.write_bytes(d[: len(d) // 2])))()


CHANGES: tuple[Callable[[Path, Random], None], ...] = (
    *(add, add, add, edit, edit, edit, edit, remove, note_down, note_down),
    *(take_a_text, write_by_hand, set_up, damage),
)


def build(project: Path, *options: str) -> tuple[int, str]:
    """Exit code and what was said."""
    before = Path.cwd()
    os.chdir(project)
    try:
        done = CliRunner().invoke(main, ["build", *options], catch_exceptions=False)
    finally:
        os.chdir(before)
    return done.exit_code, done.output


def fresh_copy(project: Path, folder: Path) -> Path:
    """The same project without anything that was built."""
    folder.mkdir()
    shutil.copytree(project / "raw", folder / "raw")
    (folder / "docs").mkdir()
    for path in (project / "docs").glob("*.md"):
        shutil.copy(path, folder / "docs")
    shutil.copytree(project / "docs" / "pictures", folder / "docs" / "pictures")
    shutil.copy(project / "mkdocs.yml", folder)
    return folder


def held(project: Path) -> dict[str, bytes]:
    """All that a build writes for people."""
    found = {}
    for part in ("docs", "site", "build/data"):
        for path in (project / part).rglob("*"):
            if path.is_file():
                found[path.relative_to(project).as_posix()] = path.read_bytes()
    return found


@pytest.mark.parametrize("seed", range(1, 21) if os.environ.get("GAZETTE_FULL") else [1])
def test_a_kept_build_is_a_fresh_build(tmp_path: Path, seed: int) -> None:
    """Random edits, additions, removals, sidecars, settings and damage."""
    rng = Random(seed)
    project = tmp_path / "project"
    (project / "raw").mkdir(parents=True)
    hand_written(project)
    for _ in range(4):
        add(project, rng)
    built = 0
    for step in range(STEPS):
        change = rng.choice(CHANGES)
        change(project, rng)
        options = rng.choice(((), (), ("--as-of", f"20{rng.randint(20, 30)}-06-01")))
        said = build(project, *options)
        fresh = fresh_copy(project, tmp_path / f"fresh-{step}")
        assert build(fresh, *options) == said, (step, change.__name__)
        if said[0] == 0:
            built += 1
            one, other = held(project), held(fresh)
            differing = sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n))
            assert differing == [], (step, change.__name__)
        shutil.rmtree(fresh)
    assert built, "some change lets the project build"


def test_a_file_changed_by_hand_is_put_right(tmp_path: Path) -> None:
    """Also where its size stays, and where the change that is built has nothing to do with it."""
    (tmp_path / "raw").mkdir()
    hand_written(tmp_path)
    (tmp_path / "raw" / "a1.txt").write_text(notice(1, Random(1)), encoding="utf-8")
    shutil.copy(made_up(MADE_UP[0]), tmp_path / "raw")
    assert build(tmp_path)[0] == 0
    for name in sorted(held(tmp_path)):
        path = tmp_path / name
        if path.parent != tmp_path / "docs" and "pictures" not in name:
            path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    path = tmp_path / "raw" / "a1.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("摊位", "铺位"), encoding="utf-8")
    fresh = fresh_copy(tmp_path, tmp_path / "fresh")
    assert build(fresh) == build(tmp_path)
    one, other = held(tmp_path), held(fresh)
    assert sorted(n for n in one.keys() | other.keys() if one.get(n) != other.get(n)) == []


def test_whatever_spare_folders_hold_the_next_ones_are_right(tmp_path: Path) -> None:
    """Files of its own, the last site's files under other names, files changed in their place; or none."""
    rng = Random(3)
    (tmp_path / "raw").mkdir()
    hand_written(tmp_path)
    shutil.copy(made_up(MADE_UP[0]), tmp_path / "raw")
    path = tmp_path / "raw" / "a1.txt"
    for number in range(5):
        path.write_text(notice(1, Random(number)), encoding="utf-8")
        said = build(tmp_path)
        fresh = fresh_copy(tmp_path, tmp_path / f"fresh-{number}")
        assert build(fresh) == said
        assert said[0] == 0
        assert held(tmp_path) == held(fresh)
        for folder in (SITE, DATA, DOCS / "documents", DOCS / "lists"):
            _disturb(tmp_path / SPARE / folder, tmp_path / folder, rng)


def _disturb(spare: Path, site: Path, rng: Random) -> None:
    names = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    for name in rng.sample(names, min(40, len(names)) if spare.exists() else 0):
        target = spare / rng.choice(names)
        target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        if rng.random() < 0.5:
            os.link(site / name, target)
        else:
            target.write_bytes((site / name).read_bytes() + b" ")


def test_an_anchor_that_others_lead_to_is_missed(tmp_path: Path) -> None:
    """Also where only the page that held it is rendered again; the site stays as it was, byte for byte."""
    (tmp_path / "raw").mkdir()
    hand_written(tmp_path)
    shutil.copy(made_up(MADE_UP[0]), tmp_path / "raw")
    assert build(tmp_path)[0] == 0
    before = held(tmp_path)
    page = tmp_path / "docs" / "about.md"
    page.write_text(page.read_text(encoding="utf-8").replace("#voices", "#other"), encoding="utf-8")
    said = build(tmp_path)
    assert said[0] == 1
    assert "does not contain an anchor '#voices'" in said[1]
    assert build(fresh_copy(tmp_path, tmp_path / "fresh")) == said
    assert {n: d for n, d in held(tmp_path).items() if n != "docs/about.md"} == {
        n: d for n, d in before.items() if n != "docs/about.md"
    }
