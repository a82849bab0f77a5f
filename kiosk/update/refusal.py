"""Why an update is refused, in one sentence; what runs stays as it is."""

from __future__ import annotations

import errno

from kiosk.custody.machine.updates import UpdateFault

_FULL = (errno.ENOSPC, errno.EDQUOT)


class NoUpdate(Exception):  # noqa: N818  says what is the matter
    """`fault` for programs and the journal, the sentence for people."""

    def __init__(self, fault: UpdateFault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


def disk_refusal(failure: OSError) -> NoUpdate:
    """What the disk reported, as a refusal."""
    if failure.errno in _FULL:
        return NoUpdate(
            UpdateFault.DISK_FULL,
            "the disk is full; free some space, and what was fetched so far is kept for the next try",
        )
    where = f" ({failure.filename})" if failure.filename else ""
    return NoUpdate(
        UpdateFault.DISK_FAILED, f"the disk refuses: {(failure.strerror or str(failure)).lower()}{where}"
    )
