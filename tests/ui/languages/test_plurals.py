"""The sixteen languages before their words come: plural rules against CLDR's, names, directions."""

from __future__ import annotations

import gettext
import io

import pytest
from babel.core import Locale
from babel.messages.pofile import read_po
from PySide6.QtCore import QObject

from ui.extract import text_of
from ui.languages import is_right_to_left, native_name
from ui.plurals import RULES, rule_of, with_rule
from ui.translator import compile_catalog

SAID = {
    # 0, 1, 2, 5, 11, 25, 100 and a million, as CLDR 47 sorts whole numbers
    "ar": "zero one two few many many other other",
    "cs": "other one few other other other other other",
    "de": "other one other other other other other other",
    "en": "other one other other other other other other",
    "es": "other one other other other other other many",
    "fr": "one one other other other other other many",
    "he": "other one two other other other other other",
    "it": "other one other other other other other many",
    "nl": "other one other other other other other other",
    "pl": "many one few many many many many many",
    "pt": "one one other other other other other many",
    "ro": "few one few few few other other other",
    "ru": "many one few many many many many many",
    "tr": "other one other other other other other other",
    "uk": "many one few many many many many many",
    "zh-Hans": "other other other other other other other other",
}
NUMBERS = (0, 1, 2, 5, 11, 25, 100, 1_000_000)
NAMES = {
    "ar": "العربية", "cs": "Čeština", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français",
    "he": "עברית", "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ro": "Română",
    "ru": "Русский", "tr": "Türkçe", "uk": "Українська", "zh-Hans": "简体中文",
}  # fmt: skip


def test_the_sixteen_have_a_rule() -> None:
    assert sorted(RULES) == sorted(SAID) == sorted(NAMES)
    assert len(RULES) == 16


@pytest.mark.parametrize("code", RULES)
def test_each_number_takes_the_form_that_cldr_says(code: str) -> None:
    rule = RULES[code]
    choose = gettext.c2py(rule.choose)
    assert " ".join(rule.forms[choose(n)] for n in NUMBERS) == SAID[code]
    category = Locale.parse(code, sep="-").plural_form
    many = (*range(1_200), *(n * 1_000_000 + rest for n in (1, 2, 17) for rest in (0, 1, 2, 5)))
    assert not [(n, rule.forms[choose(n)], category(n)) for n in many if rule.forms[choose(n)] != category(n)]


@pytest.mark.parametrize("code", RULES)
def test_a_catalog_that_is_begun_has_the_rule_and_all_its_forms(code: str) -> None:
    began = with_rule(b"", code)
    catalog = read_po(io.BytesIO(began), locale=code.replace("-", "_"))
    catalog.add(("%n doors", "%n doors"), context="Home")
    kept = text_of(catalog)
    assert f'"Plural-Forms: {RULES[code]}\\n"' in kept
    assert kept.count("msgstr[") == len(RULES[code].forms)
    assert with_rule(kept.encode(), code) == kept.encode()
    forms = tuple(f"%n {form}" for form in RULES[code].forms)
    whole = read_po(io.BytesIO(began), locale=code.replace("-", "_"))
    whole.add(("%n doors", "%n doors"), forms, context="Home")
    spoken = gettext.GNUTranslations(
        io.BytesIO(compile_catalog(text_of(whole).encode(), code.replace("-", "_")))
    )
    said = [spoken.npgettext("Home", "%n doors", "%n doors", n).removeprefix("%n ") for n in NUMBERS]
    assert " ".join(said) == SAID[code]


def test_a_kind_of_a_language_has_its_rule_and_a_strange_one_none() -> None:
    assert rule_of("de-AT") is rule_of("de_AT") is RULES["de"]
    assert rule_of("zh_Hans_CN") is RULES["zh-Hans"]
    assert rule_of("xx") is None
    assert with_rule(b"as it was", "xx") == b"as it was"


def test_a_rule_that_a_catalog_was_written_by_is_kept() -> None:
    other = b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n>1;\\n"\n'
    assert with_rule(other, "de") == other


@pytest.mark.parametrize("code", NAMES)
def test_each_is_called_as_its_speakers_call_it_and_runs_its_way(code: str, qapp: QObject) -> None:
    assert native_name(code) == NAMES[code]
    assert is_right_to_left(code) == (code in {"ar", "he"})
