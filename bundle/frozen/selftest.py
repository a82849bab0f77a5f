"""`cubby selftest`: whether a bundle has all that it may ever be asked for, a line a check.

A bundle fails late: what is imported at the first receipt is missing at the first receipt. So everything is
imported and every library is opened here, and what reads data of its own is used once.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import os
import sqlite3
import ssl
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

INSIDE: Final = Path(__file__).resolve().parents[2]
"""The bundle's folder of everything but the program file; the checkout, where this is tried in one."""
IMPORTS: Final = INSIDE / "bundle" / "imports.txt"
_OURS: Final = ("hardware", "kiosk", "ui")
_ZONES: Final = ("Africa/Casablanca", "Asia/Dubai", "Europe/Berlin", "Europe/Warsaw")
_PHONES: Final = {"DE": "+49 30 1234567", "PL": "+48 22 123 45 67", "AE": "+971 4 123 4567"}
_USAGE: Final = (
    "Usage: cubby selftest\n\nCheck that this bundle is whole: a line a check, exit status 1 for a finding.\n"
)

Check = Callable[[], str]


class Broken(Exception):  # noqa: N818  says what is the matter
    """Something is missing or does not work; the text says what."""


def main(argv: Sequence[str]) -> int:
    """0 where every check was content, 1 where one was not."""
    if list(argv) in (["-h"], ["--help"]):
        sys.stdout.write(_USAGE)
        return 0
    if argv:
        sys.stderr.write(_USAGE)
        return 2
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    broken = 0
    for name, check in checks():
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                word, told = "ok", check()
        except Exception as failure:  # noqa: BLE001  whatever it is, it is the finding
            word, told = "BROKEN", f"{type(failure).__name__}: {failure}"
            broken += 1
        sys.stdout.write(f"{word:<7} {name:<18} {' '.join(told.split())}\n")
        sys.stdout.flush()
    return 1 if broken else 0


def checks() -> Iterator[tuple[str, Check]]:
    """What is checked, in order: parts first, then what is made of them."""
    yield "libraries", _libraries
    yield "own modules", _own_modules
    yield "imports", _imports
    yield "processes", _processes
    yield from ((f"driver {name}", check) for name, check in _drivers())
    yield "database", _database
    yield "encryption", _encryption
    yield "time zones", lambda: ", ".join(ZoneInfo(zone).key for zone in _ZONES)
    yield "telephone numbers", _telephones
    yield "codes", _codes
    yield "films", _films
    yield "receipts", _receipts
    yield "languages", _languages
    yield "screens", _screens


def modules() -> list[str]:
    """The names of all our own modules that are here, in order."""
    files = (
        path for top in _OURS for path in (INSIDE / top).rglob("*.py*") if path.suffix in {".py", ".pyc"}
    )
    names = {path.relative_to(INSIDE).with_suffix("") for path in files if "__pycache__" not in path.parts}
    return sorted(".".join(name.parts).removesuffix(".__init__") for name in names if name.name != "__main__")


def _libraries() -> str:
    found = [path for path in INSIDE.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    for path in found:
        try:
            ctypes.CDLL(str(path))
        except OSError as failure:
            raise Broken(f"{path.name} can't be loaded: {failure}") from failure
    return f"{len(found)} load with all they need"


def _own_modules() -> str:
    names = modules()
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} are imported"


def _imports() -> str:
    names = IMPORTS.read_text("utf-8").split() if IMPORTS.exists() else []
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} modules of others are imported"


def _processes() -> str:
    from bundle.frozen.start import CHILDREN  # noqa: PLC0415  which imports this module by its name

    missing = [name for name in sorted(CHILDREN) if find_spec(name) is None]
    if missing:
        raise Broken(f"no module {', '.join(missing)}")
    return f"{len(CHILDREN)} can be started"


def _drivers() -> Iterator[tuple[str, Check]]:
    from hardware.locks.registry import MAKERS  # noqa: PLC0415  a check that fails is a finding, no traceback

    for name, maker in MAKERS.items():
        yield name, partial(_driver, maker.driver.__name__, maker.board.__name__)


def _driver(name: str, board: str) -> str:
    return f"{name}, simulated by {board}"


def _database() -> str:
    with sqlite3.connect(":memory:") as database:
        [found] = database.execute("SELECT sqlite_version()").fetchone()
    return f"SQLite {found}"


def _encryption() -> str:
    from argon2.low_level import Type, hash_secret  # noqa: PLC0415  as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  as above

    key = Ed25519PrivateKey.generate()
    key.public_key().verify(key.sign(b"cubby"), b"cubby")
    hash_secret(b"1234", b"saltsalt", 1, 8, 1, 16, Type.ID)
    if not ssl.OPENSSL_VERSION.startswith("OpenSSL 3"):
        raise Broken(f"Python has {ssl.OPENSSL_VERSION}")
    return f"Ed25519, Argon2, {ssl.OPENSSL_VERSION}"


def _telephones() -> str:
    import phonenumbers  # noqa: PLC0415  as above

    for country, number in _PHONES.items():
        if phonenumbers.region_code_for_number(phonenumbers.parse(number)) != country:
            raise Broken(f"{number} is of no country")
    return ", ".join(_PHONES)


def _codes() -> str:
    import numpy as np  # noqa: PLC0415  as above
    import pyzbar.pyzbar  # noqa: PLC0415  as above
    import segno  # noqa: PLC0415  as above
    import zxingcpp  # noqa: PLC0415  as above

    matrix = np.array([*segno.make("CUBBY", micro=False).matrix_iter(scale=6, border=4)], np.uint8)
    picture = np.where(matrix > 0, 0, 255).astype(np.uint8)
    read = {
        "ZXing": [code.text for code in zxingcpp.read_barcodes(picture)],
        "ZBar": [code.data.decode() for code in pyzbar.pyzbar.decode(picture)],
    }
    for name, texts in read.items():
        if texts != ["CUBBY"]:
            raise Broken(f"{name} does not read a QR code")
    return "ZXing and ZBar read a QR code"


def _films() -> str:
    import cv2  # noqa: PLC0415  as above
    import numpy as np  # noqa: PLC0415  as above

    with tempfile.TemporaryDirectory(prefix="cubby-selftest-") as folder:
        for kind, letters in (("avi", "MJPG"), ("mp4", "mp4v")):
            file = str(Path(folder) / f"film.{kind}")
            film = cv2.VideoWriter(file, cv2.VideoWriter.fourcc(*letters), 5, (64, 48))
            for shade in range(5):
                film.write(np.full((48, 64, 3), shade * 50, np.uint8))
            film.release()
            if not cv2.VideoCapture(file).read()[0]:
                raise Broken(f"OpenCV reads no film of the kind {kind}")
    return f"OpenCV {cv2.__version__} reads avi and mp4"


def _receipts() -> str:
    from hardware.printers.drawn import picture  # noqa: PLC0415  as above
    from hardware.printers.library import Dummy  # noqa: PLC0415  as above

    for text in ("Fach 12", "الخانة ١٢"):
        picture(text, 384, large=False, centred=True)
    printer = Dummy(profile="TM-T88III")
    printer.text("Cubby\n")
    printer.cut()
    return f"{len(printer.output)} bytes for a printer; Latin and Arabic are drawn"


def _languages() -> str:
    from ui.translator import LOCALES, load  # noqa: PLC0415  as above

    codes = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
    for code in codes:
        if load(LOCALES, code) is None:
            raise Broken(f"the catalog of {code} can't be read")
    return ", ".join(codes)


def _screens() -> str:
    from PySide6.QtCore import QUrl  # noqa: PLC0415  as above
    from PySide6.QtQml import QQmlComponent, QQmlEngine  # noqa: PLC0415  as above

    from ui.app import MAIN, application  # noqa: PLC0415  as above

    running = application()
    engine = QQmlEngine()
    engine.addImportPath(str(MAIN.parent))
    engine.addImportPath(str(INSIDE / "ui" / "cabinet" / "qml"))
    files = sorted((INSIDE / "ui").rglob("*.qml"))
    for file in files:
        component = QQmlComponent(engine, QUrl.fromLocalFile(str(file)))
        if component.isError():
            raise Broken("; ".join(error.toString() for error in component.errors()))
        component.deleteLater()
    engine.deleteLater()
    running.processEvents()
    return f"{len(files)} files of QML are understood"
