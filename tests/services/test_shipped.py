"""The services that come with Cubby: each is sound, speaks four languages, and says what it is known by."""

from __future__ import annotations

from typing import Final

import pytest

from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.words import Act
from kiosk.services.files import IN_A_FOLDER, SHIPPED
from kiosk.services.reading import load_rules
from kiosk.site.parts.pictures import PictureLimits, unfit

NAMES: Final = sorted(file.parent.name for file in SHIPPED.glob(f"*/{IN_A_FOLDER}"))
LANGUAGES: Final = ("ar", "de", "en", "pl")
WANTED: Final = {
    "parcel", "return", "send", "handover", "storage", "assigned-locker", "laundry", "mailroom",
    "groceries", "meal", "counter", "exchange", "repair", "loan", "rental", "trade-in", "packaging",
    "recycling", "free-library", "course-kit", "prescription", "specimen", "evidence",
}  # fmt: skip


def shipped(name: str) -> ServiceRules:
    return load_rules(SHIPPED / name / IN_A_FOLDER)


def test_every_service_of_the_list_is_there() -> None:
    assert set(NAMES) == WANTED


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_sound_and_speaks_four_languages(name: str) -> None:
    rules = shipped(name)
    assert rules.id == name
    assert tuple(texts.language for texts in rules.texts) == LANGUAGES
    assert all(texts.hint for texts in rules.texts)
    for key in ("name", "hint", "terms", "questions", "conditions"):
        said = [getattr(texts, key) for texts in rules.texts]
        assert all(said) or not any(said), f"{key} is said in some languages only"


@pytest.mark.parametrize("name", NAMES)
def test_a_service_has_a_picture_of_plain_shapes_without_words(name: str) -> None:
    file = SHIPPED / name / "picture.svg"
    assert unfit(file, PictureLimits(largest=16_384, pixels=1, side=1)) == ""
    assert "<text" not in file.read_text("utf-8")


def test_every_act_of_a_service_is_used_by_some_service() -> None:
    steps = [step for name in NAMES for step in shipped(name).steps]
    assert {step.act for step in steps} == {
        Act.DEPOSIT, Act.COLLECT, Act.BEGIN, Act.USE, Act.END, Act.PAY, Act.DECIDE,
    }  # fmt: skip


def test_a_service_that_extends_another_keeps_what_it_does_not_change() -> None:
    assert [step.name for step in shipped("laundry").steps] == ["hand-in", "to-shop", "from-shop", "home"]
    send, back = shipped("send"), shipped("return")
    assert send.steps[1].evidence == back.steps[1].evidence
    assert send.steps[0].charges
    assert not back.steps[0].charges
    assert shipped("rental").things == shipped("loan").things
