"""Every test module is collected: pytest passes over folders of certain names, ``build`` among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.paths import ROOT, TESTS


def _is_passed_over(path: Path, config: pytest.Config) -> bool:
    return bool(config.hook.pytest_ignore_collect(collection_path=path, config=config))


@pytest.mark.parametrize(
    "path", sorted(TESTS.rglob("test_*.py")), ids=lambda p: p.relative_to(TESTS).as_posix()
)
def test_every_test_module_is_collected(path: Path, pytestconfig: pytest.Config) -> None:
    left_out = {ROOT / name for name in pytestconfig.getoption("ignore") or ()}
    way = {path, *path.parents} - set(TESTS.parents)
    assert way & left_out or not any(_is_passed_over(place, pytestconfig) for place in way)


def test_a_folder_that_is_passed_over_is_seen(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    for name in ("build", "dist"):
        (tmp_path / name).mkdir()
        assert _is_passed_over(tmp_path / name, pytestconfig)


def test_no_test_stands_outside_of_a_test_module() -> None:
    """Only ``test_*.py`` is collected: a test in another file would never run."""
    others = [path for path in TESTS.rglob("*.py") if not path.name.startswith("test_")]
    assert others
    assert [path.name for path in others if "\ndef test_" in path.read_text(encoding="utf-8")] == []
