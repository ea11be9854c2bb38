"""Contents that lie on the disk are those that were put there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Content, Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.cache.workers import forked

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
        assert {name: spill.hash(name) for name in spill} == {n: hash_of(c) for n, c in held.items()}


def test_what_is_taken_by_its_hash_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    """All that comes together at once, in its order; what was replaced meanwhile stays as it is."""
    whole, loaded = {"b": "二", "c": b"3", "d": "四", "e": "五"}, []

    def load() -> dict[str, Content]:
        loaded.append(1)
        return dict(whole)

    for spill in (Spill(tmp_path), Spill(None)):
        loaded.clear()
        spill["a"] = "一"
        spill.take({name: hash_of(content) for name, content in whole.items()}, load)
        spill["d"] = "肆"
        del spill["e"]
        assert [spill.hash(name) for name in spill] == [hash_of(c) for c in ("一", "二", b"3", "肆")]
        assert loaded == []
        assert list(spill.items()) == [("a", "一"), ("b", "二"), ("c", b"3"), ("d", "肆")]
        assert loaded == [1]


def test_copies_of_a_process_load_each_for_itself(tmp_path: Path) -> None:
    spill, groups = Spill(tmp_path), [{f"{k}": f"第{k}期" * 500} for k in range(6)]
    spill["a"] = "一"
    for group in groups:
        spill.take({name: hash_of(content) for name, content in group.items()}, partial(dict, group))
    assert forked(lambda k: spill[str(k % 6)] + spill["a"], 12, 2) == [
        f"第{k % 6}期" * 500 + "一" for k in range(12)
    ]
    assert dict(spill) == {"a": "一"} | {n: c for group in groups for n, c in group.items()}


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
