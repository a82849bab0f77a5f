"""When a sight is believed, and when it is news."""

from __future__ import annotations

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.acceptance import MEMORY, REPEAT_AFTER, Acceptance
from hardware.vision.codes.sights import Outline, Sight, overlap, passes_checks

HERE: Outline = ((10, 10), (110, 10), (110, 60), (10, 60))
THERE: Outline = ((500, 400), (600, 400), (600, 450), (500, 450))


def sight(text: str, symbology: Symbology = Symbology.CODE128, outline: Outline = HERE) -> Sight:
    return Sight(text, symbology, outline)


def test_two_equal_reads_of_different_views_are_believed() -> None:
    acceptance = Acceptance()
    assert acceptance.see([sight("A")], view=1, now=0.0) == []
    assert acceptance.see([sight("A")], view=2, now=0.1) == [sight("A")]


def test_the_same_view_twice_proves_nothing() -> None:
    acceptance = Acceptance()
    assert acceptance.see([sight("A")], view=1, now=0.0) == []
    assert acceptance.see([sight("A")], view=1, now=0.1) == []
    assert acceptance.undecided


def test_one_read_is_enough_for_what_is_expected() -> None:
    acceptance = Acceptance()
    acceptance.is_expected = lambda text: text == "A"
    assert acceptance.see([sight("A"), sight("B", outline=THERE)], view=1, now=0.0) == [sight("A")]


def test_a_trade_number_needs_three() -> None:
    acceptance = Acceptance()
    code = sight("4006381333931", Symbology.EAN13)
    assert acceptance.see([code], view=1, now=0.0) == []
    assert acceptance.see([code], view=2, now=0.0) == []
    assert acceptance.see([code], view=3, now=0.0) == [code]


def test_a_rival_at_the_same_place_must_be_outvoted() -> None:
    acceptance = Acceptance()
    acceptance.see([sight("wrong")], view=1, now=0.0)
    assert acceptance.see([sight("right")], view=2, now=0.1) == []
    assert acceptance.see([sight("right")], view=3, now=0.2) == [sight("right")]
    assert acceptance.see([sight("wrong")], view=4, now=0.3) == []


def test_another_label_in_the_same_place_later_is_no_rival() -> None:
    acceptance = Acceptance()
    for n in range(10):
        acceptance.see([sight("old")], view=n, now=0.0)
    acceptance.see([sight("new")], view=20, now=0.5)
    assert acceptance.see([sight("new")], view=21, now=0.6) == [sight("new")]


def test_in_a_new_scene_the_old_one_counts_for_nothing() -> None:
    acceptance = Acceptance()
    for n in range(10):
        acceptance.see([sight("old")], view=n, now=0.0)
    acceptance.see([sight("half")], view=10, now=0.0)
    acceptance.new_scene()
    assert acceptance.see([sight("half"), sight("new")], view=11, now=0.0) == []
    assert acceptance.see([sight("new")], view=12, now=0.0) == [sight("new")]


def test_two_codes_at_two_places_are_no_rivals() -> None:
    acceptance = Acceptance()
    both = [sight("A"), sight("B", outline=THERE)]
    assert acceptance.see(both, view=1, now=0.0) == []
    assert acceptance.see(both, view=2, now=0.1) == both


def test_old_sights_are_forgotten() -> None:
    acceptance = Acceptance()
    acceptance.see([sight("A")], view=1, now=0.0)
    assert acceptance.see([sight("A")], view=2, now=MEMORY + 0.1) == []


def test_what_stays_in_view_is_news_once() -> None:
    acceptance = Acceptance()
    news = [len(acceptance.see([sight("A")], view=n, now=n * 0.1)) for n in range(100)]
    assert sum(news) == 1


def test_what_comes_back_is_news_after_two_seconds_only() -> None:
    acceptance = Acceptance()
    for n in range(2):
        acceptance.see([sight("A")], view=n, now=0.0)
    assert acceptance.see([sight("A")], view=3, now=REPEAT_AFTER - 0.1) == []
    later = 2 * REPEAT_AFTER + 1
    acceptance.see([sight("A")], view=4, now=later)
    assert acceptance.see([sight("A")], view=5, now=later) == [sight("A")]


def test_a_picture_that_stands_still_keeps_its_code_in_view() -> None:
    acceptance = Acceptance()
    for n in range(2):
        acceptance.see([sight("A")], view=n, now=0.0)
    for n in range(100):
        acceptance.stand_still(since=0.0, now=n * 0.5)
        acceptance.see([], view=None, now=n * 0.5)
    for n in range(2, 5):
        assert acceptance.see([sight("A")], view=n, now=50.0) == []


def test_the_checks_of_each_symbology() -> None:
    assert passes_checks(sight("00012345678905", Symbology.ITF14))
    assert not passes_checks(sight("00012345678904", Symbology.ITF14))
    assert not passes_checks(sight("12345670", Symbology.ITF14))
    assert passes_checks(sight("4006381333931", Symbology.EAN13))
    assert not passes_checks(sight("4006381333932", Symbology.EAN13))
    assert not passes_checks(sight("A1", Symbology.CODE39))
    assert not passes_checks(sight("", Symbology.QR))
    assert not passes_checks(sight("A", Symbology.UNKNOWN))


def test_reads_of_one_print_overlap() -> None:
    shifted: Outline = ((20, 15), (100, 15), (100, 50), (20, 50))
    assert overlap(HERE, shifted)
    assert not overlap(HERE, THERE)
