"""Limits on processes: few heaps, no huge pages, and lower priority of helpers.

The C library gives threads heaps of their own, the more the more cores there are, and the kernel may round
what a program takes up to huge pages.
"""

from __future__ import annotations

import ctypes
from typing import Final

_M_ARENA_MAX: Final = -8
"""From <malloc.h>."""
_PR_SET_THP_DISABLE: Final = 41
_PR_GET_THP_DISABLE: Final = 42
"""From <linux/prctl.h>."""
_ARENAS: Final = 2
HELPER_NICE: Final = 5
"""Steps of priority by which a helper process stands behind the kiosk."""


def keep_small() -> None:
    """At the start of a program: two heaps for all its threads, and no huge pages.

    The first is for this process, the second for those it starts as well. Where the system knows neither, the
    program is only larger.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # not in every C library
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
    _prctl(_PR_SET_THP_DISABLE, 1)


def huge_pages_forbidden() -> bool:
    return _prctl(_PR_GET_THP_DISABLE, 0) == 1


def _prctl(option: int, argument: int) -> int:
    call = ctypes.CDLL(None).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    answer: int = call(option, argument, 0, 0, 0)
    return answer
