"""Codes that prove nothing, each for another reason; whoever shows one must not learn which."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.journeys.handover.screens import ThanksChoice
from kiosk.orders.procedure import Secrets
from kiosk.orders.staff import RemoveStaff, remove
from tests.visits.rig import Kiosk

DAY: Final = 24 * 3600.0


def unknown(kiosk: Kiosk) -> Secrets:
    token = kiosk.vault.draw_token().text
    return Secrets("00000000", token)


def collected(kiosk: Kiosk) -> Secrets:
    secrets = kiosk.placed("12")
    kiosk.scans(secrets.token)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    return secrets


def not_yet_there(kiosk: Kiosk) -> Secrets:
    return kiosk.announced("JJD0007654321")


def expired(kiosk: Kiosk) -> Secrets:
    """A technician's of another firm, for a day."""
    secrets = kiosk.staff("subcontractor")
    kiosk.clock.advance(2 * DAY)
    return secrets


def dismissed(kiosk: Kiosk) -> Secrets:
    secrets = kiosk.staff("courier")
    remove(kiosk.book, RemoveStaff("Bo"))
    return secrets


def withdrawn(kiosk: Kiosk) -> Secrets:
    secrets = kiosk.placed("12")
    for thing in kiosk.ledger.consignments:
        kiosk.vault.revoke(consignment=thing)
    return secrets


def anothers_word(kiosk: Kiosk) -> Secrets:
    """The code for who has lost the phone proves nothing by itself."""
    return replace(kiosk.staff("technician"), pin=kiosk.staff("technician").recovery)


NOBODYS: Final = (unknown, collected, not_yet_there, expired, dismissed, withdrawn)
