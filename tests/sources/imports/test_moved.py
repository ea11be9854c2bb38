"""The entries of a sidecar where a new file takes the place of its source."""

from __future__ import annotations

import tomllib

import tomlkit

from build_tools.sources.imports.moved import move_entries

OLD = "早市办法\n\n第一条 早市按时开市。\n第二条 早市准时收市。\n甲 1\n乙 2\n"
NEW = "<?gazette 1?>\n早市办法\n第一条 早市按时开市。\n新的一段。\n第二条 早市准时收市了。\n甲 1\n乙 2\n"
SIDECAR = """# 编者的话
year = 2024

[[correction]]
line = 3
was = "按时"
now = "准时"
why = "误识"  # 查过

[[correction]]
line = 4
was = "准时收市"
now = "按时收市"
why = "误识"

[[correction]]
line = 4
was = "收市。"
now = "收市！"
why = "误识"

[[accept]]
code = "sequence"
line = 3
why = "原文如此"

[[table]]
lines = [5, 6]
separator = "blanks"
columns = 2
why = "表格"
"""


def test_entries_move_to_where_their_words_stand() -> None:
    document = tomlkit.parse(SIDECAR)
    said = move_entries(document, OLD, NEW)
    text = tomlkit.dumps(document)
    found = tomllib.loads(text)
    assert [(c["line"], c["was"]) for c in found["correction"]] == [(3, "按时"), (5, "准时收市")]
    assert found["accept"][0]["line"] == 3
    assert found["table"][0]["lines"] == [6, 7]
    assert len(said) == 1
    assert "收市。" in said[0]
    assert "# 编者的话" in text
    assert "# 查过" in text
    assert '# was = "收市。"' in text


def test_words_that_stand_on_several_lines_are_not_guessed() -> None:
    document = tomlkit.parse(SIDECAR)
    said = move_entries(document, OLD, "早市按时。\n又早市按时。\n")
    assert len(said) == 5
    assert tomllib.loads(tomlkit.dumps(document)) == {"year": 2024}


def test_the_same_text_moves_nothing() -> None:
    document = tomlkit.parse(SIDECAR)
    assert move_entries(document, OLD, OLD) == []
    assert tomlkit.dumps(document) == SIDECAR
