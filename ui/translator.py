"""Gettext behind Qt: `qsTr` asks the catalogs in `locales/`.

A message's context is the stem of its QML file; with a disambiguation it is `stem|disambiguation`.
Catalogs are kept as text; what Python's gettext reads is compiled beside them when it is missing or old. A
release has compiled ones alone, and nothing is written then.
"""

from __future__ import annotations

import gettext
import io
import logging
import os
import re
import struct
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTranslator

from ui.digits import in_digits
from ui.languages import SOURCE, chain
from ui.plurals import with_rule

log = logging.getLogger(__name__)

LOCALES: Final = Path(__file__).resolve().parent.parent / "locales"

_PLACEHOLDER = re.compile(r"%L?(?:\d{1,2}|n)")
# A number that stands in a sentence; not a placeholder, and not part of a name such as FAT32 or UTF-8.
_NUMBER = re.compile(r"(?<![%\w-])\d+(?!\w)")


def placeholders(text: str) -> list[str]:
    """`%1`, `%L2`, `%n`: what Qt replaces, sorted."""
    return sorted(_PLACEHOLDER.findall(text))


def agrees(source: str, translated: str, n: int) -> bool:
    """Whether nothing is lost or invented; up to two, a number may be said as a word."""
    wanted, found = placeholders(source), placeholders(translated)
    return found == wanted or (0 <= n <= 2 and found == [p for p in wanted if p not in {"%n", "%Ln"}])


def context_of(stem: str, disambiguation: str | None) -> str:
    return f"{stem}|{disambiguation}" if disambiguation else stem


def speaks(code: str, folder: Path = LOCALES) -> bool:
    """Whether there are words of this language, or of one that it is a kind of."""
    return any(load(folder, one) for one in chain(code)[:-1] or (SOURCE,))


class _Silence(gettext.NullTranslations):
    """Answers nothing, so that a miss can be told from a message that reads like its source."""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002  gettext's own signature
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002  as above
        return ""


class CatalogTranslator(QTranslator):
    """Answers in the language of `use`, else in what stands in for it, else None: Qt shows the source."""

    def __init__(self, folder: Path = LOCALES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._catalogs: tuple[gettext.GNUTranslations, ...] = ()
        self._rejected: set[tuple[str, str]] = set()
        self._digits = ""

    def use(self, code: str, digits: str = "") -> None:
        """Speak this language from now on; the engine's `retranslate` makes it seen.

        `digits`: what counted numbers (`%n`), and those that stand in a sentence, are written with, from 0
        to 9; empty for Latin ones.
        """
        self._digits = digits
        found = (load(self._folder, one) for one in chain(code))
        self._catalogs = tuple(catalog for catalog in found if catalog is not None)
        if not speaks(code, self._folder):
            log.warning("there is no catalog for %s; %s is shown", code, SOURCE)

    def isEmpty(self) -> bool:  # noqa: N802  Qt installs no translator that says it is empty
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        # An empty answer would blank the label, and an exception here is lost in Qt.
        where = context_of(context, disambiguation)
        for catalog in self._catalogs:
            text = catalog.pgettext(where, source) if n < 0 else catalog.npgettext(where, source, source, n)
            if not text:
                continue
            if agrees(source, text, n):
                return self._written(text, n) if self._digits else text
            self._reject(where, source)
        return None

    def _written(self, text: str, n: int) -> str:
        own = _NUMBER.sub(lambda found: in_digits(found[0], self._digits), text)
        return own.replace("%n", in_digits(str(n), self._digits)) if n >= 0 else own

    def _reject(self, where: str, source: str) -> None:
        if (where, source) not in self._rejected:
            self._rejected.add((where, source))
            log.warning("%s: a translation of %r has other placeholders", where, source)


@cache
def load(folder: Path, code: str) -> gettext.GNUTranslations | None:
    """The catalog of exactly this language; None without one, or when it can't be read (logged)."""
    text = folder / code.replace("-", "_") / "LC_MESSAGES" / "cubby.po"
    alone = text.with_suffix(".mo")
    if not text.exists() and not alone.exists():
        return None
    try:
        catalog = (_kept(text) or _compiled(text)) if text.exists() else _read(alone)
    except (OSError, ValueError, LookupError, struct.error) as problem:
        log.warning("the catalog %s can't be read: %s", text, problem)
        return None
    catalog.add_fallback(_Silence())
    return catalog


def _kept(text: Path) -> gettext.GNUTranslations | None:
    """What was compiled of just this text; its time of change is the text's own."""
    kept = text.with_suffix(".mo")
    try:
        if kept.stat().st_mtime_ns == text.stat().st_mtime_ns:
            return _read(kept)
    except (OSError, ValueError, struct.error):
        return None  # missing, or torn when the power went
    return None


def _read(compiled: Path) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))


def _compiled(text: Path) -> gettext.GNUTranslations:
    changed = text.stat().st_mtime_ns
    binary = compile_catalog(text.read_bytes(), text.parent.parent.name)
    try:
        _keep(text.with_suffix(".mo"), binary, changed)
    except OSError as problem:
        log.info("%s is compiled at each start: %s", text, problem)
    return gettext.GNUTranslations(io.BytesIO(binary))


def compile_catalog(text: bytes, code: str) -> bytes:
    """Gettext's binary of a catalog in text; unfinished messages stay out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  Babel takes 80 ms to import,
    from babel.messages.pofile import read_po  # noqa: PLC0415  and is needed once after a change

    binary = io.BytesIO()
    write_mo(binary, read_po(io.BytesIO(with_rule(text, code)), locale=code))
    return binary.getvalue()


def _keep(kept: Path, binary: bytes, changed: int) -> None:
    handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".mo")
    with os.fdopen(handle, "wb") as file:
        file.write(binary)
    os.utime(name, ns=(changed, changed))
    Path(name).replace(kept)
