"""sqlite-utils as this program needs it: without numpy and pandas.

It loads them where they are installed, to know their numbers as column types. The kiosk has no such numbers,
and numpy would cost it 18 MiB and a thread for each core.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

_UNNEEDED: Final = frozenset({"numpy", "pandas"})


class _Absent:
    """Says of what is not needed that it isn't there; a finder of `sys.meta_path`."""

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG002  a finder's
        target: ModuleType | None = None,  # noqa: ARG002  the same
        /,
    ) -> ModuleSpec | None:
        if name in _UNNEEDED:
            raise ModuleNotFoundError(f"{name} is not needed here", name=name)
        return None


def load() -> None:
    """Load sqlite-utils now; whoever imports it later gets it as it is."""
    absent = _Absent()
    sys.meta_path.insert(0, absent)
    try:
        import sqlite_utils  # noqa: F401, PLC0415  loaded for those who come after
    finally:
        sys.meta_path.remove(absent)
