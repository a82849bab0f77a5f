"""The vault: who somebody is and what they must show, in rows that can be erased.

Writes made inside `Journal.append(..., also=...)` are part of its transaction; others are their own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.words import Audience
from kiosk.journal.spelling import name_key
from kiosk.journal.tables.link import LinkTables
from kiosk.journal.tables.numbers import LabelNumbers
from kiosk.journal.tables.spent import SpentProofs
from kiosk.journal.tables.vault import Credential, CredentialKind, Label, Person, VaultTables
from kiosk.vault.answers import Answers
from kiosk.vault.binding import bound, is_bound
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.faces import FaceVault
from kiosk.vault.phones import Phones
from kiosk.vault.pins import OWASP_MINIMUM, Cost, PinTagger, new_pin, phone_end
from kiosk.vault.tokens import new_token, tag_token
from kiosk.vault.totp import Drift, secret_of, step_of, uri_of
from kiosk.vault.wishes import WishVault

_DRAWS = 100
RECOVERY_DIGITS = 16
NUMBER_DIGITS = 10
"""More than any PIN has, so that nobody types the one for the other."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A new secret: `text` is shown to its owner once, `tag` is kept."""

    text: str = field(repr=False)
    tag: bytes = field(repr=False)
    kind: CredentialKind


class Vault:
    """`tag_pin` and `tag_token` may be called from any thread; all else belongs to the journal's."""

    def __init__(
        self,
        tables: VaultTables,
        pepper: bytes,
        *,
        cost: Cost = OWASP_MINIMUM,
        draw: Callable[[int], str] = new_pin,
    ) -> None:
        self._tables = tables
        self._pepper = pepper
        self._tagger = PinTagger(pepper, cost)
        self.faces = FaceVault(tables.faces, pepper)
        self.wishes = WishVault(tables.wishes, pepper)
        self.answers = Answers(tables.orders, pepper)
        self._draw = draw

    def tag_pin(self, pin: str, phone_end: str | None = None) -> bytes:
        """See `PinTagger.tag_pin`: one Argon2 run, however many PINs are live."""
        return self._tagger.tag_pin(pin, phone_end)

    def tag_token(self, text: str) -> bytes:
        return tag_token(self._pepper, text)

    def draw_pin(self, digits: int, phone_end: str | None = None) -> Work[Drawn]:
        """A PIN that nobody here has; a taken one is drawn again. It is free until others go on."""
        for _ in range(_DRAWS):
            pin = self._draw(digits)
            tag = yield TagWanted(pin, phone_end or "")
            if not tag:
                raise RuntimeError("a PIN could not be worked out")
            if self._tables.credential(tag) is None:
                return Drawn(pin, tag, CredentialKind.PIN)
        raise RuntimeError(f"no free PIN of {digits} digits in {_DRAWS} draws")

    def draw_number(self) -> str:
        """A number for something without a label, which no label here has."""
        for _ in range(_DRAWS):
            number = self._draw(NUMBER_DIGITS)
            if not self.consignments_with(number):
                return number
        raise RuntimeError(f"no free number in {_DRAWS} draws")

    def draw_token(self) -> Drawn:
        token = new_token()
        return Drawn(token, self.tag_token(token), CredentialKind.TOKEN)

    @property
    def link(self) -> LinkTables:
        """What is kept of the link to the hub."""
        return self._tables.link

    @property
    def spent(self) -> SpentProofs:
        """Proofs that count once and have opened a door."""
        return self._tables.spent

    def tag_offline(self, token_id: str) -> bytes:
        """Of a signed token's id, for one that was announced."""
        return hmac.digest(self._pepper, b"cubby offline 1" + token_id.encode(), hashlib.sha256)

    def tag_badge(self, number: str) -> bytes:
        """Numbers of badges are short, and close to each other: without the pepper the tag tells nothing."""
        return hmac.digest(self._pepper, b"cubby badge 1" + number.encode(), hashlib.sha256)

    def badge(self, number: str) -> Drawn:
        """A badge that somebody has already."""
        return Drawn("", self.tag_badge(number), CredentialKind.BADGE)

    def pin_of(self, tag: bytes) -> Drawn:
        """A PIN that somebody has already, by its tag."""
        return Drawn("", tag, CredentialKind.PIN)

    def token(self, text: str) -> Drawn:
        """A QR text that somebody has already."""
        return Drawn("", self.tag_token(text), CredentialKind.TOKEN)

    def announce_offline(self, token_id: str) -> Drawn:
        """A signed token that will come; kept by its id, it is taken even while nobody can tell the time."""
        return Drawn("", self.tag_offline(token_id), CredentialKind.OFFLINE)

    def tag_recovery(self, digits: str) -> bytes:
        """53 random bits behind a PIN or a badge, taken once: no stretching is needed."""
        return hmac.digest(self._pepper, b"cubby recovery 1" + digits.encode(), hashlib.sha256)

    def draw_recovery(self) -> Drawn:
        """A code for whoever has lost the phone; it counts once, with a PIN or a badge."""
        digits = new_pin(RECOVERY_DIGITS)
        return Drawn(digits, self.tag_recovery(digits), CredentialKind.RECOVERY)

    def phone_uri(self, party: str, name: str, machine: str) -> str:
        """The otpauth:// text for this member of staff's phone."""
        return uri_of(secret_of(self._pepper, party), name, machine)

    def code_step(self, party: str, code: str, now: datetime, after: int, drift: Drift) -> int | None:
        """See `totp.step_of`."""
        return step_of(secret_of(self._pepper, party), code, now, after, drift)

    def issue(
        self,
        drawn: Drawn,
        *,
        credential: str,
        party: str,
        audience: Audience,
        consignment: str | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """Keep the tag under the id `credential`. Raises AlreadyThere where the secret was issued before."""
        ends = _text(expires_at) if expires_at else None
        row = Credential(credential, party, audience, drawn.kind, drawn.tag, consignment, ends)
        self._tables.add_credential(replace(row, bound=bound(self._pepper, row)))

    def bind_all(self) -> None:
        """Tie every credential of an earlier version to its owner: once, at the first start of this one."""
        self._tables.bind_all(partial(bound, self._pepper))

    def lookup(self, tag: bytes, audience: Audience, now: datetime) -> Credential | None:
        """The live credential behind a tag. Whatever is wrong with one takes the same path."""
        found = self._tables.credential(tag)
        one = found or _NOBODY
        live = (
            (found is not None)
            & self.is_bound(one)
            & (one.audience is audience)
            & (not one.revoked)
            & (_text(now) < (one.expires_at or _NEVER))
        )
        return one if live else None

    def is_bound(self, credential: Credential) -> bool:
        """Whether the row is as this kiosk issued it, and was not moved to somebody else."""
        return is_bound(self._pepper, credential)

    def credentials(
        self, *, party: str | None = None, consignment: str | None = None
    ) -> tuple[Credential, ...]:
        """All rows of this party, or for this thing, live or not."""
        of_party = self._tables.credentials_of(party) if party is not None else ()
        return of_party + (self._tables.credentials_for(consignment) if consignment is not None else ())

    def holder(self, tag: bytes) -> Credential | None:
        """Whose this was or is, whether it still counts or not."""
        return self._tables.credential(tag)

    def credentials_of(self, party: str) -> tuple[Credential, ...]:
        """All of theirs, also those that are blocked or used up."""
        return self._tables.credentials_of(party)

    def badges(self, after: str, most: int) -> tuple[Credential, ...]:
        """At most `most` badges that count, in the order of their ids, from the first past `after`."""
        return self._tables.badges(after, most)

    def drop(self, credential: str) -> None:
        """Take a credential's row out: its secret may be somebody else's from now on."""
        self._tables.drop_credential(credential)

    def revoke(
        self, *, party: str | None = None, consignment: str | None = None, credential: str | None = None
    ) -> int:
        """Revoke what has all of what is given; how many were live."""
        return self._tables.revoke(
            partial(bound, self._pepper), party=party, consignment=consignment, credential=credential
        )

    def remember_person(self, party: str, name: str, phone: str) -> None:
        self._tables.put_person(Person(party, name, phone))

    def person(self, party: str) -> Person | None:
        return self._tables.person(party)

    def persons(self) -> tuple[Person, ...]:
        """All of them: for tests and data at rest, for they may be many."""
        return self._tables.persons()

    def persons_after(self, party: str, most: int) -> tuple[Person, ...]:
        """At most `most` persons in the order of their ids, from the first past `party`."""
        return self._tables.persons_after(party, most)

    def parties_with(self, phone: str, phones: Phones) -> tuple[str, ...]:
        """Whoever has this phone, however it was written then and is now."""
        wanted = phones.key(phone)
        if not wanted:
            return ()
        found = self._tables.persons_with(phone_end(wanted))
        return tuple(p.party for p in found if wanted in (p.phone, phones.key(p.phone)))

    def parties_named(self, name: str) -> tuple[str, ...]:
        """Whoever has this name, in whatever case and with whatever spaces."""
        key = name_key(name)
        return tuple(p.party for p in self._tables.persons_named(key)) if key else ()

    def put_text(self, text_id: str, party: str, text: str) -> None:
        """Free text of this party's."""
        self._tables.orders.put_text(text_id, party, text)

    def text(self, text_id: str) -> str:
        """Empty where it was erased."""
        return self._tables.orders.text(text_id)

    def remember_label(
        self,
        consignment: str,
        tracking: str,
        phone: str,
        party: str | None = None,
        *,
        numbers: Iterable[str] = (),
        rules: str = "",
    ) -> None:
        """Keep what a parcel's label says; of the phone only its last four digits.

        `numbers`: what else its text may stand for, by the carriers' rules with the digest `rules`.
        """
        self._tables.put_label(Label(consignment, party, tidy_tracking(tracking), phone_end(phone), rules))
        self._tables.numbers.put(consignment, party, numbers)

    @property
    def numbers(self) -> LabelNumbers:
        """By which parcels are found whose label was read in another way."""
        return self._tables.numbers

    def labels(self, consignments: Iterable[str]) -> Mapping[str, Label]:
        """The labels of those consignments that have one."""
        return self._tables.labels(consignments)

    def consignments_with(self, tracking: str) -> tuple[str, ...]:
        """The consignments that bear this tracking number; carriers use numbers again after years."""
        return tuple(label.consignment for label in self._tables.labels_with(tidy_tracking(tracking)))

    def labels_of(self, party: str) -> tuple[Label, ...]:
        """The labels of what was ever brought for this party and is not forgotten."""
        return self._tables.labels_of(party)

    def has_standing_credential(self, party: str, time: CertainTime) -> bool:
        """Whether they have a credential that hangs on no parcel, such as a badge, and that may be good."""
        return any(
            one.consignment is None and not one.revoked and _text(time.at) < (one.expires_at or _NEVER)
            for one in self._tables.credentials_of(party)
        )

    def erase(self, *, parties: Collection[str] = (), consignments: Collection[str] = ()) -> int:
        """Take out all rows of these; how many. Their traces go by `kiosk.journal.tables.erasure`."""
        return self._tables.erase(parties=parties, consignments=consignments)


def tidy_tracking(text: str) -> str:
    """A tracking number as it is compared: upper case, without spaces."""
    return "".join(text.upper().split())


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


_NEVER = "9999"
_NOBODY = Credential("", "", Audience.VISITOR, CredentialKind.PIN, b"", revoked=True)
