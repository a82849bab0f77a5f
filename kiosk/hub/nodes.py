"""One node of the hub: the application that answers HTTP, and what runs beside it in the same loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from kiosk.clock import Clock
from kiosk.hub.database import Database
from kiosk.hub.keys.client import SignerClient
from kiosk.hub.line.asking import TurnedDown, Wicket
from kiosk.hub.line.orders import OrderBell
from kiosk.hub.line.routes import LineRoutes
from kiosk.hub.models.follower import Follower
from kiosk.hub.outward.delivering import Deliverer
from kiosk.hub.outward.keys import PrincipalKeys
from kiosk.hub.outward.routes import PrincipalRoutes
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
_DELIVERERS: Final = 3
"""So many slow receivers hold nobody else up."""
_A_SECOND: Final = 150
"""Kiosks that may come back at once, a second: a storm is spread over so many seconds."""


class Node:
    """Belongs to one event loop; `app` is what a server serves."""

    def __init__(self, url: str, hub: Hub, clock: Clock, *, private_hooks: bool = False) -> None:
        self.hub = hub
        self.clock = clock
        self.database = Database(url)
        self.signer = SignerClient(hub.data)
        self.bell = OrderBell(url)
        self.wicket = Wicket(self.database, hub, clock)
        self.follower = Follower(self.database)
        self.deliverer = Deliverer(self.database, lambda: clock.now().timestamp(), private=private_hooks)
        self.app = FastAPI(
            title="Cubby hub", version=VERSION, docs_url=None, redoc_url=None, lifespan=self._life
        )
        keys = PrincipalKeys(self.database, clock.monotonic)
        outward = PrincipalRoutes(self.database, hub, self.signer, keys, lambda: self.wicket.now)
        self.app.include_router(outward.router())
        self.app.add_exception_handler(TurnedDown, _turned_down)
        self.app.add_exception_handler(RequestValidationError, _odd)
        self.app.add_exception_handler(psycopg.OperationalError, _away)
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
            *(
                asyncio.create_task(self._again_and_again(self._deliver, _FOLLOWS_EVERY))
                for _ in range(_DELIVERERS)
            ),
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

    async def _deliver(self) -> None:
        while await self.deliverer.step():
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


async def _turned_down(_request: Request, refusal: Exception) -> JSONResponse:
    status = refusal.status if isinstance(refusal, TurnedDown) else 500
    headers = {names.RETRY_AFTER: "1"} if status == 429 else {}
    return JSONResponse({"why": str(refusal)}, status, headers)


async def _odd(_request: Request, problem: Exception) -> JSONResponse:
    """The first thing that is wrong, in a sentence."""
    found = problem.errors()[0] if isinstance(problem, RequestValidationError) else {"loc": (), "msg": ""}
    where = ".".join(str(part) for part in found["loc"] if part != "body") or "the content"
    return JSONResponse({"why": f"{where}: {str(found['msg']).lower()}."}, 400)


async def _away(_request: Request, _failure: Exception) -> JSONResponse:
    return JSONResponse({"why": "The hub can't reach its own parts just now."}, 503, {names.RETRY_AFTER: "5"})
