"""Public-domain portraits, which `./cubby test` fetches (packaging/portraits.txt)."""

from __future__ import annotations

import tarfile
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]

_FOLDER = Path(__file__).resolve().parents[2] / ".tools" / "portraits"
_ARCHIVE = _FOLDER / "face_recognition-1.3.0.tar.gz"
_INSIDE = "face_recognition-1.3.0/tests/test_images"

NAMES = ("obama", "obama2", "biden")
"""The first two are of one person, the third is of another."""


@cache
def portrait(name: str) -> Picture:
    """One of `NAMES`, blue first."""
    if not _ARCHIVE.exists():
        raise FileNotFoundError("the portraits are not here: `./cubby test` fetches them")
    with tarfile.open(_ARCHIVE) as archive:
        member = archive.extractfile(f"{_INSIDE}/{name}.jpg")
        assert member is not None
        decoded = cv2.imdecode(np.frombuffer(member.read(), np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.uint8)
