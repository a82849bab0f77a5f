"""Keeps Python's own None, True and False alive under PySide6."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_LENT: Final = 1 << 40
_done: set[int] = set()


def keep_alive() -> None:
    """Make `None`, `True` and `False` as good as immortal. To be called before Qt is used; again is harmless.

    PySide6's wheels are built for Pythons (3.12 and later) in which these three are immortal, so whatever
    returns one of them lends no reference. On 3.11 each such call takes one away, and after some thousands
    of signals and timers Python ends with "none_dealloc: deallocating None". So many references are given
    here that a kiosk does not use them up.
    """
    if sys.version_info >= (3, 12) or _done:
        return
    for lasting in (None, True, False):
        # The reference count is the first word of every object of CPython.
        ctypes.c_ssize_t.from_address(id(lasting)).value += _LENT
        _done.add(id(lasting))
