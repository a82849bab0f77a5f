"""Gettext behind Qt: contexts, plurals, what is in, and what is never shown."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtQml import QQmlApplicationEngine

from ui.languages import chain
from ui.translator import CatalogTranslator, agrees, compile_catalog, load

Write = Callable[[str, str], Path]

GERMAN = r"""
    msgctxt "Home"
    msgid "Pick up"
    msgstr "Abholen"

    msgctxt "Home|noun"
    msgid "Pick up"
    msgstr "Abholung"

    msgctxt "Door"
    msgid "Door %1 is open"
    msgstr "Tür %1 ist offen"

    msgctxt "Door"
    msgid "Door %1 of %2"
    msgstr "Tür %1"

    msgctxt "Door"
    msgid "Same"
    msgstr "Same"

    #, fuzzy
    msgctxt "Door"
    msgid "Guess"
    msgstr "Vermutung"

    msgctxt "Home"
    msgid "%n parcel(s)"
    msgid_plural "%n parcel(s)"
    msgstr[0] "ein Paket"
    msgstr[1] "%n Pakete"
"""

ENGLISH = r"""
    msgctxt "Home"
    msgid "%n parcel(s)"
    msgid_plural "%n parcel(s)"
    msgstr[0] "%n parcel"
    msgstr[1] "%n parcels"

    msgctxt "Door"
    msgid "Same"
    msgstr "The English one"

    msgctxt "Door"
    msgid "Only here"
    msgstr "Only in English"
"""

POLISH = r"""
    msgctxt "Home"
    msgid "%n parcel(s)"
    msgid_plural "%n parcel(s)"
    msgstr[0] "%n paczka"
    msgstr[1] "%n paczki"
    msgstr[2] "%n paczek"
"""

PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    def catalog(code: str, messages: str) -> Path:
        file = tmp_path / code / "LC_MESSAGES" / "cubby.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"Content-Type: text/plain; charset=utf-8\\nPlural-Forms: {PLURALS[code[:2]]}\\n"
        file.write_text(f'msgid ""\nmsgstr "{head}"\n{textwrap.dedent(messages)}', "utf-8")
        return file

    load.cache_clear()
    yield catalog
    load.cache_clear()


@pytest.fixture
def translator(tmp_path: Path, write: Write, qapp: QObject) -> CatalogTranslator:
    write("de", GERMAN)
    write("en", ENGLISH)
    write("pl", POLISH)
    made = CatalogTranslator(tmp_path)
    made.use("de")
    return made


def test_the_context_and_the_disambiguation_decide(translator: CatalogTranslator) -> None:
    assert translator.translate("Home", "Pick up") == "Abholen"
    assert translator.translate("Home", "Pick up", "noun") == "Abholung"
    assert translator.translate("Door", "Pick up") is None


@pytest.mark.parametrize(
    ("code", "n", "text"),
    [
        ("en", 1, "%n parcel"),
        ("en", 0, "%n parcels"),
        ("de", 1, "ein Paket"),
        ("de", 2, "%n Pakete"),
        ("pl", 1, "%n paczka"),
        ("pl", 3, "%n paczki"),
        ("pl", 5, "%n paczek"),
        ("pl", 22, "%n paczki"),
        ("pl", 112, "%n paczek"),
    ],
)
def test_plurals_follow_the_language(translator: CatalogTranslator, code: str, n: int, text: str) -> None:
    translator.use(code)
    assert translator.translate("Home", "%n parcel(s)", "", n) == text


def test_what_is_missing_comes_from_the_wider_language_and_then_from_english(
    translator: CatalogTranslator, write: Write
) -> None:
    write("de-AT".replace("-", "_"), 'msgctxt "Home"\nmsgid "Pick up"\nmsgstr "Holen"\n')
    translator.use("de-AT")
    assert translator.translate("Home", "Pick up") == "Holen"
    assert translator.translate("Door", "Door %1 is open") == "Tür %1 ist offen"
    assert translator.translate("Door", "Only here") == "Only in English"
    assert translator.translate("Door", "Nowhere") is None
    assert chain("de-AT") == ("de-AT", "de", "en")


def test_a_language_without_a_catalog_is_said(
    translator: CatalogTranslator, caplog: pytest.LogCaptureFixture
) -> None:
    translator.use("de-CH")
    assert not caplog.records
    translator.use("fr-CH")
    assert "no catalog for fr-CH" in caplog.text
    assert translator.translate("Door", "Only here") == "Only in English"


def test_a_message_that_reads_like_its_source_is_a_translation(translator: CatalogTranslator) -> None:
    assert translator.translate("Door", "Same") == "Same"


def test_an_unfinished_message_is_not_shown(translator: CatalogTranslator) -> None:
    assert translator.translate("Door", "Guess") is None


def test_a_translation_that_lost_a_placeholder_is_refused_and_said_once(
    translator: CatalogTranslator, caplog: pytest.LogCaptureFixture
) -> None:
    assert translator.translate("Door", "Door %1 of %2") is None
    assert translator.translate("Door", "Door %1 of %2") is None
    assert len(caplog.records) == 1
    assert "Door %1 of %2" in caplog.text


@pytest.mark.parametrize(
    ("source", "translated", "n", "good"),
    [
        ("Door %1", "Tür %1", -1, True),
        ("%1 of %2", "%2 / %1", -1, True),
        ("%1 of %2", "%1 / %1", -1, False),
        ("Door", "Tür %1", -1, False),
        ("%n in %1", "zwei in %1", 2, True),
        ("%n in %1", "zwei", 2, False),
        ("%n in %1", "viele in %1", 3, False),
        ("%n", "eins", -1, False),
    ],
)
def test_placeholders_agree(source: str, translated: str, n: int, good: bool) -> None:
    assert agrees(source, translated, n) is good


@pytest.mark.parametrize("content", [b"msgid \x00\xff", b'msgid ""\nmsgstr "Plural-Forms: nplurals=x;"\n'])
def test_a_catalog_that_can_not_be_read_is_left_out(
    content: bytes, tmp_path: Path, write: Write, qapp: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    write("en", ENGLISH)
    write("de", GERMAN).write_bytes(content)
    translator = CatalogTranslator(tmp_path)
    translator.use("de")
    assert translator.translate("Door", "Only here") == "Only in English"
    assert "can't be read" in caplog.text


def test_what_was_compiled_is_used_until_the_text_changes(tmp_path: Path, write: Write) -> None:
    file = write("de", GERMAN)
    load(tmp_path, "de")
    kept = file.with_suffix(".mo")
    first = kept.stat()
    load.cache_clear()
    load(tmp_path, "de")
    assert kept.stat().st_ino == first.st_ino
    write("de", GERMAN.replace("Abholen", "Mitnehmen"))
    os.utime(file, ns=(first.st_mtime_ns - 10**9, first.st_mtime_ns - 10**9))
    load.cache_clear()
    again = load(tmp_path, "de")
    assert again is not None
    assert again.pgettext("Home", "Pick up") == "Mitnehmen"


def test_a_compiled_catalog_that_is_damaged_is_made_anew(tmp_path: Path, write: Write) -> None:
    file = write("de", GERMAN)
    load(tmp_path, "de")
    kept, changed = file.with_suffix(".mo"), file.stat().st_mtime_ns
    kept.write_bytes(b"torn")
    os.utime(kept, ns=(changed, changed))
    load.cache_clear()
    again = load(tmp_path, "de")
    assert again is not None
    assert again.pgettext("Home", "Pick up") == "Abholen"


def test_a_language_switch_turns_texts_that_are_shown(
    translator: CatalogTranslator, qapp: QCoreApplication
) -> None:
    qapp.installTranslator(translator)
    engine = QQmlApplicationEngine()
    engine.loadData(
        b"""import QtQml; QtObject {
            property int count: 3
            property string door: qsTranslate("Door", "Door %1 is open").arg("12")
            property string parcels: qsTranslate("Home", "%n parcel(s)", "", count) }"""
    )
    shown = engine.rootObjects()[0]
    assert (shown.property("door"), shown.property("parcels")) == ("Tür 12 ist offen", "3 Pakete")
    translator.use("pl")
    engine.retranslate()
    assert (shown.property("door"), shown.property("parcels")) == ("Door 12 is open", "3 paczki")
    shown.setProperty("count", 5)
    assert shown.property("parcels") == "5 paczek"
    qapp.removeTranslator(translator)


def test_a_release_has_compiled_catalogs_alone_and_writes_nothing(tmp_path: Path, write: Write) -> None:
    text = write("de", GERMAN)
    text.with_suffix(".mo").write_bytes(compile_catalog(text.read_bytes(), "de"))
    text.unlink()
    before = sorted(tmp_path.rglob("*"))
    catalog = load(tmp_path, "de")
    assert catalog is not None
    assert catalog.pgettext("Home", "Pick up") == "Abholen"
    assert sorted(tmp_path.rglob("*")) == before
