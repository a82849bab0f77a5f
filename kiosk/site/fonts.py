"""Fonts that a site's languages need and this machine lacks: those for Chinese, Japanese and Korean."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

PACKAGE: Final = "fonts-noto-cjk"
_SIGNS: Final = {"zh": "4e00 95e8", "ja": "3042 9580", "ko": "ac00 bb38"}
"""Of each language signs that a font for it has, as fontconfig writes them."""
_PATIENCE_S: Final = 10


@dataclass(frozen=True, slots=True)
class FontMissing:
    """`language`: its code as the site file has it; `package`: Debian's, with its letters."""

    language: str
    package: str

    @property
    def text(self) -> str:
        return f'no font here has the letters of "{self.language}", which would be empty boxes'

    @property
    def remedy(self) -> str:
        return f"apt-get install {self.package}"


def families(signs: str) -> int:
    """How many fonts of this machine have all these signs; -1 where fontconfig can't say."""
    command = ("fc-list", f":charset={signs}", "family")
    try:
        told = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE_S)
    except (OSError, subprocess.SubprocessError):
        return -1
    return len(told.stdout.splitlines())


def fonts_missing(
    languages: Sequence[str], installed: Callable[[str], int] = families
) -> tuple[FontMissing, ...]:
    """One for each language of the site whose signs no font has. What can't be found out is not missing."""
    return tuple(
        FontMissing(code, PACKAGE)
        for code in languages
        if (signs := _SIGNS.get(code.split("-")[0].lower())) is not None and installed(signs) == 0
    )
