"""One node of the hub: the application that answers HTTP, and what runs beside it in the same loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import psycopg
from fastapi import FastAPI

from kiosk.clock import Clock
from kiosk.hub.database import Database
from kiosk.hub.keys.client import SignerClient
from kiosk.hub.line.asking import Wicket
from kiosk.hub.line.orders import OrderBell
from kiosk.hub.line.routes import LineRoutes
from kiosk.hub.models.follower import Follower
from kiosk.hub.pages.calls import CallPages
from kiosk.hub.pages.desk import FrontDesk
from kiosk.hub.pages.entrance import Entrance
from kiosk.hub.pages.machines import MachinePages
from kiosk.hub.pages.office import OfficePages
from kiosk.hub.settings import Hub
from kiosk.version import VERSION
from kiosk.wire import names

log = logging.getLogger(__name__)

_TIDIES_EVERY: Final = 60.0
_FOLLOWS_EVERY: Final = 0.5
_PARTITIONS_AHEAD: Final = 2
_A_SECOND: Final = 150
"""Kiosks that may come back at once, a second: a storm is spread over so many seconds."""


class Node:
    """Belongs to one event loop; `app` is what a server serves."""

    def __init__(self, url: str, hub: Hub, clock: Clock) -> None:
        self.hub = hub
        self.clock = clock
        self.database = Database(url)
        self.signer = SignerClient(hub.data)
        self.bell = OrderBell(url)
        self.wicket = Wicket(self.database, hub, clock)
        self.follower = Follower(self.database)
        self.app = FastAPI(
            title="Cubby hub", version=VERSION, docs_url=None, redoc_url=None, lifespan=self._life
        )
        desk = FrontDesk(self.database, hub, self.signer, clock.now)
        parts = (
            LineRoutes(self.wicket, self.signer, self.bell),
            Entrance(desk),
            MachinePages(desk),
            CallPages(desk),
            OfficePages(desk),
        )
        for part in parts:
            self.app.router.routes.extend(part.routes())

    def end_waiting(self) -> None:
        """Requests that are held are answered now."""
        self.bell.ring_out()

    @asynccontextmanager
    async def _life(self, _app: FastAPI) -> AsyncIterator[None]:
        self.bell.start()
        tasks = [
            asyncio.create_task(self._again_and_again(self._tidy, _TIDIES_EVERY)),
            asyncio.create_task(self._again_and_again(self._follow, _FOLLOWS_EVERY)),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await self.bell.close()
            await self.signer.close()
            await self.database.close()

    async def _again_and_again(self, what: Callable[[], Awaitable[None]], seconds: float) -> None:
        """A database that is away is met with patience, and said once."""
        was_well = True
        while True:
            try:
                await what()
                was_well = True
            except psycopg.Error as failure:
                if was_well:
                    log.warning("hub: the database does not answer: %s", failure)
                was_well = False
            await asyncio.sleep(seconds)

    async def _follow(self) -> None:
        while await self.follower.step():
            await asyncio.sleep(0)

    async def _tidy(self) -> None:
        async with self.database.transaction() as connection:
            await connection.execute("SELECT keep_partitions(%s)", [_PARTITIONS_AHEAD])
            await connection.execute(
                "UPDATE orders SET outcome = 'expired', ended = now()"
                " WHERE outcome = '' AND taken IS NULL AND ends < now()"
            )
            await connection.execute("DELETE FROM sessions WHERE used < now() - interval '12 hours'")
            await connection.execute("DELETE FROM requests WHERE at < now() - interval '7 days'")
            found = await (await connection.execute("SELECT count(*) AS n FROM cursors")).fetchone()
        many = int(found["n"]) if found else 0
        self.wicket.spread = min(names.MOST_SPREAD, max(names.LEAST_SPREAD, many // _A_SECOND))
