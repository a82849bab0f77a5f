"""Libraries that are large by what no kiosk asks for, in the small forms that their makers foresee.

ICU's data hold names of currencies, regions, languages, units and time zones in 700 languages; Qt has its own
and asks ICU for sorting and case alone. Its data are a package from which items may be taken. OpenCV's wheel
brings OpenBLAS with a kernel for every processor there ever was; the nineteen functions that OpenCV takes of
it are in Debian's reference LAPACK as well.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bundle.room import Room

UNASKED: Final = ("brkitr/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "zone/")
"""Folders of ICU's data: line breaks, names of money, languages, regions, units, zones; spelled numbers."""
_ICU: Final = "libicudata.so.*"
_BLAS: Final = "libopenblasp-*.so"
_REFERENCE: Final = ("lapack/liblapack.so.3", "blas/libblas.so.3")
_BESIDE: Final = ("libgfortran.so.5", "libquadmath.so.0")
_SYMBOL: Final = re.compile(
    r"^([0-9a-f]+) .*\.rodata\s+([0-9a-f]+)\s+(?:\S+\s+)?(icudt\d+_dat)$", re.MULTILINE
)
_SHARED: Final = ("cc", "-shared", "-nostdlib", "-Wl,--build-id=none", "-Wl,-z,noexecstack")
_LINE: Final = 16


def slim_icu(inside: Path) -> None:
    """Leave in ICU's data what Qt asks for. Raises CalledProcessError, OSError."""
    for library in _real(inside, _ICU):
        told = subprocess.run(("objdump", "-T", library), capture_output=True, text=True, check=True).stdout
        found = _SYMBOL.search(told)
        if found is None:
            continue
        at, size, name = int(found[1], 16), int(found[2], 16), found[3]
        data = library.read_bytes()[at : at + size]
        _compile_data(without(data, UNASKED), name, library)


def without(package: bytes, folders: tuple[str, ...]) -> bytes:
    """ICU's common data without the items of these folders: header, count, offsets, names, data."""
    [header] = struct.unpack_from("<H", package)
    body = package[header:]
    [count] = struct.unpack_from("<I", body)
    entries = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    ends = [*(start for _, start in entries[1:]), len(body)]
    items = [(_text(body, name), body[start:end]) for (name, start), end in zip(entries, ends, strict=True)]
    kept = [(name, data) for name, data in items if not name.split("/", 1)[1].startswith(folders)]
    names = b"".join(name.encode() + b"\0" for name, _ in kept)
    first = 4 + 8 * len(kept)
    toc, blob = bytearray(struct.pack("<I", len(kept))), bytearray()
    base = _padded(first + len(names))
    name_at = first
    for name, data in kept:
        toc += struct.pack("<II", name_at, base + len(blob))
        name_at += len(name) + 1
        blob += data + bytes(_padded(len(data)) - len(data))
    middle = bytes(toc) + names
    return package[:header] + middle + bytes(base - len(middle)) + bytes(blob)


def slim_blas(inside: Path, room: Room) -> None:
    """Reference LAPACK for OpenCV's OpenBLAS, where the room has it. Raises CalledProcessError, OSError."""
    folder = room.library("libc.so.6")
    wanted = [folder.parent / name for name in (*_REFERENCE, *_BESIDE)] if folder is not None else []
    large = [*_real(inside, _BLAS)]
    if not large or not wanted or not all(room.path(path).exists() for path in wanted):
        return
    for path in wanted:
        shutil.copyfile(room.path(path), inside / path.name)
    for library in large:
        parts = [str(inside / Path(name).name) for name in _REFERENCE]
        library.unlink()
        _link((f"-Wl,-soname,{library.name}", "-Wl,--no-as-needed", *parts), library)


def _compile_data(data: bytes, name: str, library: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="cubby-icu-") as folder:
        (Path(folder) / "data.bin").write_bytes(data)
        code = Path(folder) / "data.s"
        code.write_text(
            f".section .rodata\n.globl {name}\n.type {name}, %object\n.balign {_LINE}\n{name}:\n"
            f'.incbin "{folder}/data.bin"\n.size {name}, . - {name}\n.section .note.GNU-stack,"",%progbits\n'
        )
        library.unlink()
        _link((f"-Wl,-soname,{library.name}", str(code)), library)


def _link(arguments: tuple[str, ...], to: Path) -> None:
    subprocess.run((*_SHARED, *arguments, "-o", str(to)), check=True, capture_output=True)
    to.chmod(0o644)


def _real(inside: Path, pattern: str) -> Iterator[Path]:
    return (path for path in sorted(inside.rglob(pattern)) if path.is_file() and not path.is_symlink())


def _padded(size: int) -> int:
    return -(-size // _LINE) * _LINE


def _text(body: bytes, at: int) -> str:
    return body[at : body.index(b"\0", at)].decode("ascii")
