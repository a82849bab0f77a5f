"""A person at the pages of the demo's hub, by HTTP: their first sign-in, and what makes it lively."""

from __future__ import annotations

import html
import http.client
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode, urlsplit

from kiosk.clock import SystemClock
from kiosk.vault.totp import STEP, shown_at

_COOKIE: Final = "cubby_session"


class OfficeShut(Exception):  # noqa: N818  says what is the matter
    """The hub did not do what the demo asked of it; the text is a sentence."""


@dataclass(slots=True)
class OfficeVisitor:
    """`key`: what their phone and the hub share, in base32, known once they have signed in."""

    address: str
    name: str
    password: str = field(repr=False)
    key: str = field(default="", repr=False)
    _cookie: str = field(default="", repr=False)
    _csrf: str = field(default="", repr=False)
    _spent: int = 0

    def set_up(self) -> None:
        """Sign in with the password that counts once, and choose another. Raises OfficeShut, OSError."""
        self._form("/sign-in", name=self.name, password=self.password, code="")
        page = self._ask("GET", "/first")
        self.key = _found(r"Or type this key: <code>(\w+)</code>", page)
        self.password = "-".join(secrets.token_hex(2) for _ in range(4))
        self._form("/first", password=self.password, again=self.password, code=self.code())
        if "Sign out" not in self._ask("GET", "/"):
            raise OfficeShut("The hub did not take the new password.")

    def code(self) -> str:
        """What their phone shows; each is another, for it counts once. Empty until there is a new one."""
        present = int(SystemClock().now().timestamp()) // STEP
        step = max(present, self._spent + 1)
        if step > present + 1:
            return ""
        self._spent = step
        return shown_at(self.key, step)

    def employ(self, name: str) -> OfficeVisitor:
        """Somebody else, who has signed in."""
        page = self._form("/office/people", name=name)
        made = OfficeVisitor(self.address, name, _found(r'<code class="large">([^<]+)</code>', page))
        made.set_up()
        return made

    def principal(self, id_: str, name: str) -> str:
        """A carrier's API key."""
        page = self._form("/office/principals", id=id_, name=name)
        return _found(r'<code class="large">([^<]+)</code>', page)

    # --- requests -----------------------------------------------------------------------------------

    def _form(self, path: str, **fields: str) -> str:
        return self._ask("POST", path, {"csrf": self._csrf, **fields})

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> str:
        headers = {"Cookie": f"{_COOKIE}={self._cookie}"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        status, heard, page = _request(self.address, method, path, headers, urlencode(form) if form else None)
        if status >= http.HTTPStatus.BAD_REQUEST:
            raise OfficeShut(f"The hub answers {status} to {path}.")
        if made := re.match(rf"{_COOKIE}=([^;]*)", heard.get("set-cookie", "")):
            self._cookie = made[1].strip('"')
        if heard.get("location"):
            return self._ask("GET", heard["location"])
        if csrf := re.search(r'name="csrf" value="([^"]*)"', page):
            self._csrf = csrf[1]
        return page


def announce(address: str, key: str, once: str, parcel: Mapping[str, str]) -> None:
    """As a carrier does it. Raises OfficeShut, OSError."""
    headers = {
        "Authorization": f"Bearer {key}",
        "Idempotency-Key": once,
        "Content-Type": "application/json",
    }
    status, _, said = _request(address, "POST", "/v1/parcels", headers, json.dumps(parcel))
    if status != http.HTTPStatus.CREATED:
        raise OfficeShut(f"The hub did not take a parcel: {said}")


def _request(
    address: str, method: str, path: str, headers: Mapping[str, str], body: str | None
) -> tuple[int, Mapping[str, str], str]:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        connection.request(method, path, body, dict(headers))
        reply = connection.getresponse()
        return (
            reply.status,
            {name.lower(): value for name, value in reply.getheaders()},
            reply.read().decode(),
        )
    finally:
        connection.close()


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise OfficeShut("The hub's page is not as the demo knows it.")
    return html.unescape(found[1])
