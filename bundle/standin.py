"""A stand-in for a library that must not be shipped but whose name the loader asks for.

OpenCV's wheel brings OpenSSL 1.1.1, which gets no mends any more, for films from https addresses. No kiosk
opens one: sources are cameras and files. The stand-in has the same names and answers 0 to each, which
OpenSSL's callers take for a failure: such an address is refused, and everything else in OpenCV works.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bundle.elf import elves, libraries, undefined

ENDED: Final = ("libssl*.so.1.1*", "libcrypto*.so.1.1*")
"""OpenSSL 1.1, whose life ended in September 2023."""
_FLAGS: Final = ("-shared", "-fPIC", "-Os", "-nostdlib", "-Wl,--build-id=none", "-Wl,-z,noexecstack")


def replace_ended(inside: Path, compiler: str = "cc") -> list[str]:
    """Put stand-ins in the place of the libraries in `ENDED` below `inside`; the names of those replaced.

    Raises CalledProcessError or OSError where there is no compiler.
    """
    found = elves(inside)
    ended = [path for path in found if any(path.match(pattern) for pattern in ENDED)]
    if not ended:
        return []
    names = {path.name for path in ended}
    callers = [library for library in libraries(found) if names & set(library.needed)]
    callers = [library for library in callers if library.path.name not in names]
    for path in ended:
        asked = [library for library in callers if path.name in library.asks]
        versions = {version for library in asked for version in library.asks[path.name]}
        wanted = {
            symbol: version
            for library in asked
            for symbol, version in undefined(library.path)
            if version in versions
        }
        path.unlink()
        _compile(wanted, path, compiler)
    return sorted(names)


def source(symbols: Iterable[str]) -> str:
    """The C of a library in which every function answers 0."""
    return "".join(f"long {symbol}(void) {{ return 0; }}\n" for symbol in sorted(symbols))


def version_script(wanted: Mapping[str, str]) -> str:
    """Which symbol has which version, for the linker."""
    groups: dict[str, list[str]] = {}
    for symbol, version in sorted(wanted.items()):
        groups.setdefault(version, []).append(symbol)
    return "".join(
        f"{version} {{ global: {' '.join(f'{s};' for s in symbols)} }};\n"
        for version, symbols in sorted(groups.items())
    )


def _compile(wanted: Mapping[str, str], to: Path, compiler: str) -> None:
    with tempfile.TemporaryDirectory(prefix="cubby-standin-") as folder:
        code, script = Path(folder) / "standin.c", Path(folder) / "standin.map"
        code.write_text(source(wanted), "utf-8")
        script.write_text(version_script(wanted), "utf-8")
        command = (compiler, *_FLAGS, "-w", f"-Wl,-soname,{to.name}", f"-Wl,--version-script={script}")
        subprocess.run((*command, "-o", str(to), str(code)), check=True)
    to.chmod(0o644)
