"""Contents that lie on the disk are those that were put there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cache.spill import Content, Spill
from build_tools.cache.store import NOTHING_KEPT, Store

_STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.binary(max_size=9), st.text(max_size=9)))
)


@given(_STEPS)
def test_a_spill_does_what_a_mapping_in_memory_does(steps: list[tuple[str, Content | None]]) -> None:
    """Contents replaced and taken away (None), texts with single surrogates among them."""
    with TemporaryDirectory() as folder:
        spill, held = Spill(Path(folder)), dict[str, Content]()
        for name, content in steps:
            for own in (spill, held):
                if content is None:
                    own.pop(name, None)
                else:
                    own[name] = content
        assert list(spill.items()) == list(held.items())
        assert spill == held
        assert len(spill) == len(held)
        assert [name in spill for name in "abc"] == [name in held for name in "abc"]


def test_it_leaves_no_file(tmp_path: Path) -> None:
    spill = Spill(tmp_path / "new")
    spill["a"] = "政府公报"
    assert list((tmp_path / "new").iterdir()) == []
    assert spill["a"] == "政府公报"


class _Full:
    def seek(self, _: int) -> None:
        """Anywhere."""

    def write(self, _: bytes) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_only_costs_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spill = Spill(tmp_path)
    spill["a"] = "一"
    with monkeypatch.context() as patch:
        patch.setattr(spill, "_file", _Full())
        spill["b"] = "二"
        spill["a"] = b"3"
    assert dict(spill) == {"a": b"3", "b": "二"}


def test_where_nothing_can_be_kept_it_is_held(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for store in (NOTHING_KEPT, Store(tmp_path / "file")):
        room = store.room()
        room["a"] = "一"
        assert room == {"a": "一"}
