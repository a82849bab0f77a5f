"""Which releases the operator has signed: TUF's metadata, verified by python-tuf, and never older than known.

A clock that says 1970 would take metadata whose time is long over. So the time that counts is the latest of
the clock, of what any metadata that was seen says of its own signing, and of what the kiosk knows to be past.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, TargetFile, Targets, Timestamp
from tuf.ngclient import Updater
from tuf.ngclient.config import UpdaterConfig

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.installation import write_shared
from kiosk.update.manifest import Packed, target_name
from kiosk.update.refusal import NoUpdate, disk_refusal
from kiosk.update.sources import Source, no_answer
from kiosk.update.times import read_time
from kiosk.update.versions import is_version, order

SIGNED_AT: Final = "cubby-signed-at"
"""The field of the timestamp that says when it was signed; TUF itself knows only when a signature ends."""
_SEEN: Final = "seen"
_LONG: Final = timedelta(days=400)
"""By so much more than anything signed a clock is no longer believed without a word."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A release that is signed. `notes`: what is new, by language. `size`: of all its files, in bytes.

    `patches`: by the version that has it, the patch from that manifest to this one.
    """

    version: str
    notes: Mapping[str, str]
    size: int
    target: TargetFile
    patches: Mapping[str, Packed] = field(default_factory=dict)

    def signed(self, content: bytes) -> bool:
        """Whether this is the manifest that was signed."""
        try:
            self.target.verify_length_and_hashes(content)
        except LengthOrHashMismatchError:
            return False
        return True


class TrustedReleases:
    """`trust`: what was seen so far, kept between runs. `known`: what has come by the kiosk's journal."""

    def __init__(
        self, trust: Path, first_root: bytes, source: Source, now: datetime, known: datetime | None = None
    ) -> None:
        self._trust = trust
        self._first_root = first_root
        self._source = source
        self._now = now
        self._known = known
        self._updater: Updater | None = None

    def refresh(self) -> tuple[Offer, ...]:
        """The releases there are, the newest first. Raises NoUpdate."""
        time = self.reference_time()
        with self._said_plainly(time):
            self._trust.mkdir(parents=True, exist_ok=True)
            self._updater = updater = Updater(
                str(self._trust),
                f"{self._source.address}metadata/",
                target_base_url=f"{self._source.address}targets/",
                fetcher=self._source,
                config=UpdaterConfig(app_user_agent="cubby"),
                bootstrap=self._first_root,
            )
            updater._trusted_set.reference_time = time  # test_trust holds it
            updater.refresh()
            signed = _signed_at((self._trust / "timestamp.json").read_bytes())
            if signed is not None and signed > (self._seen() or signed - timedelta(1)):
                write_shared(self._trust / _SEEN, signed.isoformat().encode())
            targets = Metadata[Targets].from_bytes((self._trust / "targets.json").read_bytes()).signed
            return _offers(targets)

    def manifest(self, offer: Offer, fallback: Path) -> bytes:
        """The signed bytes of its manifest, fetched as a whole by way of the file `fallback`.

        Raises NoUpdate.
        """
        if self._updater is None:
            raise RuntimeError("refresh first")
        with self._said_plainly(self.reference_time()):
            return Path(self._updater.download_target(offer.target, str(fallback))).read_bytes()

    def reference_time(self) -> datetime:
        """What the time is at least."""
        return max(filter(None, (self._now, self._seen(), self._known)))

    def _seen(self) -> datetime | None:
        return read_time(self._trust / _SEEN)

    @contextmanager
    def _said_plainly(self, time: datetime) -> Iterator[None]:
        try:
            yield
        except ExpiredMetadataError as failure:
            raise NoUpdate(UpdateFault.EXPIRED, self._expired(time)) from failure
        except UnsignedMetadataError as failure:
            raise NoUpdate(
                UpdateFault.FOREIGN_KEY,
                "the releases are not signed by enough keys of the operator whom this machine knows",
            ) from failure
        except BadVersionNumberError as failure:
            raise NoUpdate(
                UpdateFault.OLDER,
                "the repository is older than what this machine has seen: somebody put an old copy there",
            ) from failure
        except (LengthOrHashMismatchError, DownloadLengthMismatchError) as failure:
            raise NoUpdate(
                UpdateFault.ALTERED, "a file of the repository was altered: it is not what was signed"
            ) from failure
        except (DownloadHTTPError, DownloadError) as failure:
            raise no_answer(failure) from failure
        except (RepositoryError, ValueError, KeyError, TypeError) as failure:
            raise NoUpdate(
                UpdateFault.ALTERED, "the repository can't be read: its metadata is damaged"
            ) from failure
        except OSError as failure:
            raise disk_refusal(failure) from failure

    def _expired(self, time: datetime) -> str:
        seen = self._seen()
        says = "what the repository says of its releases was valid until a time that has passed"
        if seen is not None and self._now == time and time - seen > _LONG:
            return (
                f"{says}: this machine's clock says {time:%Y-%m-%d}, and the newest signature it has seen is"
                f" of {seen:%Y-%m-%d}; set the clock if it is wrong, else have the releases published again"
            )
        if self._now < time:
            return (
                f"{says}: it is {time:%Y-%m-%d} at least, whatever the clock says ({self._now:%Y-%m-%d});"
                " have the releases published again"
            )
        return f"{says}: today is {time:%Y-%m-%d}; have the releases published again"


def _signed_at(timestamp: bytes) -> datetime | None:
    signed = Metadata[Timestamp].from_bytes(timestamp).signed
    try:
        told = datetime.fromisoformat(str(signed.unrecognized_fields.get(SIGNED_AT)))
    except ValueError:
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told


def _offers(targets: Targets) -> tuple[Offer, ...]:
    found = [_offer(target) for target in targets.targets.values()]
    return tuple(sorted(filter(None, found), key=lambda offer: order(offer.version), reverse=True))


def _offer(target: TargetFile) -> Offer | None:
    """None for what is no release of ours, which somebody may sign beside them."""
    told: Any = target.custom
    if not isinstance(told, dict) or not is_version(str(told.get("version", ""))):
        return None
    version = str(told["version"])
    if target.path != target_name(version):
        return None
    notes = {str(language): str(text) for language, text in dict(told.get("notes") or {}).items()}
    patches = {
        str(base): Packed(str(sha256), int(size))
        for base, (sha256, size) in dict(told.get("patches") or {}).items()
    }
    return Offer(version, notes, int(told.get("size", 0)), target, patches)


def custom_of(version: str, notes: Mapping[str, str], size: int, patches: Mapping[str, Packed]) -> Any:  # noqa: ANN401  JSON
    """What is beside a manifest's hash in the signed list, and comes back as an `Offer`."""
    told = {base: [packed.sha256, packed.size] for base, packed in patches.items()}
    return json.loads(json.dumps({"version": version, "notes": dict(notes), "size": size, "patches": told}))
