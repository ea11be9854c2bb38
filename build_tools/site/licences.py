"""The licences of what the site takes from others: they go where it goes."""

from __future__ import annotations

from importlib import metadata, resources


def licence_files() -> dict[str, str]:
    """Path below the site → text: of the theme's styles, of the icons in them, and of the pairs of
    traditional and simplified characters that the search knows."""
    icons = resources.files("material") / "templates" / ".icons" / "material" / "LICENSE"
    return {
        "licenses/mkdocs-material.txt": _licence_of("mkdocs-material"),
        "licenses/material-design-icons.txt": icons.read_text("utf-8"),
        "licenses/opencc.txt": _licence_of("opencc"),
    }


def _licence_of(package: str) -> str:
    """The licence that an installed package brings. Raises FileNotFoundError where it brings none."""
    for path in metadata.files(package) or ():
        if path.name.upper().startswith("LICENSE") and ".dist-info" in path.parts[0]:
            return path.read_text("utf-8")
    raise FileNotFoundError(f"{package}: LICENSE")
