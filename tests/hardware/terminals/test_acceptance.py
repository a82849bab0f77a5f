"""Part 6 of the facts on payments, by its numbers: what a terminal says, byte for byte, and the outcome."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.terminals import (
    CardDeclined,
    CardDone,
    CardHolding,
    CardNotSent,
    CardRefusal,
    CardUnknown,
    CardWorking,
    TerminalDayClosed,
    TerminalNews,
    TerminalState,
)
from tests.hardware.terminals.rig import PRICE, Spoken, TerminalRig

OK = "04 0F 18 27 00 04 00 00 00 00 04 50 49 09 78 0B 00 00 43 87 00 43 29 29 00 10 06"
OLD = OK.replace("00 43", "00 42")
NO = "04 0F 0E 27 6C 04 00 00 00 00 04 50 29 29 00 10 06"
OTHER = OK.replace("00 43", "00 44").replace("04 50", "09 00")
PAY = "06 01 10 04 00 00 00 00 04 50 49 09 78 01 1E 02 0A 06 00"
ASK = "06 20 05 00 00 00 03 03"
YES, FAILED, WAIT, DONE = "80 00 00", "84 66 00", "84 9C 00", "06 0F 00"
LOOK = f"""
> 05 01 03 00 00 00
< {YES}
< 06 0F 01 00
> {YES}
"""
GREETING = f"""
> 06 00 0E 00 00 00 BE 09 78 06 06 26 04 0A 02 06 D3
< {YES}
< 06 0F 0A 19 10 29 29 00 10 06 49 09 78
> {YES}{LOOK}"""


def receipt(status: str) -> str:
    return f"> {ASK}\n< {YES}\n< {status}\n> {YES}\n< {DONE}\n> {YES}\n"


START = GREETING + receipt(OLD)


def play(transcript: str, *, seconds: float = 30.0, split: bool = False) -> TerminalRig:
    spoken = Spoken(transcript)
    spoken.split = split
    rig = TerminalRig(spoken)
    rig.at(2.0, lambda: rig.terminal.begin("a", PRICE))
    rig.give_goods()
    rig.run(seconds)
    assert spoken.unexpected == []
    assert spoken.rest == []
    return rig


@pytest.mark.parametrize("split", [False, True], ids=["1", "12 in pieces of a byte"])
def test_1_and_12_an_approval_is_answered_once_the_goods_are_out(split: bool) -> None:
    rig = play(f"{START}> {PAY}\n< {YES}\n< {OK}\n> {YES}\n< {DONE}\n> {YES}", split=split)
    (holding,) = rig.of(CardHolding)
    done = rig.outcome()
    assert isinstance(done, CardDone)
    assert done.slip == holding.slip
    assert (done.slip.amount, done.slip.receipt, done.slip.terminal) == (450, 43, "29001006")


def test_2_a_refusal_is_no_goods() -> None:
    later = receipt(OLD)
    rig = play(f"{START}> {PAY}\n< {YES}\n< {NO}\n> {YES}\n< 06 1E 01 6C\n> {YES}\n{later}")
    assert rig.outcome() == CardDeclined("a", CardRefusal.CANCELLED, 0x6C)
    assert rig.of(CardHolding) == []


def test_3_done_without_a_status_is_unknown() -> None:
    rig = play(f"{START}> {PAY}\n< {YES}\n< {DONE}\n> {YES}\n{receipt(OLD)}")
    assert isinstance(rig.outcome(), CardUnknown)
    assert rig.of(CardHolding) == []


def test_4_an_order_that_nobody_answers_is_sent_once_in_ten_minutes() -> None:
    rig = play(f"{START}> {PAY}\n{GREETING}{receipt(OLD)}", seconds=600.0)
    assert isinstance(rig.outcome(), CardUnknown)
    assert rig.sent("06 01") == [PAY]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (receipt(OK), CardDone),
        (receipt(OLD) + LOOK + receipt(OLD), CardDeclined),
        (receipt(OTHER), CardUnknown),
        (f"> {ASK}\n< {YES}\n< {DONE}\n> {YES}", CardUnknown),
        (f"> {ASK}\n< 84 83 00", CardUnknown),
    ],
    ids=["5 paid", "6 not paid", "7 another payment", "8 nothing told", "refused"],
)
def test_5_to_8_a_cut_line_is_asked_afterwards_and_nothing_sent_again(
    told: str, outcome: type[CardDone | CardDeclined | CardUnknown]
) -> None:
    spoken = Spoken(f"{START}> {PAY}\n< {YES}\nwait 1\ncut\n{GREETING}{LOOK}{told}")
    rig = TerminalRig(spoken)
    rig.at(2.0, lambda: rig.terminal.begin("a", PRICE))
    rig.on(CardUnknown, lambda _unknown: rig.terminal.ask("b", PRICE, 42), id_="a")
    rig.run(120.0)
    assert spoken.unexpected == []
    assert spoken.rest == []
    assert isinstance(rig.outcome("a"), CardUnknown)
    assert isinstance(rig.outcome("b"), outcome)
    assert rig.sent("06 01") == [PAY]


def test_6_takes_a_minute_between_its_two_looks() -> None:
    rig = TerminalRig()
    rig.at(2.0, lambda: rig.terminal.ask("b", PRICE, 42))
    rig.run(200.0)
    first, second = list(rig.sent_at(ASK))[-2:]
    assert second - first >= 60.0
    assert rig.outcome("b") == CardDeclined("b", CardRefusal.NOT_PAID)


def test_10_a_jammed_door_takes_nothing_and_the_next_sale_comes_after_the_end() -> None:
    again = receipt(OLD)
    first = f"> {PAY}\n< {YES}\n< {OK}\n> {FAILED}\nwait 3\n< 06 1E 01 6C\n> {YES}\n"
    second = f"> {PAY}\n< {YES}\n< {OK.replace('00 43', '00 44')}\n> {YES}\n< {DONE}\n> {YES}"
    spoken = Spoken(START + first + again + second)
    rig = TerminalRig(spoken)
    rig.at(2.0, lambda: rig.terminal.begin("a", PRICE))
    rig.at(4.5, lambda: rig.terminal.begin("too soon", PRICE))
    rig.on(CardDeclined, lambda _declined: rig.terminal.begin("b", PRICE))
    rig.on(
        CardHolding,
        lambda each: rig.terminal.refuse("a") if each.id == "a" else rig.terminal.commit(each.id),
        after=2.0,
    )
    rig.run(30.0)
    assert (spoken.unexpected, spoken.rest) == ([], [])
    assert rig.outcome("a") == CardDeclined("a", CardRefusal.GOODS, 0x6C)
    assert rig.outcome("too soon") == CardNotSent("too soon", CardRefusal.BUSY)
    assert isinstance(rig.outcome("b"), CardDone)


def test_11_a_slow_door_is_waited_for() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods(after=8.0)
    rig.run(30.0)
    (held,) = [
        at for at, report in zip(rig.times, rig.reports, strict=True) if isinstance(report, CardHolding)
    ]
    assert isinstance(rig.outcome(), CardDone)
    waits = list(rig.sent_at(WAIT))
    assert all(later - before >= 1.0 for before, later in pairwise(waits))
    answers = [at for at in rig.sent_at(YES) if held <= at]
    assert min(answers) >= held + 8.0


def test_11_a_door_slower_than_the_terminal_waits_is_told_as_failed() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods(after=28.0)
    rig.run(60.0)
    assert rig.outcome() == CardDeclined("a", CardRefusal.GOODS, 0x6C)
    assert rig.sent(FAILED)
    assert len(rig.sent(WAIT)) == 1
    assert rig.zvt.till.charged == 0


def test_13_several_in_one_read_are_answered_in_their_order() -> None:
    both = f"< {YES} 04 FF 01 0E {OK}"
    rig = play(f"{START}> {PAY}\n{both}\n> {YES}\n> {YES}\n< {DONE}\n> {YES}")
    assert isinstance(rig.outcome(), CardDone)
    told = [type(each) for each in rig.reports if not isinstance(each, TerminalNews | DeviceUp | DeviceDown)]
    assert told == [CardWorking, CardHolding, CardDone]


def test_what_the_kiosk_cannot_do_is_refused_and_the_sale_goes_on() -> None:
    menu = "< 04 0E 02 11 22\n> 84 83 00\n"
    rig = play(f"{START}> {PAY}\n< {YES}\n{menu}< {OK}\n> {YES}\n< {DONE}\n> {YES}")
    assert isinstance(rig.outcome(), CardDone)


def test_14_on_a_serial_line_the_length_is_doubled_too() -> None:
    rig = TerminalRig(tcp=False)
    rig.sale(amount=1250)
    rig.give_goods()
    rig.run(20.0)
    assert rig.sent("10 02 06 01") == [
        "10 02 06 01 10 10 04 00 00 00 00 12 50 49 09 78 01 1E 02 0A 06 00 10 03 2B 14"
    ]
    assert isinstance(rig.outcome(), CardDone)
    assert rig.zvt.till.charged == 1250


def test_15_an_approval_that_comes_again_as_our_ack_was_lost_is_booked_once() -> None:
    rig = TerminalRig(tcp=False)
    rig.sale()
    rig.on(CardHolding, lambda _holding: None)
    rig.give_goods(after=8.0)
    rig.at(1.01, lambda: setattr(rig.zvt, "drops_acks", 2))
    rig.run(40.0)
    repeated = [each for each in rig.passed if b"\x10\x02\x04\x0f" in each[2]]
    assert len(repeated) > 1
    assert len(rig.of(CardHolding)) == 1
    assert isinstance(rig.outcome(), CardDone)
    assert rig.zvt.till.charged == PRICE


def test_16_a_hold_may_be_less_and_says_so() -> None:
    rig = TerminalRig()
    rig.zvt.till.holds_less = 1000
    rig.at(1.0, lambda: rig.terminal.hold("h", 2000))
    rig.on(CardDone, lambda done: rig.terminal.free("f", done.slip), id_="h")
    rig.run(20.0)
    held = rig.outcome("h")
    assert isinstance(held, CardDone)
    assert held.slip.amount == 1000
    assert isinstance(rig.outcome("f"), CardDone)
    assert rig.sent("06 22") == ["06 22 0A 04 00 00 00 00 20 00 49 09 78"]
    assert rig.sent("06 25") == ["06 25 03 87 00 43"]
    assert rig.zvt.till.charged == 0


def test_17_the_used_part_of_a_hold_is_booked_and_never_named_as_unused() -> None:
    rig = TerminalRig()
    rig.at(1.0, lambda: rig.terminal.hold("h", 5000))
    rig.on(CardDone, lambda done: rig.terminal.book("k", done.slip, 1100), id_="h")
    rig.run(20.0)
    assert rig.sent("06 24") == ["06 24 0D 87 00 43 04 00 00 00 00 11 00 49 09 78"]
    assert rig.sent("06 23") == []
    assert isinstance(rig.outcome("k"), CardDone)
    assert rig.zvt.till.charged == 1100


def test_18_a_whole_card_number_goes_no_further() -> None:
    shown = OK.replace("04 0F 18", "04 0F 23") + " 22 F0 F8 41 11 11 11 11 11 11 11"
    rig = play(f"{START}> {PAY}\n< {YES}\n< {shown}\n> {YES}\n< {DONE}\n> {YES}")
    done = rig.outcome()
    assert isinstance(done, CardDone)
    assert done.slip.number == "411111******1111"
    assert "4111111111" not in repr(rig.reports)


def test_19_a_terminal_that_wants_its_day_end_gets_it_and_sells_again() -> None:
    rig = TerminalRig()
    rig.sale("day-end")
    rig.sale(id_="b", after=15.0)
    rig.give_goods()
    rig.run(40.0)
    assert rig.outcome("a") == CardDeclined("a", CardRefusal.DAY_END, 0xF0)
    assert [each.id for each in rig.of(TerminalDayClosed)] == [""]
    assert isinstance(rig.outcome("b"), CardDone)
    assert [each.id for each in rig.of(CardHolding)] == ["b"]
    assert rig.of(TerminalNews)[-1].state is TerminalState.READY


def test_20_the_day_tells_its_total_and_its_receipts() -> None:
    rig = TerminalRig()
    rig.sale(amount=900, id_="a")
    rig.sale(amount=900, id_="b", after=6.0)
    rig.give_goods()
    rig.at(12.0, lambda: rig.terminal.close_day("day"))
    rig.run(30.0)
    (day,) = rig.of(TerminalDayClosed)
    assert (day.id, day.total, day.first, day.last) == ("day", 1800, 43, 44)
    assert [(each.card, each.count, each.total) for each in day.of] == [("Visa", 2, 1800)]
    assert rig.sent("06 23") == ["06 23 03 87 FF FF"]


def test_22_a_payment_is_taken_back_without_the_card() -> None:
    rig = TerminalRig()
    rig.sale()
    rig.give_goods()
    rig.on(CardDone, lambda done: rig.terminal.reverse("r", done.slip), id_="a")
    rig.run(30.0)
    assert rig.sent("06 30") == ["06 30 06 00 00 00 87 00 43"]
    assert isinstance(rig.outcome("r"), CardDone)
    assert rig.zvt.till.charged == 0
