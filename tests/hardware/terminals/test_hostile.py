"""Whatever a terminal does: one outcome a sale, nothing believed that isn't so, no card number kept."""

from __future__ import annotations

import logging
from itertools import pairwise

import pytest

from hardware.outcomes.devices import DeviceDown
from hardware.outcomes.terminals import (
    CardDeclined,
    CardDone,
    CardHolding,
    CardNotSent,
    CardRefusal,
    CardUnknown,
    CardWorking,
    TerminalDayClosed,
    TerminalDayOpen,
    TerminalNews,
    TerminalState,
)
from hardware.terminals.script import SaleAct, VanishAt
from tests.hardware.terminals.rig import PRICE, TerminalRig

VALUES = {SaleAct.AMOUNT: "900", SaleAct.DECLINE: "05", SaleAct.DECLINE_DONE: "6C"}
WAYS = ("", "pieces", "lump", *(f"vanish {step}{keep}" for step in VanishAt for keep in ("", " keep")))


def played(script: str, *, tcp: bool, jams: bool) -> TerminalRig:
    """One sale; what is unknown is asked afterwards, once."""
    rig = TerminalRig(tcp=tcp)
    rig.sale(script)
    rig.give_goods(jams=jams)
    rig.on(CardUnknown, lambda _unknown: rig.terminal.ask("asked", PRICE, 42), id_="a")
    rig.run(900.0)
    return rig


@pytest.mark.parametrize("act", list(SaleAct))
def test_nothing_is_believed_that_is_not_so(act: SaleAct) -> None:
    """Every kind of sale, in every way that bytes come and plugs are pulled, on both kinds of lines."""
    for tcp in (True, False):
        for way in WAYS:
            for jams in (False, True):
                script = f"{act} {VALUES.get(act, '')} {way}"
                rig = played(script, tcp=tcp, jams=jams)
                case = f"{script}, tcp {tcp}, jams {jams}: {rig.outcomes()} {rig.outcomes('asked')}"
                charged, outcome = rig.zvt.till.charged, rig.outcome()
                asked = rig.outcomes("asked")
                assert len(asked) == isinstance(outcome, CardUnknown), case
                last = asked[0] if asked else outcome
                match last:
                    case CardDone():
                        assert charged == PRICE, case
                    case CardDeclined() | CardNotSent():
                        assert charged == 0, case
                    case CardUnknown():
                        pass
                assert len([each for each in rig.zvt.asked if each[:2] == b"\x06\x01"]) <= 1, case
                assert len(rig.of(CardHolding)) <= 1, case


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("decline 05", CardDeclined("a", CardRefusal.BANK, 0x05)),
        ("decline-done 6C", CardDeclined("a", CardRefusal.CANCELLED, 0x6C)),
        ("abort 6C", CardDeclined("a", CardRefusal.CANCELLED, 0x6C)),
        ("busy", CardNotSent("a", CardRefusal.BUSY)),
        ("update", CardDeclined("a", CardRefusal.UPDATING, 0xE0)),
    ],
)
def test_what_a_refusal_comes_to(script: str, outcome: object) -> None:
    rig = TerminalRig()
    rig.sale(script)
    rig.run(20.0)
    assert rig.outcome() == outcome
    assert rig.of(CardHolding) == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("amount 900", "it approved 900 instead of 450"),
        ("other-terminal", "another terminal's answer came"),
        ("old-receipt", "it told of the payment before this one"),
        ("unknown-bitmap", "bitmap D0 is unknown, so what follows it can't be read"),
    ],
)
def test_an_approval_of_something_else_is_told_back_and_unknown(script: str, reason: str) -> None:
    rig = TerminalRig()
    rig.sale(script)
    rig.run(20.0)
    outcome = rig.outcome()
    assert isinstance(outcome, CardUnknown)
    assert outcome.reason == reason
    assert rig.sent("84 66 00")
    assert rig.zvt.till.charged == 0


def test_a_refused_sale_that_is_completed_is_unknown_and_then_known() -> None:
    rig = played("complete-refused", tcp=True, jams=True)
    assert isinstance(rig.outcome(), CardUnknown)
    assert isinstance(rig.outcome("asked"), CardDone)
    assert rig.zvt.till.charged == PRICE


def test_one_that_never_says_that_it_is_over_is_asked_after_three_minutes() -> None:
    rig = played("never-done", tcp=True, jams=False)
    assert isinstance(rig.outcome(), CardUnknown)
    assert isinstance(rig.outcome("asked"), CardDone)


@pytest.mark.parametrize("script", ["foreign", "garbage"])
def test_a_terminal_that_speaks_something_else_is_a_state(script: str) -> None:
    rig = TerminalRig()
    rig.sale(script)
    rig.run(6.0)
    assert isinstance(rig.outcome(), CardUnknown)
    assert TerminalState.FOREIGN in [each.state for each in rig.of(TerminalNews)] or script == "garbage"
    assert rig.of(DeviceDown)


def test_a_person_may_stop_until_it_is_approved() -> None:
    rig = TerminalRig()
    rig.zvt.till.think = 10.0
    rig.sale()
    rig.at(3.0, lambda: rig.terminal.cancel("a"))
    rig.give_goods()
    rig.run(30.0)
    assert rig.sent("06 B0") == ["06 B0 00"]
    assert rig.outcome() == CardDeclined("a", CardRefusal.CANCELLED, 0x6C)


def test_a_stop_that_comes_too_late_changes_nothing() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.on(CardHolding, lambda holding: rig.terminal.cancel(holding.id))
    rig.give_goods()
    rig.run(30.0)
    assert rig.sent("06 B0") == []
    assert isinstance(rig.outcome(), CardDone)


def test_what_it_does_is_told_by_kind_and_never_by_its_own_words() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods()
    rig.run(10.0)
    assert [each.doing for each in rig.of(CardWorking)] == ["card"]


def test_a_terminal_that_is_not_there_takes_no_orders_and_answers_at_once() -> None:
    rig = TerminalRig()
    rig.plugged = False
    rig.at(1.0, lambda: None)
    rig.terminal.begin("early", PRICE)
    rig.terminal.close_day("day")
    assert rig.outcome("early") == CardNotSent("early", CardRefusal.GONE)
    assert rig.of(TerminalDayOpen) == [TerminalDayOpen("terminal", "day", CardRefusal.GONE)]
    rig.terminal.bury()


def test_a_question_waits_for_the_terminal_and_is_answered_at_the_end() -> None:
    rig = TerminalRig()
    rig.terminal.ask("q", PRICE, 42)
    rig.terminal.bury()
    assert isinstance(rig.outcome("q"), CardUnknown)


@pytest.mark.parametrize(("code", "state"), [(0xC2, "service"), (0xDF, "service"), (0x9C, "busy")])
def test_a_terminal_that_wants_a_person_sells_nothing_and_says_so(code: int, state: str) -> None:
    rig = TerminalRig()
    rig.zvt.till.state = code
    rig.sale()
    rig.run(5.0)
    assert rig.outcome() == CardNotSent("a", CardRefusal.BUSY)
    assert rig.of(TerminalNews)[-1].state == state
    assert rig.sent("06 01") == []


def test_a_terminal_is_looked_at_every_minute_and_its_recovery_told() -> None:
    rig = TerminalRig()
    rig.zvt.till.state = 0xC2
    rig.at(20.0, lambda: setattr(rig.zvt.till, "state", 0))
    rig.run(200.0)
    looks = list(rig.sent_at("05 01"))
    calm = [after - before for before, after in pairwise(looks)][-2:]
    assert all(60.0 <= each < 61.0 for each in calm)
    assert [each.state for each in rig.of(TerminalNews)][:2] == ["service", "ready"]


@pytest.mark.parametrize(("before", "state"), [(None, 0x00), (43, 0xC2)])
def test_a_question_without_a_receipt_to_compare_stays_open(before: int | None, state: int) -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods()

    def ask(_done: CardDone) -> None:
        rig.zvt.till.state = state
        rig.terminal.ask("q", PRICE, before)

    rig.on(CardDone, ask)
    rig.run(200.0)
    assert isinstance(rig.outcome("q"), CardUnknown)


def test_a_reversal_is_no_payment() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods()
    rig.on(CardDone, lambda done: rig.terminal.reverse("r", done.slip), id_="a")
    rig.on(CardDone, lambda _done: rig.terminal.ask("q", PRICE, 43), id_="r")
    rig.run(200.0)
    assert isinstance(rig.outcome("q"), CardUnknown)


def test_reversing_compares_what_was_reversed() -> None:
    rig = TerminalRig()
    rig.sale(amount=450, id_="a")
    rig.sale(amount=900, id_="b", after=6.0)
    rig.give_goods()
    rig.zvt.till.reverses_last = True
    rig.on(CardDone, lambda _done: rig.terminal.reverse("r", rig.of(CardDone)[0].slip), id_="b")
    rig.run(30.0)
    wrong = rig.outcome("r")
    assert isinstance(wrong, CardUnknown)
    assert wrong.reason == "it took back another payment, of 900"


def test_a_refund_is_what_was_asked_for() -> None:
    rig = TerminalRig()
    rig.at(1.0, lambda: rig.terminal.refund("r", 450))
    rig.run(10.0)
    assert isinstance(rig.outcome("r"), CardDone)
    assert rig.sent("06 31") == ["06 31 0D 00 00 00 04 00 00 00 00 04 50 49 09 78"]
    assert rig.zvt.till.charged == -450


def test_a_day_with_an_open_hold_is_not_settled() -> None:
    rig = TerminalRig()
    rig.at(1.0, lambda: rig.terminal.hold("h", 5000))
    rig.at(5.0, lambda: rig.terminal.close_day("day"))
    rig.on(TerminalDayOpen, lambda _open: rig.terminal.free("f", rig.of(CardDone)[0].slip))
    rig.on(CardDone, lambda _done: rig.terminal.close_day("again"), id_="f")
    rig.run(30.0)
    assert rig.of(TerminalDayOpen) == [TerminalDayOpen("terminal", "day", CardRefusal.IMPOSSIBLE, (43,))]
    assert [(each.id, each.total) for each in rig.of(TerminalDayClosed)] == [("again", 0)]
    assert rig.zvt.till.charged == 0


def test_a_question_whose_line_is_cut_is_asked_on_the_next_one() -> None:
    rig = TerminalRig()
    rig.at(1.0, lambda: rig.terminal.ask("q", PRICE, 42))
    for second in (1.5, 30.0, 65.0):
        rig.at(second, rig.pull)
    rig.sale(id_="later", after=120.0)
    rig.give_goods()
    rig.run(200.0)
    assert len(rig.of(DeviceDown)) >= 3
    assert rig.outcome("q") == CardDeclined("q", CardRefusal.NOT_PAID)
    assert isinstance(rig.outcome("later"), CardDone)


def test_a_terminal_that_says_nothing_of_its_last_receipt_is_not_ready() -> None:
    rig = TerminalRig()
    rig.zvt.deaf_to = bytes.fromhex("06 20")
    rig.sale(after=20.0)
    rig.run(60.0)
    assert TerminalState.READY not in [each.state for each in rig.of(TerminalNews)]
    assert isinstance(rig.outcome(), CardNotSent)


def test_a_day_whose_line_is_cut_is_not_settled_as_far_as_anybody_knows() -> None:
    rig = TerminalRig()
    rig.zvt.deaf_to = bytes.fromhex("06 50")
    rig.at(1.0, lambda: rig.terminal.close_day("day"))
    rig.at(3.0, rig.pull)
    rig.run(20.0)
    assert rig.of(TerminalDayOpen) == [TerminalDayOpen("terminal", "day", CardRefusal.GONE)]


def test_no_day_is_closed_while_a_payment_is_looked_for() -> None:
    rig = TerminalRig()
    rig.at(1.0, lambda: rig.terminal.ask("q", PRICE, 42))
    rig.at(20.0, lambda: rig.terminal.close_day("day"))
    rig.run(200.0)
    assert rig.of(TerminalDayOpen) == [TerminalDayOpen("terminal", "day", CardRefusal.BUSY)]
    assert rig.outcome("q") == CardDeclined("q", CardRefusal.NOT_PAID)
    assert rig.sent("06 50") == []


def test_a_terminal_that_takes_no_container_is_asked_without() -> None:
    rig = TerminalRig()
    rig.zvt.refuses_containers = True
    rig.sale()
    rig.give_goods()
    rig.run(15.0)
    assert rig.sent("06 00")[:2] == [
        "06 00 0E 00 00 00 BE 09 78 06 06 26 04 0A 02 06 D3",
        "06 00 06 00 00 00 BE 09 78",
    ]
    assert rig.sent("06 01") == ["06 01 0E 04 00 00 00 00 04 50 49 09 78 01 1E 02 0A"]
    assert isinstance(rig.outcome(), CardDone)


def test_18_no_whole_card_number_and_no_track_in_any_value_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rig = TerminalRig()
    rig.sale("clear-number")
    rig.give_goods()
    rig.run(20.0)
    done = rig.outcome()
    assert isinstance(done, CardDone)
    assert done.slip.number == "411111******1111"
    sent = bytes(byte for _, _, data in rig.passed for byte in data)
    assert bytes.fromhex("4111111111111111") in sent
    kept = repr(rig.reports) + caplog.text + repr([vars(record) for record in caplog.records])
    for secret in ("4111111111", "1111111111", "25122010000", "41 11 11 11 11 11"):
        assert secret not in kept
