"""What the kiosk logs, kept in a few small files beside its data, so that it can be carried out."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

FOLDER: Final = "logs"
FILE: Final = "cubby.log"
FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES: Final = 1_000_000
_OLD: Final = 4


class _File(RotatingFileHandler):
    """Readable by us alone. A disk that takes no line is told of elsewhere and stops nobody."""

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(self.baseFilename, flags, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        pass


@contextmanager
def kept(data: Path) -> Iterator[None]:
    """Everything that is logged meanwhile also stands in `data/logs`, in five files of a megabyte at most."""
    root = logging.getLogger()
    handler: logging.Handler | None = None
    try:
        (data / FOLDER).mkdir(mode=0o700, exist_ok=True)
        handler = _File(data / FOLDER / FILE, maxBytes=_BYTES, backupCount=_OLD, delay=True)
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)
    except OSError as failure:
        logging.getLogger(__name__).warning("nothing is logged into %s: %s", data, failure)
    try:
        yield
    finally:
        if handler is not None:
            root.removeHandler(handler)
            handler.close()
