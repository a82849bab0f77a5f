"""Our own modules, data and translations as a bundle has them: beside the program, a file each.

They are no part of PyInstaller's archive: a line that changes then alters one file of some kilobytes, and a
build after a change takes seconds.
"""

from __future__ import annotations

import py_compile
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bundle.source import ROOT, catalogs, data, modules
from ui.translator import compile_catalog

VERSION_FILE: Final = Path("kiosk/version.py")
_VERSION: Final = '''"""The version of this program."""

from __future__ import annotations

VERSION = {version!r}
'''


def lay(inside: Path, version: str, imports: Iterable[str], root: Path = ROOT) -> None:
    """Put the program of this checkout into `inside` (the bundle's `_internal`), as `version`.

    `imports`: the modules of others that the self-test tries.

    The same bytes for the same sources: no time and no path of this machine is in them.
    """
    for path in modules(root):
        _compile(root / path, inside / path.with_suffix(".pyc"), path)
    _stamp(inside, version)
    (inside / "bundle" / "imports.txt").write_text("".join(f"{name}\n" for name in imports), "utf-8")
    for path in data(root):
        to = inside / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, to)
    for path in catalogs(root):
        to = (inside / path).with_suffix(".mo")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(compile_catalog((root / path).read_bytes(), path.parts[1]))


def _stamp(inside: Path, version: str) -> None:
    text = inside / VERSION_FILE
    text.write_text(_VERSION.format(version=version), "utf-8")
    _compile(text, text.with_suffix(".pyc"), VERSION_FILE)
    text.unlink()


def _compile(text: Path, to: Path, shown: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    py_compile.compile(
        str(text),
        cfile=str(to),
        dfile=str(shown),
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
