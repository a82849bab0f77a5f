"""A person at the hub's pages, without a browser: pages, forms, one cookie."""

from __future__ import annotations

import html
import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from kiosk.hub.people import secrets
from tests.hub.world import World

PASSWORD = "a good long password"  # noqa: S105  of people who are made up


@dataclass(frozen=True, slots=True)
class Shown:
    """A page. `text`: what a person reads of it."""

    status: int
    path: str
    source: str

    @property
    def text(self) -> str:
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.source)).split())

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.source)
        assert found, f"{self.path} has no field {name}"
        return html.unescape(found[1])


@dataclass(slots=True)
class Person:
    """`totp`: what their phone and the hub share."""

    world: World
    name: str = "Ada"
    cookie: str = ""
    last: Shown = field(default_factory=lambda: Shown(0, "", ""))

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Shown:
        """One request, without following what it says."""
        connection = http.client.HTTPConnection(*self.world.place, timeout=60)
        headers = {"Cookie": f"cubby_session={self.cookie}"} if self.cookie else {}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            reply = connection.getresponse()
            body = reply.read().decode()
        finally:
            connection.close()
        if made := re.match(r"cubby_session=([^;]*)", reply.headers.get("Set-Cookie", "")):
            self.cookie = made[1].strip('"')
        return Shown(reply.status, reply.headers.get("Location", path), body)

    def get(self, path: str) -> Shown:
        self.last = self.ask("GET", path)
        if self.last.status == 303:
            return self.get(self.last.path)
        return self.last

    def post(self, path: str, **form: str) -> Shown:
        """A form of the page that was shown last."""
        csrf = re.search(r'name="csrf" value="([^"]*)"', self.last.source)
        shown = self.ask("POST", path, {"csrf": csrf[1] if csrf else "", **form})
        self.last = self.get(shown.path) if shown.status == 303 else shown
        return self.last

    def code(self, ahead: int = 0) -> str:
        """What their phone shows."""
        found = self.world.rows("SELECT totp FROM people WHERE name = %s", self.name)
        return secrets.totp_code(
            bytes(found[0]["totp"]), int(self.world.clock.now().timestamp()) // 30 + ahead
        )

    def sign_in(self, password: str = PASSWORD, code: str | None = None) -> Shown:
        form = {"name": self.name, "password": password, "code": self.code() if code is None else code}
        return self.post("/sign-in", **form)


def employed(world: World, name: str = "Ada") -> Person:
    """Somebody who has signed in."""
    world.change(
        "INSERT INTO people (name, password, totp, totp_confirmed, must_change)"
        " VALUES (%s, %s, %s, true, false)",
        name,
        secrets.keep(PASSWORD),
        secrets.new_totp(),
    )
    person = Person(world, name)
    assert person.sign_in().status == 200
    return person
