"""The list of all codes, which the editors' handbook takes in: what each says, and what an editor can do."""

from __future__ import annotations

from build_tools.model.catalogue import Code
from build_tools.pages.front_matter import snippet_head
from build_tools.pages.markdown import escape, heading
from build_tools.report import SEVERITIES

PAGE = "lists/_codes.md"
_HEAD = snippet_head("程序的代码目录")


def code_list() -> str:
    """The snippet: the codes of each severity, each with an anchor of its own."""
    parts = [_HEAD]
    for severity, name in SEVERITIES.items():
        parts.append(heading(3, name, f"codes-{severity}"))
        parts.append("\n".join(_entry(code) for code in Code if code.severity == severity))
    return "\n\n".join(parts) + "\n"


def _entry(code: Code) -> str:
    hint = f" → {escape(code.value.hint)}" if code.value.hint else ""
    return f"- `{code.id}`{{ #code-{code.id} }} {escape(code.value.message)}{hint}"
