"""Files as one zip in memory: the same bytes on every run and every system."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, str | bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """The zip, its files in their order; those ``stored`` are not packed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return made.getvalue()
