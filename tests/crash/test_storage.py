"""A disk that is full, read-only or fails to sync: the kiosk says so, spoils nothing, and comes back."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.control.client import ask
from kiosk.journeys.front.screens import Home, OutOfService, OutReason
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce
from kiosk.visits.scene import Scene
from tests.crash.cabinet import LABELS, write_site
from tests.crash.checks import Checker, Frame, Told
from tests.crash.kiosk import Birth
from tests.crash.nursery import UnderStrace
from tests.crash.world import What, World
from tests.helpers.inbox import Inbox

FAULTS = {
    "full": "pwrite64:error=ENOSPC:when=320..327",
    "read-only": "pwrite64:error=EROFS:when=320..327",
    "no sync": "fdatasync:error=EIO:when=45..50",
}
MANY = 400


class Bad:
    """A kiosk whose disk goes bad for a while and gets well again, its operator, and its doors."""

    def __init__(self, folder: Path, fault: str, stack: ExitStack) -> None:
        self.data = folder / "data"
        site = write_site(folder / "site.toml", folder / "bus")
        self.world = stack.enter_context(World(folder / "bus", lambda _: None))
        self.screen = Inbox()
        self.told = Told()
        call = fault.split(":", maxsplit=1)[0]
        strace = UnderStrace("-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={fault}")
        self._kiosk = strace.born(Birth(str(site), str(self.data)), self.screen.put)
        self._orders = _orders()

    def orders_until(self, ok: bool) -> dict[str, Any]:
        """Give orders, close the doors they open, and return the first reply that is as wanted."""
        for order in itertools.islice(self._orders, MANY):
            reply = ask(self.data, order)
            if reply["ok"]:
                self.told.replies.append((order, reply))
            for label in LABELS:
                self.world.closing(label)()
            if reply["ok"] is ok:
                return reply
        raise AssertionError(f"no order of {MANY} was answered with ok={ok}")

    def stop(self) -> None:
        self._kiosk.stop()
        assert self._kiosk.gone()


def _orders() -> Iterator[Order]:
    """In turn: a delivery to come, and a door to be opened."""
    for number in itertools.count(1):
        yield Announce(f"PARCEL{number:06}", "+49 30 1000100", "S")
        yield OpenRemotely(LABELS[number % len(LABELS)], "to see whether it opens", "Ana")


def _is_out(scene: Any) -> bool:
    return isinstance(scene, Scene) and scene.screen == OutOfService(OutReason.STORAGE)


def _is_home(scene: Any) -> bool:
    return isinstance(scene, Scene) and isinstance(scene.screen, Home)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_bad_disk_ends_the_service_and_a_good_one_begins_it_again(tmp_path: Path, fault: str) -> None:
    with ExitStack() as stack:
        bad = Bad(tmp_path, fault, stack)
        stack.callback(bad.stop)
        bad.screen.wait(_is_home)

        assert bad.orders_until(ok=False)["why"].startswith(("The kiosk ", "Nobody can say yet"))
        bad.screen.wait(_is_out)
        refusal = bad.orders_until(ok=False)
        assert refusal["why"].startswith("The kiosk is out of service: The disk")

        bad.screen.wait(_is_home)
        bad.orders_until(ok=True)
    _nothing_is_lost(bad)


def _nothing_is_lost(bad: Bad) -> None:
    """What was answered with yes is there, no door opened without its intent, and the chain holds."""
    checker = Checker(bad.data)
    offset = SystemClock().now() - timedelta(seconds=time.monotonic())
    frames = [Frame(offset + timedelta(seconds=h.at), h.label) for h in bad.world.log if h.what is What.TOLD]
    assert frames
    assert list(checker.look(bad.told, frames)) == []
    assert list(checker.rebuild()) == []
    assert list(checker.unsettled()) == []
