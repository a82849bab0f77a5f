"""Adding machines, people and principals."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import secrets as chance
from typing import Final

import segno
from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.line import enrolling
from kiosk.hub.line.asking import TurnedDown
from kiosk.hub.pages.desk import Asking, FrontDesk, see
from kiosk.hub.people import secrets
from kiosk.wire.enrolment import is_kiosk_id

_PRINCIPAL: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class OfficePages:
    """Pages of whoever sets the hub up."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk
        self._database = desk.database

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/office", self._office),
            route("POST", "/office/kiosks", self._add_kiosk),
            route("GET", "/kiosks/{kiosk}/enrolment", self._enrolment),
            route("POST", "/kiosks/{kiosk}/enrolment", self._decide),
            route("POST", "/office/people", self._add_person),
            route("POST", "/office/people/{person:int}/remove", self._remove_person),
            route("POST", "/office/principals", self._add_principal),
        ]

    async def _office(self, asking: Asking, told: str = "", secret: str = "") -> Response:
        people = await self._database.rows(
            "SELECT id, name, added, must_change FROM people WHERE removed IS NULL ORDER BY name"
        )
        principals = await self._database.rows(
            "SELECT p.id, p.name, count(k.*) FILTER (WHERE k.revoked IS NULL) AS keys FROM principals p"
            " LEFT JOIN api_keys k ON k.principal = p.id GROUP BY p.id ORDER BY p.id"
        )
        return self._desk.show(
            asking, "office", people=people, principals=principals, told=told, secret=secret
        )

    async def _add_kiosk(self, asking: Asking) -> Response:
        kiosk, name = asking.form.get("id", ""), asking.form.get("name", "")[:80]
        if not is_kiosk_id(kiosk):
            raise TurnedDown(
                400, "A machine's id has letters, digits, dots, dashes and underlines, 64 at most."
            )
        code = await enrolling.add(self._database, self._desk.hub, kiosk, name, asking.session.name)
        picture = io.BytesIO()
        segno.make(code.text(), micro=False).save(
            picture, kind="svg", scale=5, border=4, dark="#14181D", light="#FFFFFF"
        )
        return self._desk.show(
            asking,
            "code",
            kiosk=kiosk,
            code=code.text(),
            picture=base64.b64encode(picture.getvalue()).decode(),
        )

    async def _enrolment(self, asking: Asking) -> Response:
        kiosk = asking.part("kiosk")
        found = await self._database.rows(
            "SELECT * FROM enrolments WHERE kiosk = %s AND expires > now() ORDER BY made DESC LIMIT 1",
            [kiosk],
        )
        return self._desk.show(asking, "enrolment", kiosk=kiosk, enrolment=found[0] if found else None)

    async def _decide(self, asking: Asking) -> Response:
        kiosk, digits = asking.part("kiosk"), asking.form.get("digits", "")
        if asking.form.get("same") != "yes":
            await enrolling.refuse(self._database, kiosk)
            return see(f"/kiosks/{kiosk}/enrolment")
        if not await enrolling.approve(self._database, kiosk, digits, asking.session.name):
            raise TurnedDown(409, "No machine waits with these digits any more. Make a new code.")
        return see(f"/kiosks/{kiosk}")

    async def _add_person(self, asking: Asking) -> Response:
        name = " ".join(asking.form.get("name", "").split())[:60]
        if not name:
            raise TurnedDown(400, "A person needs a name.")
        password = secrets.one_time_password()
        made = await self._database.rows(
            "INSERT INTO people (name, password, totp) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE SET"
            " password = excluded.password, totp = excluded.totp, must_change = true, totp_confirmed = false,"
            " removed = NULL WHERE people.removed IS NOT NULL OR people.must_change RETURNING id",
            [name, secrets.keep(password), secrets.new_totp()],
        )
        if not made:
            raise TurnedDown(409, f"Somebody is called {name} already.")
        return await self._office(asking, f"{name} signs in once with this password:", password)

    async def _remove_person(self, asking: Asking) -> Response:
        person = int(asking.part("person"))
        if person == asking.session.person:
            raise TurnedDown(409, "Nobody removes themselves.")
        await self._database.rows("UPDATE people SET removed = now() WHERE id = %s RETURNING id", [person])
        await self._database.rows("DELETE FROM sessions WHERE person = %s RETURNING person", [person])
        return see("/office")

    async def _add_principal(self, asking: Asking) -> Response:
        """A principal, or one more key of one that is known."""
        principal, name = asking.form.get("id", ""), asking.form.get("name", "")[:80]
        if not _PRINCIPAL.fullmatch(principal):
            raise TurnedDown(400, "A principal's id has small letters, digits and dashes, 40 at most.")
        key = f"cubby_{chance.token_urlsafe(32)}"
        async with self._database.transaction() as connection:
            await connection.execute(
                "INSERT INTO principals (id, name) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [principal, name or principal],
            )
            await connection.execute(
                "INSERT INTO api_keys (key_hash, principal, note) VALUES (%s, %s, %s)",
                [hashlib.sha256(key.encode()).digest(), principal, f"made by {asking.session.name}"],
            )
        return await self._office(asking, f"The API key of {principal}, shown once:", key)
