"""The catalogs in `locales/` say everything that the window says, in every language, and nothing else."""

from __future__ import annotations

import gettext
import re
from functools import cache

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT
from tests.helpers.words import Words
from ui.extract import catalog, missing
from ui.languages import SOURCE
from ui.plurals import RULES
from ui.translator import placeholders

LOCALES = ROOT / "locales"
LANGUAGES = ("ar", "de", "en", "pl")
OPEN: tuple[str, ...] = ()
"""Languages that may lack texts for now; never English and Arabic, and none in a release."""
_MANY = 1_000
_ENDS = {".": ".", "?": "?؟", ":": ":", "!": "!", "…": "…"}

Key = tuple[str | None, object]


def _key(message: Message) -> Key:
    return message.context, message.id


@cache
def _read(code: str) -> Catalog:
    with (LOCALES / code / "LC_MESSAGES" / "cubby.po").open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


@cache
def _template() -> Catalog:
    with (LOCALES / "cubby.pot").open("rb") as file:
        return read_po(file)


def _messages(of: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in of if message.id}


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string
    return (said or "",) if isinstance(said, str | None) else tuple(said)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _numbers(code: str, form: int) -> list[int]:
    """The numbers below a thousand that take this plural form."""
    choose = gettext.c2py(RULES[code].choose)
    return [n for n in range(_MANY) if choose(n) == form]


def _wrong(code: str, message: Message) -> list[str]:
    """What is the matter with one translation."""
    source, forms = _source(message), _forms(message)
    plural = isinstance(message.id, tuple)
    if code == SOURCE and not plural and not forms[0]:
        return []  # it is shown as it is written
    if plural and len(forms) != len(RULES[code].forms):
        return [f"{len(forms)} plural forms"]
    return [
        problem
        for form, text in enumerate(forms)
        for problem in _wrong_form(source, text, _numbers(code, form) if plural else [])
    ]


def _wrong_form(source: str, text: str, numbers: list[int]) -> list[str]:
    if not text:
        return ["is missing"]
    problems = []
    wanted = placeholders(source)
    # A form for one number alone may say it as a word.
    spelled = [p for p in wanted if p != "%n"] if len(numbers) == 1 else wanted
    if placeholders(text) not in (wanted, spelled):
        problems.append(f"has the placeholders {placeholders(text)}")
    if text != text.strip() or "  " in text:
        problems.append("has spaces too many")
    end = source[-1]
    if end in _ENDS and text[-1] not in _ENDS[end]:
        problems.append(f"does not end with {end!r}")
    if end not in _ENDS and text[-1] in ".:!":
        problems.append(f"ends with {text[-1]!r}")
    return problems


def test_there_is_a_catalog_for_each_language_and_no_other() -> None:
    assert sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/cubby.po")) == list(
        LANGUAGES
    )


def test_the_template_is_fresh() -> None:
    kept, now = _messages(_template()), _messages(catalog(ROOT))
    assert set(kept) == set(now), "extract again: see locales/README.md"
    assert {key: m.auto_comments for key, m in kept.items()} == {k: m.auto_comments for k, m in now.items()}
    assert len(now) > 50


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalog_has_every_message_and_no_other(code: str) -> None:
    assert set(_messages(_read(code))) == set(_messages(_template()))
    assert not _read(code).obsolete


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_a_guess(code: str) -> None:
    assert [_source(message) for message in _read(code) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plurals_are_those_of_the_language(code: str) -> None:
    assert _read(code).plural_forms == str(RULES[code])


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_translation_is_whole(code: str) -> None:
    found = [
        f"{message.context}: {_source(message)!r} {problem}: {_forms(message)}"
        for message in _messages(_read(code)).values()
        for problem in _wrong(code, message)
        if not (code in OPEN and problem == "is missing")
    ]
    assert not found, "\n".join(found)


def _released() -> bool:
    """Whether the newest version in the list of changes has a date."""
    heading = re.search(r"^## .*$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    return heading is not None and "unreleased" not in heading[0]


def test_a_release_leaves_no_language_open() -> None:
    assert set(OPEN) <= set(LANGUAGES) - {"en", "ar"}
    assert not (_released() and OPEN), f"translate {', '.join(OPEN)} before this version goes out"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_open_only_while_it_lacks_texts(code: str) -> None:
    assert bool(missing(_read(code), code)) == (code in OPEN)


def test_what_is_missing_is_counted() -> None:
    lacking = Catalog(locale="de")
    lacking.add("Open", "Offen", context="Home")
    lacking.add("Door %1", "", context="Home")
    lacking.add(("%n doors", "%n doors"), ("ein Fach", ""), context="Home")
    lacking.add("Close", "Zu", context="Home", flags=["fuzzy"])
    assert missing(lacking, "de") == ["Door %1", "%n doors", "Close"]
    english = Catalog(locale="en")
    english.add("Open", "", context="Home")
    english.add(("%n doors", "%n doors"), ("", ""), context="Home")
    assert missing(english, "en") == ["%n doors"]


def test_no_word_of_the_window_goes_round_the_catalogs() -> None:
    """Text in QML stands in qsTr; a property that is shown or read aloud never holds a bare word."""
    bare = re.compile(
        r'^\s*(?:text|sub|title|placeholderText|Accessible\.(?:name|description)):\s*"[^"]*[a-z]{2}'
    )
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in sorted((ROOT / "ui" / "qml").rglob("*.qml"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if bare.search(line) and line.strip() != 'title: "Cubby"'
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("code", "source", "string", "problem"),
    [
        ("de", "Door %1", "Tür", "placeholders"),
        ("de", "Door %1", "", "missing"),
        ("de", "Open.", "Offen", "does not end"),
        ("de", "Open", "Offen.", "ends with"),
        ("de", "Open", "Offen ", "spaces"),
        ("ar", "Open?", "مفتوح?", None),
        ("ar", "Open?", "مفتوح؟", None),
        ("de", ("%n day", "%n day"), ("ein Tag", "%n Tage"), None),
        ("de", ("%n day", "%n day"), ("%n Tag", "Tage"), "placeholders"),
        ("pl", ("%n day", "%n day"), ("%n dzień", "%n dni"), "2 plural forms"),
        ("en", "Door %1", "", None),
        ("en", ("%n day", "%n day"), ("", ""), "missing"),
    ],
)
def test_a_translation_that_is_not_whole_is_seen(
    code: str, source: str | tuple[str, str], string: str | tuple[str, ...], problem: str | None
) -> None:
    said = _wrong(code, Message(source, string))
    assert (problem is None and said == []) or (problem is not None and problem in " ".join(said))


def test_forms_of_one_number_are_told_from_those_of_many() -> None:
    one = {code: [form for form in range(6) if len(_numbers(code, form)) == 1] for code in LANGUAGES}
    assert one == {"ar": [0, 1, 2], "de": [0], "en": [0], "pl": [0]}


def test_the_compiled_catalogs_are_not_kept_with_the_source() -> None:
    assert "*.mo" in (ROOT / ".gitignore").read_text().split()


# --- as many as there are --------------------------------------------------------------------------

COUNTS = (1, 2, 5, 11, 25, 100)
"""One number of each form that CLDR knows of our languages, and one that a careless rule gets wrong."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_plural_form_stands_where_cldr_wants_it(code: str) -> None:
    choose = gettext.c2py(_read(code).plural_expr)
    category = Locale.parse(code).plural_form
    pairs = {(choose(number), category(number)) for number in range(_MANY)}
    assert len(pairs) == len({slot for slot, _ in pairs}) == len({form for _, form in pairs})
    assert len({choose(number) for number in COUNTS}) >= {"ar": 5, "pl": 3}.get(code, 2)


def _counted(text: str) -> str:
    """The word behind the number."""
    found = re.search(r"%n ([^\s.,:،؛]+)", text)
    return found[1] if found else ""


def test_arabic_nouns_have_the_case_of_their_number() -> None:
    """Five parcels, eleven of a parcel (accusative), a hundred of a parcel (genitive)."""
    slot = gettext.c2py(_read("ar").plural_expr)
    wrong = []
    for message in _messages(_read("ar")).values():
        if not isinstance(message.id, tuple):
            continue
        five, eleven, hundred = (_counted(_forms(message)[slot(n)]) for n in (5, 11, 100))
        if hundred.endswith("ًا") or (five != eleven and not eleven.endswith(("ًا", "ة"))):
            wrong.append(f"{message.context}: {message.id[0]}: {five}, {eleven}, {hundred}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ("1 parcel", "2 parcels", "5 parcels", "11 parcels", "25 parcels", "100 parcels")),
        ("de", ("1 Paket", "2 Pakete", "5 Pakete", "11 Pakete", "25 Pakete", "100 Pakete")),
        (
            "pl",
            ("1 paczka", "2 paczki", "5 paczek", "11 paczek", "25 paczek", "100 paczek"),
        ),
        ("ar", ("طرد", "طردان", "5 طرود", "11 طردًا", "25 طردًا", "100 طرد")),
    ],
)
def test_parcels_are_counted_as_people_count(code: str, said: tuple[str, ...]) -> None:
    words = Words(code)
    for number, part in zip(COUNTS, said, strict=True):
        assert part in words("PickUpOrGive", "%n parcels wait for you", n=number)


_NOUNS = "times|doors|parcels|digits|seconds|minutes|hours|days|boards|channels|tasks|rows|items|things|tries"


def test_what_is_counted_has_plural_forms() -> None:
    counted = re.compile(rf"%[1-9] (?:of %[1-9] )?(?:{_NOUNS})\b")
    wrong = [m.id for m in _messages(_template()).values() if isinstance(m.id, str) and counted.search(m.id)]
    assert not wrong


def test_one_is_not_many() -> None:
    of_one = [(m.id[0], _forms(m)[0]) for m in _messages(_read("en")).values() if isinstance(m.id, tuple)]
    assert not [text for _, text in of_one if re.search(rf"\b(%n|one|once) (?:{_NOUNS})\b", text)]
