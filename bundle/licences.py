"""Licences of what carries none that a program could read: libraries inside wheels, and some of Debian's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PACKAGES: Final[Mapping[str, str]] = {
    "dlib-bin": "BSL-1.0",
    "pysocks": "BSD-3-Clause",
    "sqlite-fts4": "Apache-2.0",
}
"""Python distributions whose metadata names none."""

_LIBRARIES: Final[Mapping[str, str]] = {
    "libQt6": "LGPL-3.0-only",
    "libXau": "MIT",
    "libaom": "BSD-2-Clause",
    "libav": "LGPL-2.1-or-later",
    "libavif": "BSD-2-Clause",
    "libbrotli": "MIT",
    "libdrm": "MIT",
    "libfreetype": "FTL",
    "libgfortran": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libharfbuzz": "MIT",
    "libicu": "Unicode-3.0",
    "libjpeg": "IJG",
    "liblcms2": "MIT",
    "liblzma": "0BSD",
    "libopenblas": "BSD-3-Clause",
    "libopenjp2": "BSD-2-Clause",
    "libpng16": "libpng-2.0",
    "libquadmath": "LGPL-2.1-or-later",
    "libscipy_openblas": "BSD-3-Clause",
    "libsharpyuv": "BSD-3-Clause",
    "libswresample": "LGPL-2.1-or-later",
    "libswscale": "LGPL-2.1-or-later",
    "libtiff": "libtiff",
    "libvpx": "BSD-3-Clause",
    "libwebp": "BSD-3-Clause",
    "libxcb": "MIT",
    "libzstd": "BSD-3-Clause",
}
"""By the beginning of their names; the longest that fits counts."""

_DEBIAN: Final[Mapping[str, str]] = {
    "libblas3": "BSD-3-Clause",
    "libgfortran5": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "liblapack3": "BSD-3-Clause",
    "libquadmath0": "LGPL-2.1-or-later",
    "libxcb": "MIT",
    "libxkbcommon": "MIT",
    "fonts-dejavu-core": "Bitstream-Vera",
    "fonts-inter": "OFL-1.1",
    "fonts-noto-core": "OFL-1.1",
    "libbz2-1.0": "bzip2-1.0.6",
    "libcom-err2": "MIT",
    "libdbus-1-3": "AFL-2.1 OR GPL-2.0-or-later",
    "libdrm2": "MIT",
    "libexpat1": "MIT",
    "libfontconfig1": "MIT",
    "libfreetype6": "FTL OR GPL-2.0-or-later",
    "libfribidi0": "LGPL-2.1-or-later",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libgcrypt20": "LGPL-2.1-or-later",
    "libgl1": "MIT",
    "libglib2.0-0": "LGPL-2.1-or-later",
    "libgpg-error0": "LGPL-2.1-or-later",
    "libgssapi-krb5-2": "MIT",
    "libk5crypto3": "MIT",
    "libkeyutils1": "LGPL-2.0-or-later",
    "libkrb5-3": "MIT",
    "libkrb5support0": "MIT",
    "liblzma5": "0BSD",
    "libreadline8": "GPL-3.0-or-later",
    "libsqlite3-0": "blessing",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libsystemd0": "LGPL-2.1-or-later",
    "libtinfo6": "X11",
    "libuuid1": "BSD-3-Clause",
    "libx11-6": "MIT",
    "libx11-xcb1": "MIT",
    "libxau6": "MIT",
    "libxdmcp6": "MIT",
    "libzbar0": "LGPL-2.1-or-later",
    "zlib1g": "Zlib",
}
"""By the beginning of their names: packages whose notice is no list, or names more than the library."""

_LICENCE: Final = re.compile(r"^License:\s*(\S.*?)\s*$", re.MULTILINE)
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9.+-]+")
_NAMES: Final[Mapping[str, str]] = {
    "Apache": "Apache-2.0",
    "BSD-2-clause": "BSD-2-Clause",
    "BSD-3-clause": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "Expat": "MIT",
    "GPL-2": "GPL-2.0-only",
    "GPL-2+": "GPL-2.0-or-later",
    "GPL-3": "GPL-3.0-only",
    "GPL-3+": "GPL-3.0-or-later",
    "ISC": "ISC",
    "LGPL-2": "LGPL-2.0-only",
    "LGPL-2+": "LGPL-2.0-or-later",
    "LGPL-2.1": "LGPL-2.1-only",
    "LGPL-2.1+": "LGPL-2.1-or-later",
    "LGPL-3": "LGPL-3.0-only",
    "LGPL-3+": "LGPL-3.0-or-later",
    "MIT": "MIT",
    "MIT/X11": "MIT",
    "X11": "X11",
}
"""Debian's short names, as SPDX writes them."""
_SPDX: Final = frozenset(
    {*_NAMES.values(), *_LIBRARIES.values(), "Apache-2.0", "Bitstream-Vera", "BSL-1.0", "PSF-2.0", "blessing",
     "GPL-2.0-only WITH Bootloader-exception", "OFL-1.1", "Zlib", "bzip2-1.0.6", "AFL-2.1", "FTL", "0BSD"}
)  # fmt: skip


def of_library(name: str) -> str:
    """The licence of a library inside a wheel; empty where we don't know it."""
    fitting = [start for start in _LIBRARIES if name.startswith(start)]
    return _LIBRARIES[max(fitting, key=len)] if fitting else ""


def of_debian(package: str) -> str:
    """The licence of the library in a package of Debian; empty where its notice says it."""
    fitting = [start for start in _DEBIAN if package.startswith(start)]
    return _DEBIAN[max(fitting, key=len)] if fitting else ""


def of_notice(notice: Path) -> str:
    """What a package's notice in Debian's form says, as an expression where all its names are SPDX's."""
    if not notice.is_file():
        return ""
    told = dict.fromkeys(_LICENCE.findall(notice.read_text("utf-8", "replace")))
    known = dict.fromkeys(_NAMES.get(name, "") for name in told)
    if told and all(known):
        return " AND ".join(sorted(known))
    return ", ".join(told)


def is_expression(text: str) -> bool:
    """Whether it is made of SPDX identifiers alone, joined by AND and OR."""
    return all(part in _SPDX for part in re.split(r" (?:AND|OR) ", text))
