"""What is said of every sample, and what is not."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject

from kiosk.journeys.every import SAMPLES
from tests.helpers.length import share
from tests.ui.easels import easel
from ui import accessible
from ui.gallery import Easel, Wish


def test_no_screen_is_silent_and_nothing_is_said_twice(on: Easel) -> None:
    wrong = []
    for name in share(SAMPLES, 0, 2):
        on.put(SAMPLES[name])
        said = on.spoken().splitlines()
        if not said or not said[0] or len(said[0]) < 2:
            wrong.append(f"{name}: {said[:1]}")
        texts = [one for one in said if len(one) > 25 and said.count(one) > 1]
        # Of two choices the same may be said.
        alike = {one.description for one in accessible.controls(on.app.root)}
        wrong += [f"{name}: {one}" for one in texts if one not in alike and not one.startswith("Press Enter")]
    assert not wrong, "\n".join(wrong)


def test_a_wrong_code_is_heard_right_after_the_title(on: Easel) -> None:
    on.put(SAMPLES["pin-not-found"])
    said = on.spoken().splitlines()
    assert said[0] == "Your code"
    assert "don't know this code" in said[1]


def test_an_open_door_is_said_with_its_number_and_place(on: Easel) -> None:
    on.put(SAMPLES["take"])
    said = on.spoken().splitlines()
    assert said[0] == "Door 12 is open"
    assert "Above the screen, at head height" in said
    assert "12" not in said, "it is in the title"
    assert said[-2:] == [
        "Something is wrong",
        "For “Something is wrong”, press an arrow key, then Enter.",
    ]


def test_enter_is_promised_only_where_it_answers(on: Easel) -> None:
    on.put(SAMPLES["did-you-take-it"])
    said = on.spoken().splitlines()
    assert said[-1] == "Choose with the arrow keys."
    assert "12" not in said, "it is in a sentence"


def test_each_language_is_said_in_its_own_voice(on: Easel) -> None:
    on.put(SAMPLES["languages"])
    assert "[de] Deutsch" in on.spoken().splitlines()


def test_of_a_long_list_only_the_first_are_said_and_how_many_follow(on: Easel) -> None:
    on.stage.toggle("reach")
    on.put(SAMPLES["doors-sixty"])
    said = on.spoken()
    assert len(re.findall(r"^Door \d+$", said, re.MULTILINE)) == 9
    assert re.search(r"^and \d+ more$", said, re.MULTILINE)


def test_a_code_that_is_shown_is_never_said(on: Easel) -> None:
    on.put(SAMPLES["delegate-code"])
    code = SAMPLES["delegate-code"].code  # type: ignore[attr-defined]  # this sample is a DelegateCode
    assert code not in on.spoken().replace(" ", "")


@pytest.mark.parametrize("language", ["ar"])
def test_another_language_is_said_in_its_own_words(language: str, qapp: QObject) -> None:
    made = easel(Wish((language,), ((1080, 1920),)))
    made.put(SAMPLES["take"], language)
    said = made.spoken()
    made.close()
    assert "12" in said
    assert not re.search("[A-Za-z]{3}", said)
