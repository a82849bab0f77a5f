"""The repository's signed lists: what waits for signatures, who has signed, and what is published.

metadata/   what kiosks read: N.root.json, N.targets.json, N.snapshot.json, timestamp.json
targets/    manifests by their hash;  blobs/, patches/  contents by theirs
staged/     root.json and targets.json while they wait for signatures
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from securesystemslib.signer import Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    Key,
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from kiosk.release.keys import name_of
from kiosk.release.refusal import ReleaseRefused
from kiosk.update.installation import write_shared
from kiosk.update.trust import SIGNED_AT

LIVES: Final[Mapping[str, timedelta]] = {
    "root": timedelta(days=730),
    "targets": timedelta(days=365),
    "snapshot": timedelta(days=60),
    "timestamp": timedelta(days=30),
}
"""How long a signature holds. The last two are renewed by `publish`, which a machine can do every night."""
OFFLINE: Final = ("root", "targets")
_ONLINE: Final = ("snapshot", "timestamp")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list that waits for signatures. `missing`: how many more it takes; `by`: who has signed."""

    role: str
    version: int
    by: tuple[str, ...]
    missing: int


class Repository:
    """`now`: in UTC. Everything raises ReleaseRefused, and OSError where the disk refuses."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder = folder
        self._now = now.replace(microsecond=0)
        self._metadata = folder / "metadata"
        self._staged = folder / "staged"

    # --- what there is ----------------------------------------------------------------------------

    def root(self) -> Metadata[Root]:
        """The newest that is published."""
        found = sorted(self._metadata.glob("*.root.json"), key=_number)
        if not found:
            raise ReleaseRefused(f"{self.folder} is no repository; make one with `cubby release init`")
        return Metadata[Root].from_file(str(found[-1]))

    def targets(self) -> Metadata[Targets]:
        """The newest that is published."""
        found = sorted(self._metadata.glob("*.targets.json"), key=_number)
        if not found:
            raise ReleaseRefused(f"{self.folder} has no list of releases; run `cubby release init` again")
        return Metadata[Targets].from_file(str(found[-1]))

    def staged_root(self) -> Metadata[Root] | None:
        file = self._staged / "root.json"
        return Metadata[Root].from_file(str(file)) if file.exists() else None

    def staged_targets(self) -> Metadata[Targets] | None:
        file = self._staged / "targets.json"
        return Metadata[Targets].from_file(str(file)) if file.exists() else None

    def releases(self) -> Targets:
        """With what waits for signatures."""
        return (self.staged_targets() or self.targets()).signed

    def waiting(self) -> Iterator[Waiting]:
        """What waits, and for how many."""
        root, targets = self.staged_root(), self.staged_targets()
        if root is not None:
            yield self._waiting("root", root, self._judges_of_root(root))
        if targets is not None:
            yield self._waiting("targets", targets, ((root or self.root()).signed,))

    # --- first of all -----------------------------------------------------------------------------

    def begin(self, people: Sequence[Key], threshold: int, online: Key) -> None:
        """An empty list of releases, to be signed by `threshold` of these people."""
        if any(self._metadata.glob("*.root.json")) or self.staged_root() is not None:
            raise ReleaseRefused(f"{self.folder} is a repository already")
        if not 1 <= threshold <= len(people):
            raise ReleaseRefused(f"{threshold} of {len(people)} keys can't sign; name more keys")
        if len({key.keyid for key in people}) != len(people):
            raise ReleaseRefused("one key was named twice; each person has their own")
        keys = {key.keyid: key for key in (*people, online)}
        offline = [key.keyid for key in people]
        roles = {name: Role(list(offline), threshold) for name in OFFLINE}
        roles |= {name: Role([online.keyid], 1) for name in _ONLINE}
        self._stage("root", Metadata(Root(1, None, self._until("root"), keys, roles)))
        self._stage("targets", Metadata(Targets(1, None, self._until("targets"))))

    # --- what is new ------------------------------------------------------------------------------

    def add(self, target: TargetFile) -> None:
        """One more release in the list, which then waits for signatures."""
        listed = self._new_targets()
        listed.targets[target.path] = target
        self._stage("targets", Metadata(listed))

    def replace_person(self, old: Key, new: Key) -> None:
        """Root and releases are signed by `new` in place of `old` from then on."""
        root = self._new_root()
        if old.keyid not in root.roles["root"].keyids:
            raise ReleaseRefused(f"the key of {name_of(old)} signs no releases here")
        for role in OFFLINE:
            root.revoke_key(old.keyid, role)
            root.add_key(new, role)
        self._stage("root", Metadata(root))
        self._stage("targets", Metadata(self._new_targets()))

    def replace_online(self, new: Key) -> None:
        """Freshness is signed by `new` from then on."""
        root = self._new_root()
        for role in _ONLINE:
            for keyid in tuple(root.roles[role].keyids):
                root.revoke_key(keyid, role)
            root.add_key(new, role)
        self._stage("root", Metadata(root))

    def renew(self) -> None:
        """Root and list once more, as they are, for another year or two."""
        self._stage("root", Metadata(self._new_root()))
        self._stage("targets", Metadata(self._new_targets()))

    def sign(self, signer: Signer) -> tuple[str, ...]:
        """Sign everything that waits and that this key may sign; which lists those were."""
        root = self.staged_root()
        signed: list[str] = []
        for role, metadata in (("root", root), ("targets", self.staged_targets())):
            if metadata is None:
                continue
            judges = (
                self._judges_of_root(root) if role == "root" and root else ((root or self.root()).signed,)
            )
            if any(signer.public_key.keyid in judge.roles[role].keyids for judge in judges):
                metadata.sign(signer, append=True)
                self._stage(role, metadata)
                signed.append(role)
        if not signed:
            nothing = not any(self.waiting())
            raise ReleaseRefused(
                "nothing waits for signatures"
                if nothing
                else f"the key of {name_of(signer.public_key)} signs nothing here"
            )
        return tuple(signed)

    def publish(self, online: Signer) -> bool:
        """Have kiosks see what was signed, and say anew that it is fresh; whether there was anything new.

        Nothing of it is seen before the last file, timestamp.json, is replaced.
        """
        root, targets = self.staged_root(), self.staged_targets()
        judge = root or self.root()
        if online.public_key.keyid not in judge.signed.roles["timestamp"].keyids:
            raise ReleaseRefused(f"{name_of(online.public_key)} is not the online key of this repository")
        for waiting in self.waiting():
            if waiting.missing:
                thing, more = thing_of(waiting.role), waiting.missing
                raise ReleaseRefused(f"{thing} waits for more signatures ({more}): `cubby release sign`")
        self._metadata.mkdir(parents=True, exist_ok=True)
        if root is not None:
            write_shared(self._metadata / f"{root.signed.version}.root.json", root.to_bytes())
        if targets is not None:
            write_shared(self._metadata / f"{targets.signed.version}.targets.json", targets.to_bytes())
        listed = targets or self.targets()
        self._freshen(online, listed.signed.version)
        for role in OFFLINE:
            (self._staged / f"{role}.json").unlink(missing_ok=True)
        return root is not None or targets is not None

    def ends(self) -> Mapping[str, datetime]:
        """Until when the signatures of people hold."""
        return {"root": self.root().signed.expires, "targets": self.targets().signed.expires}

    # --- inside -----------------------------------------------------------------------------------

    def _freshen(self, online: Signer, listed: int) -> None:
        number = max((_number(file) for file in self._metadata.glob("*.snapshot.json")), default=0) + 1
        snapshot = Snapshot(number, None, self._until("snapshot"), {"targets.json": MetaFile(listed)})
        fresh = Metadata(snapshot)
        fresh.sign(online)
        write_shared(self._metadata / f"{number}.snapshot.json", fresh.to_bytes())
        at = Timestamp(
            number,
            None,
            self._until("timestamp"),
            MetaFile(number),
            {SIGNED_AT: self._now.isoformat()},
        )
        seal = Metadata(at)
        seal.sign(online)
        write_shared(self._metadata / "timestamp.json", seal.to_bytes())

    def _until(self, role: str) -> datetime:
        return self._now + LIVES[role]

    def _new_root(self) -> Root:
        """The next root: what waits already, or the published one with a higher number."""
        staged = self.staged_root()
        root = staged.signed if staged is not None else self.root().signed
        if staged is None:
            root.version += 1
        root.expires = self._until("root")
        return root

    def _new_targets(self) -> Targets:
        staged = self.staged_targets()
        listed = staged.signed if staged is not None else self.targets().signed
        if staged is None:
            listed.version += 1
        listed.expires = self._until("targets")
        return listed

    def _stage(self, role: str, metadata: Metadata[Root] | Metadata[Targets]) -> None:
        self._staged.mkdir(parents=True, exist_ok=True)
        write_shared(self._staged / f"{role}.json", metadata.to_bytes())

    def _judges_of_root(self, staged: Metadata[Root]) -> tuple[Root, ...]:
        """A new root is signed by those whom the old one names, and by those whom it names itself."""
        return (staged.signed,) if staged.signed.version == 1 else (self.root().signed, staged.signed)

    def _waiting(
        self, role: str, metadata: Metadata[Root] | Metadata[Targets], judges: Sequence[Root]
    ) -> Waiting:
        missing, by = 0, dict[str, str]()
        for judge in judges:
            try:
                result = judge.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
            except (RepositoryError, ValueError) as failure:
                raise ReleaseRefused(f"{_THINGS[role]} in staged/ can't be read") from failure
            missing = max(missing, result.threshold - len(result.signed))
            by |= {keyid: name_of(key) for keyid, key in result.signed.items()}
        version = metadata.signed.version
        return Waiting(role, version, tuple(sorted(by.values())), missing)


_THINGS: Final[Mapping[str, str]] = {"root": "the list of keys", "targets": "the list of releases"}


def _number(file: Path) -> int:
    number = file.name.partition(".")[0]
    return int(number) if number.isdecimal() else 0


def thing_of(role: str) -> str:
    """What people call it."""
    return _THINGS[role]
