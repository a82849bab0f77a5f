"""Signing in with a password and a phone's code, and what a browser is known by afterwards."""

from __future__ import annotations

import hashlib
import secrets as chance
from dataclasses import dataclass

from kiosk.hub.database import Database
from kiosk.hub.people import secrets

_UNKNOWN = secrets.keep("nobody has this password")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks. `full`: both proofs were shown, and the first password is replaced."""

    person: int
    name: str
    csrf: str
    full: bool


async def sign_in(database: Database, name: str, password: str, code: str, now: int) -> str | None:
    """The token of a new session; None where the three do not fit. Raises psycopg.Error.

    Somebody who has not set up a phone yet shows the password alone, and gets no further than that page.
    Three misses in a row cost a minute, each further one another: of this person, whoever tries.
    """
    found = await database.rows(
        "SELECT * FROM people WHERE name = %s AND removed IS NULL", [name.strip().replace("\0", "")]
    )
    person = found[0] if found else None
    fits = secrets.is_kept(bytes(person["password"]) if person else _UNKNOWN, password)
    if person is None or (person["wait_until"] and person["wait_until"].timestamp() > now):
        return None
    step = person["totp_step"]
    full = bool(person["totp_confirmed"] and not person["must_change"])
    if fits and full:
        taken = secrets.totp_step(bytes(person["totp"]), code, now, person["totp_step"])
        fits, step = taken is not None, taken or step
    if not fits:
        await database.rows(
            "UPDATE people SET failed = failed + 1, wait_until = CASE WHEN failed >= 2"
            " THEN to_timestamp(%s) + interval '1 minute' * (failed - 1) END WHERE id = %s RETURNING id",
            [now, person["id"]],
        )
        return None
    token = chance.token_urlsafe(32)
    async with database.transaction() as connection:
        spent = await connection.execute(
            "UPDATE people SET failed = 0, wait_until = NULL, totp_step = %s"
            " WHERE id = %s AND (totp_step < %s OR NOT %s)",
            [step, person["id"], step, full],
        )
        if not spent.rowcount:
            return None  # the same code, twice at once
        await connection.execute(
            "INSERT INTO sessions (token_hash, person, csrf, full_access) VALUES (%s, %s, %s, %s)",
            [hashed(token), person["id"], chance.token_urlsafe(18), full],
        )
    return token


async def session_of(database: Database, token: str) -> SignedIn | None:
    """Whose token it is; None where it is nobody's, or unused for too long. Raises psycopg.Error."""
    found = await database.rows(
        "UPDATE sessions s SET used = now() FROM people p WHERE s.token_hash = %s AND p.id = s.person"
        " AND p.removed IS NULL AND s.used > now() - interval '2 hours'"
        " AND s.made > now() - interval '12 hours'"
        " RETURNING s.person, p.name, s.csrf, s.full_access",
        [hashed(token)],
    )
    if not found:
        return None
    row = found[0]
    return SignedIn(row["person"], row["name"], row["csrf"], row["full_access"])


async def set_up(database: Database, token: str, password: str, code: str, now: int) -> str:
    """The first sign-in's end: an own password and a phone that shows the right code. A sentence, or
    nothing.
    """
    session = await session_of(database, token)
    if session is None:
        return "Please sign in again."
    if len(password) < secrets.LEAST_PASSWORD:
        return f"A password has {secrets.LEAST_PASSWORD} characters or more. Four words do well."
    found = await database.rows("SELECT totp, totp_step FROM people WHERE id = %s", [session.person])
    step = secrets.totp_step(bytes(found[0]["totp"]), code, now, found[0]["totp_step"])
    if step is None:
        return "That code doesn't match. Check the phone's time, and type the code it shows now."
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE people SET password = %s, must_change = false, totp_confirmed = true, totp_step = %s"
            " WHERE id = %s",
            [secrets.keep(password), step, session.person],
        )
        await connection.execute(
            "DELETE FROM sessions WHERE person = %s AND token_hash <> %s", [session.person, hashed(token)]
        )
        await connection.execute(
            "UPDATE sessions SET full_access = true WHERE token_hash = %s", [hashed(token)]
        )
    return ""


async def sign_out(database: Database, token: str) -> None:
    """The token is nobody's any more."""
    await database.rows("DELETE FROM sessions WHERE token_hash = %s RETURNING person", [hashed(token)])


def hashed(token: str) -> bytes:
    """As the database has it."""
    return hashlib.sha256(token.encode()).digest()
