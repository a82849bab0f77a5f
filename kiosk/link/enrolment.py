"""How a technician's code makes the kiosk known to a hub: fetch what it pins, ask, show six digits."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from kiosk.custody.link.words import EnrolmentWord
from kiosk.link.caller import (
    AddressRefused,
    Caller,
    HubSilent,
    NotTheHub,
    pinned,
    place_of,
    unverified,
)
from kiosk.link.greeting import packed
from kiosk.link.standing import EnrolmentStanding
from kiosk.wire import names
from kiosk.wire.enrolment import (
    NO_PIN,
    Enrolled,
    EnrolmentCode,
    EnrolmentRequest,
    digits,
    proof_of,
    read_code,
    read_enrolled,
)

ASK_EVERY: Final = 2.0
FOR_AT_MOST: Final = 1800.0
"""Seconds in which somebody compares the digits."""


class CodeUnusable(ValueError):  # noqa: N818  says what is the matter
    """What was scanned or typed is no code to enrol with here; the text is a sentence."""


def code_of(text: str, hub: str = "") -> EnrolmentCode:
    """The code in what was scanned. `hub`: the only one that the site file allows. Raises CodeUnusable."""
    code = read_code(text)
    if code is None:
        raise CodeUnusable("This is no code of a hub.")
    try:
        place = place_of(code.address)
        allowed = place_of(hub) if hub else place
    except AddressRefused as refusal:
        raise CodeUnusable(str(refusal)) from None
    if place != allowed:
        raise CodeUnusable(f"The code is of {code.address}, and the site file names {hub}.")
    return code


class Enrolling:
    """One enrolment, from its code to its end. `key`: the public key in hex; `sign` with its other half."""

    def __init__(
        self,
        code: EnrolmentCode,
        key: bytes,
        sign: Callable[[bytes], bytes],
        epoch: int,
        tell: Callable[[EnrolmentStanding], None],
        *,
        every: float = ASK_EVERY,
    ) -> None:
        self.code = code
        self._key = key
        self._sign = sign
        self._epoch = epoch
        self._tell = tell
        self._every = every
        self._place = place_of(code.address)
        self._caller: Caller | None = None
        self._over = threading.Event()
        self.digits = digits(key, code.code)
        self.authority = ""

    def run(self) -> Enrolled | None:
        """What the hub says once a person has approved; None where that did not come to be."""
        self._say(EnrolmentWord.ASKING)
        try:
            self.authority = self._fetch_authority()
            context = pinned(self.authority) if self.authority else None
            self._caller = Caller(self._place, context)
            return self._ask()
        except (HubSilent, ssl.SSLError):
            self._say(EnrolmentWord.FAILED)
            return None
        finally:
            if self._caller is not None:
                self._caller.close()

    def cancel(self) -> None:
        """From any thread."""
        self._over.set()
        if self._caller is not None:
            self._caller.abort()

    def _fetch_authority(self) -> str:
        """The certificate in PEM that the code's pin names. Raises HubSilent."""
        if self.code.pin == NO_PIN:
            return ""
        caller = Caller(self._place, unverified())
        self._caller = caller
        try:
            reply = caller.ask("GET", names.AUTHORITY)
        finally:
            caller.close()
        try:
            raw = ssl.PEM_cert_to_DER_cert(reply.body.decode("ascii"))
        except (ValueError, UnicodeDecodeError):
            raise NotTheHub("this is no certificate") from None
        if hashlib.sha256(raw).hexdigest() != self.code.pin:
            raise NotTheHub("the certificate is not the one that the code names")
        return ssl.DER_cert_to_PEM_cert(raw)

    def _ask(self) -> Enrolled | None:
        caller = self._caller
        if caller is None:
            return None
        code, key = self.code, self._key.hex()
        signed = self._sign(proof_of(code.kiosk, code.code, key, self._epoch))
        proof = base64.b64encode(signed).decode()
        body = packed(EnrolmentRequest(code.kiosk, code.code, key, self._epoch, proof).content())
        failures, left = 0, int(FOR_AT_MOST / self._every)
        while not self._over.is_set() and left > 0:
            left -= 1
            try:
                reply = caller.ask("POST", names.ENROL, {"Content-Type": names.JSON_TYPE}, body)
            except NotTheHub:
                raise
            except HubSilent:
                failures += 1
                if failures > 5:
                    raise
                self._over.wait(self._every)
                continue
            failures = 0
            if reply.status == HTTPStatus.OK:
                return self._read(reply.body)
            if reply.status == HTTPStatus.ACCEPTED:
                self._say(EnrolmentWord.WAITING)
            elif HTTPStatus.BAD_REQUEST <= reply.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                self._say(EnrolmentWord.REFUSED)
                return None
            self._over.wait(self._every)
        self._say(EnrolmentWord.FAILED)
        return None

    def _read(self, body: bytes) -> Enrolled:
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            content = None
        found = read_enrolled(content) if isinstance(content, dict) else None
        if found is None or found.kiosk != self.code.kiosk:
            raise NotTheHub("the answer is no enrolment")
        return found

    def _say(self, word: EnrolmentWord) -> None:
        self._tell(EnrolmentStanding(word, self.digits, self.code.address))
