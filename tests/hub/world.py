"""What a test of the hub has at hand."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row

from kiosk.clock import FakeClock
from kiosk.hub.database import Database
from kiosk.hub.keys.client import SignerClient
from kiosk.hub.line import enrolling, orders
from kiosk.hub.models.follower import Follower
from kiosk.hub.settings import Hub
from kiosk.wire import names
from kiosk.wire.enrolment import EnrolmentRequest, digits, proof_of
from tests.hub.kiosks import Heard, Machine

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    data: Path
    url: str


@dataclass(slots=True)
class World:
    hub: Hub
    url: str
    place: tuple[str, int]
    clock: FakeClock

    def __post_init__(self) -> None:
        self.hub = replace(self.hub, address=f"http://{self.place[0]}:{self.place[1]}")

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What the database answers."""
        with psycopg.connect(self.url, options="-c search_path=hub", row_factory=dict_row) as connection:
            return connection.execute(query, values).fetchall()

    def change(self, query: str, *values: Any) -> None:
        with psycopg.connect(self.url, options="-c search_path=hub") as connection:
            connection.execute(query, values)

    def with_database(self, what: Callable[[Database], Awaitable[T]]) -> T:
        async def run() -> T:
            database = Database(self.url)
            try:
                return await what(database)
            finally:
                await database.close()

        return asyncio.run(run())

    def code(self, kiosk: str) -> str:
        return self.with_database(lambda db: enrolling.add(db, self.hub, kiosk, "", "tests")).code

    def request(self, machine: Machine, code: str, epoch: int = 1) -> Heard:
        """What a machine posts to be enrolled."""
        key = machine.public.hex()
        proof = base64.b64encode(machine.key.sign(proof_of(machine.id, code, key, epoch))).decode()
        asked = EnrolmentRequest(machine.id, code, key, epoch, proof)
        return machine.plain("POST", names.ENROL, json.dumps(asked.content()).encode())

    def enrol(self, machine: Machine, epoch: int = 1) -> dict[str, Any]:
        """From the code to the hub's answer, with a person who compares."""
        code = self.code(machine.id)
        assert self.request(machine, code, epoch).status == 202
        shown = digits(machine.public, code)
        assert self.with_database(lambda db: enrolling.approve(db, machine.id, shown, "Ada"))
        answer: dict[str, Any] = self.request(machine, code, epoch).said
        return answer

    def machine(self, id_: str = "k1", seed: bytes = b"k", *, enrolled: bool = True) -> Machine:
        made = Machine(self.place, id_, self.hub.id, seed)
        if enrolled:
            self.enrol(made)
        return made

    def order(self, new: orders.NewOrder) -> orders.MadeOrder:
        """Make an order, and let it go where nobody else has to agree."""

        async def give(database: Database) -> orders.MadeOrder:
            signer = SignerClient(self.hub.data)
            try:
                async with database.transaction() as connection:
                    made = await orders.make(connection, new)
                now = int(self.clock.now().timestamp())
                await orders.release(database, signer, self.hub, now, made)
                return made
            finally:
                await signer.close()

        return self.with_database(give)

    def fold(self) -> None:
        """All rows into the models."""

        async def step(database: Database) -> None:
            while await Follower(database).step():
                pass

        self.with_database(step)

    def until(self, true: Callable[[], T]) -> T:
        """What comes true while others work."""
        for _ in range(3000):
            if found := true():
                return found
            time.sleep(0.02)
        raise AssertionError("it never came true")
