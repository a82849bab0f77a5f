"""The words of money: what a payment is to do, how somebody pays, and how it ended."""

from __future__ import annotations

from enum import StrEnum


class PayWhat(StrEnum):
    """What a provider is asked for."""

    TAKE = "take"
    HOLD = "hold"
    """Kept back on the card, and taken or freed later."""
    CAPTURE = "capture"
    """Take of what is held; the rest is freed."""
    VOID = "void"
    """Free what is held, or refuse what was approved and waits for its door."""
    REFUND = "refund"
    """Give back of what was taken."""
    GIVE = "give"
    """Pay the visitor."""


class PayWay(StrEnum):
    """How somebody pays, as they see it."""

    CARD = "card"
    PHONE = "phone"
    """A link that their phone opens."""
    CODE = "code"
    """A voucher."""
    ACCOUNT = "account"
    """On the monthly list of whoever has signed in."""


class PayResult(StrEnum):
    """How a payment ended, as the journal keeps it."""

    DONE = "done"
    DECLINED = "declined"
    NOT_SENT = "not_sent"
    """The provider surely never heard of it."""
    UNKNOWN = "unknown"
    """Nobody knows whether money has moved. It is asked, and never repeated."""


class DeclineReason(StrEnum):
    """Why a payment was declined, as far as it is known."""

    REFUSED = "refused"
    """By whoever issued the card."""
    FUNDS = "funds"
    PIN = "pin"
    CARD = "card"
    """It is expired, can't be read, or is of a kind that is not taken here."""
    CANCELLED = "cancelled"
    """By the visitor."""
    TIMED_OUT = "timed_out"
    """Nobody showed a card in time."""
    SERVICE = "service"
    """The terminal can't do it, or not now."""
    CODE = "code"
    """Not a voucher that is good here."""
    OTHER = "other"


class PayStep(StrEnum):
    """What the provider is doing, in our own words."""

    CONNECTING = "connecting"
    SHOW_CARD = "show_card"
    READING = "reading"
    PIN = "pin"
    AUTHORISING = "authorising"
    REMOVE_CARD = "remove_card"
    OPEN_LINK = "open_link"
    FINISHING = "finishing"


class WayState(StrEnum):
    """Whether a provider can be used now."""

    READY = "ready"
    BUSY = "busy"
    """With something of its own, such as an update: it is over by itself."""
    GONE = "gone"
    SERVICE = "service"
    """It works, and asks for a person who services it."""
    OFFLINE = "offline"
    """It needs the operator's network, which is not there."""


class MoneyDecision(StrEnum):
    """What a person has decided about a charge that no machine can clear up."""

    REFUND = "refund"
    """Something of it goes back, the way it came."""
    GIVEN_BACK = "given_back"
    """It went back in another way."""
    PAID = "paid"
    """What nobody knew was paid after all."""
    NOT_PAID = "not_paid"
    WRITTEN_OFF = "written_off"
    """What is owed is not asked for any more."""


class BookedHow(StrEnum):
    """Why a charge is settled without a provider."""

    ACCOUNT = "account"
    WAIVED = "waived"
    BY_HAND = "by_hand"
    """Staff paid it out, or took it, in another way."""
    WRITTEN_OFF = "written_off"
