"""How a kiosk becomes known here: a code, six digits, a person who compares them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from kiosk.hub.database import Connection, Database
from kiosk.hub.line.asking import TurnedDown, is_signed
from kiosk.hub.settings import Hub
from kiosk.wire.enrolment import (
    CODE_BYTES,
    CODE_HOURS,
    NO_PIN,
    Enrolled,
    EnrolmentCode,
    EnrolmentRequest,
    digits,
    proof_of,
    signature,
    write_code,
)

LIVES: Final = timedelta(hours=CODE_HOURS)


def pin_of(authority: str) -> str:
    """What a code says of the certificate that kiosks pin."""
    import ssl  # noqa: PLC0415  only a hub with TLS needs it

    if not authority:
        return NO_PIN
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(authority)).hexdigest()


def new_code(hub: Hub, kiosk: str) -> EnrolmentCode:
    """A code that nobody has yet."""
    return EnrolmentCode(
        hub.address, pin_of(hub.authority), kiosk, write_code(secrets.token_bytes(CODE_BYTES))
    )


def hashed(code: str) -> bytes:
    """As the database has it."""
    return hashlib.sha256(code.encode()).digest()


ADD: Final = (
    "INSERT INTO kiosks (id, name) VALUES (%(kiosk)s, %(name)s) ON CONFLICT (id) DO UPDATE"
    " SET name = CASE WHEN excluded.name = '' THEN kiosks.name ELSE excluded.name END",
    "DELETE FROM enrolments WHERE kiosk = %(kiosk)s AND approved IS NULL",
    "INSERT INTO enrolments (code_hash, kiosk, expires, by)"
    " VALUES (%(hash)s, %(kiosk)s, now() + %(lives)s, %(by)s)",
)
"""What adds a kiosk, or lets it be enrolled again; with `kiosk`, `name`, `hash`, `lives` and `by`."""


async def add(database: Database, hub: Hub, kiosk: str, name: str, by: str) -> EnrolmentCode:
    """A code for this kiosk, which is made where it is new. Older codes are void."""
    code = new_code(hub, kiosk)
    async with database.transaction() as connection:
        for statement in ADD:
            await connection.execute(
                statement, {"kiosk": kiosk, "name": name, "hash": hashed(code.code), "lives": LIVES, "by": by}
            )
    return code


async def asked(database: Database, hub: Hub, request: EnrolmentRequest) -> Enrolled | None:
    """What the kiosk is answered; None while nobody has approved. Raises TurnedDown, psycopg.Error."""
    proof, key = signature(request.proof), bytes.fromhex(request.key)
    message = proof_of(request.kiosk, request.code, request.key, request.epoch)
    if proof is None or not is_signed(key, message, proof):
        raise TurnedDown(403, "The kiosk does not show that it has this key.")
    async with database.transaction() as connection:
        found = await (
            await connection.execute(
                "SELECT * FROM enrolments WHERE code_hash = %s AND kiosk = %s AND refused IS NULL"
                " AND expires > now() FOR UPDATE",
                [hashed(request.code), request.kiosk],
            )
        ).fetchone()
        if found is None:
            raise TurnedDown(403, "The code is not known, was used, or is over. Ask for a new one.")
        if found["key"] is None:
            await connection.execute(
                "UPDATE enrolments SET key = %s, digits = %s, epoch = %s WHERE code_hash = %s",
                [key, digits(key, request.code), request.epoch, found["code_hash"]],
            )
            return None
        if bytes(found["key"]) != key:
            raise TurnedDown(403, "Another machine has used this code already. Ask for a new one.")
        if found["approved"] is None:
            return None
        return await _answer(connection, hub, request.kiosk)


async def _answer(connection: Connection, hub: Hub, kiosk: str) -> Enrolled:
    found = await (
        await connection.execute(
            "SELECT c.least_epoch, k.orders_after FROM cursors c JOIN kiosks k ON k.id = c.kiosk"
            " WHERE kiosk = %s",
            [kiosk],
        )
    ).fetchone()
    if found is None:
        raise TurnedDown(403, "The kiosk is not enrolled here.")
    return Enrolled(
        kiosk,
        hub.id,
        hub.incarnation,
        hub.order_keys,
        hub.sealing_key,
        found["least_epoch"],
        found["orders_after"],
    )


async def approve(database: Database, kiosk: str, shown: str, by: str) -> bool:
    """A person has compared the digits; False where nothing waits with these digits. Raises psycopg.Error.

    A kiosk that was known before gets an epoch above all that the hub has of it: whoever else writes under
    its name, with the old key, is a stranger from then on.
    """
    async with database.transaction() as connection:
        found: dict[str, Any] | None = await (
            await connection.execute(
                "UPDATE enrolments SET approved = now(), approved_by = %s WHERE kiosk = %s AND digits = %s"
                " AND approved IS NULL AND refused IS NULL AND expires > now() RETURNING key, epoch",
                [by, kiosk, shown],
            )
        ).fetchone()
        if found is None:
            return False
        await connection.execute(
            "INSERT INTO cursors (kiosk, key) VALUES (%(kiosk)s, %(key)s) ON CONFLICT (kiosk) DO UPDATE SET"
            " least_epoch = CASE WHEN cursors.key = excluded.key AND cursors.fork IS NULL"
            " THEN cursors.least_epoch ELSE greatest(cursors.epoch, %(epoch)s) + 1 END,"
            " key = excluded.key, fork = NULL",
            {"kiosk": kiosk, "key": found["key"], "epoch": found["epoch"]},
        )
        await connection.execute(
            "UPDATE kiosks SET enrolled = now(), orders_after = orders_given WHERE id = %s", [kiosk]
        )
        await connection.execute(
            "UPDATE alarms SET seen = now(), seen_by = %s"
            " WHERE kiosk = %s AND kind = 'fork' AND seen IS NULL",
            [by, kiosk],
        )
        return True


async def refuse(database: Database, kiosk: str) -> None:
    """The digits differ: the code is void."""
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE enrolments SET refused = now() WHERE kiosk = %s AND approved IS NULL", [kiosk]
        )
