"""Process hardening: no core dump, and no other process reads this one's memory.

A dump of the kiosk would hold PINs that were just typed, phones, the pepper and the signing key.
"""

from __future__ import annotations

import ctypes
import logging
import os
import resource
from typing import Final

log = logging.getLogger(__name__)

_PR_GET_DUMPABLE: Final = 3
_PR_SET_DUMPABLE: Final = 4


def forbid_dumps() -> None:
    """No core dump of this process, nor of those it starts; no debugger of the same user gets in.

    Not being dumpable ends with execve(2), so every program calls this at its own start; the limit is
    inherited. Where the system refuses, it is logged and the program goes on.
    """
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError) as refusal:
        log.warning("core dumps stay possible: %s", refusal)
    if _prctl(_PR_SET_DUMPABLE, 0) != 0:
        log.warning("this process stays dumpable: %s", os.strerror(ctypes.get_errno()))


def dumpable() -> bool:
    """Whether the kernel would let this process be dumped or traced."""
    return _prctl(_PR_GET_DUMPABLE, 0) != 0


def _prctl(option: int, argument: int) -> int:
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    answer: int = call(option, argument, 0, 0, 0)
    return answer
