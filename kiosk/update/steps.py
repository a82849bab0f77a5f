"""The steps of an update: what there is, fetched by one without rights, applied by one without a network."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.custody.machine.updates import UndoReason, UpdateFault, UpdateStage, WantedKind
from kiosk.update.installation import (
    Installation,
    SlotStanding,
    changed_to,
    note_undone,
    read_standing,
    running,
    undone_before,
    write_shared,
    write_standing,
)
from kiosk.update.looks import write_notes
from kiosk.update.manifest import SlotManifest, read_manifest
from kiosk.update.news import UpdateNews, note
from kiosk.update.packing import unpack
from kiosk.update.refusal import NoUpdate, disk_refusal
from kiosk.update.slots import Contents, Fetching, build, clear, index_of, room_for, to_fetch, verify
from kiosk.update.sources import KeepingSource, Source, receive, source_of
from kiosk.update.times import known_time
from kiosk.update.trust import Offer, TrustedReleases
from kiosk.update.versions import order
from kiosk.update.wanted import Wanted, forget_wanted, note_wanted

log = logging.getLogger(__name__)

LAUNCHER: Final = Path(__file__).resolve().parents[2] / "packaging" / "launch" / "launch"
"""The launcher that comes with this Cubby; for an installation that has none yet."""


_NO_NEWS: Final = (UpdateFault.NOTHING, UpdateFault.NOT_SET_UP, UpdateFault.UNDONE_BEFORE)
"""Of these the journal hears nothing: nothing came, or it has the undoing already."""


@dataclass(frozen=True, slots=True)
class ReleaseFound:
    """The newest release there is for this machine. `fetching`: what has to come for it, with its manifest.

    `offer`: None where the machine has the newest.
    """

    standing: SlotStanding | None
    offer: Offer | None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """A slot that is there. `started`: it is the one that starts next; else the kiosk changes to it.

    `new`: something was done; else this version is the newest there is.
    """

    version: str
    started: bool
    new: bool = True


class Updating:
    """`repository`: where from, a web address or a folder; None where nothing is to come from anywhere."""

    def __init__(self, installation: Installation, repository: str | None, clock: Clock) -> None:
        self._installation = installation
        self._repository = repository
        self._clock = clock

    def check(self, version: str = "") -> ReleaseFound:
        """What there is, and how many bytes it takes. Raises NoUpdate."""
        standing = self._standing()
        with self._releases(self._installation.fetched) as (releases, source):
            offer = self._chosen(releases.refresh(), standing, version)
            if offer is None:
                return ReleaseFound(standing, None)
            manifest, came = self._manifest(releases, source, offer, standing, keep=True)
            fetching = to_fetch(manifest, index_of(self._slot(standing)))
            return ReleaseFound(standing, offer, came + fetching.size)

    def fetch(self, version: str = "") -> ReleaseFound:
        """Bring all that the newest release takes into `fetched`. Raises NoUpdate."""
        fetched = self._installation.fetched
        with self._noting(version):
            standing = self._standing()
            with self._releases(fetched) as (releases, source):
                offer = self._chosen(releases.refresh(), standing, version)
                if offer is None:
                    return ReleaseFound(standing, None)
                manifest, came = self._manifest(releases, source, offer, standing, keep=True)
                there = index_of(self._slot(standing))
                fetching = to_fetch(manifest, there)
                room_for(fetched, fetching.size)
                self._fetch(manifest, fetching, Contents(source, there, fetched))
            self._note(UpdateNews(UpdateStage.FETCHED, offer.version, size=came + fetching.size))
        return ReleaseFound(standing, offer, came + fetching.size)

    def apply(self, version: str = "") -> Applied:
        """Build the slot of the newest release, verify it, and have it started on trial.

        Where a kiosk runs, it is the kiosk that changes to it, once nobody is there. Raises NoUpdate.
        """
        installation = self._installation
        with self._noting(version):
            standing = self._standing()
            if standing is not None and standing.on_trial:
                raise NoUpdate(
                    UpdateFault.NOTHING, f"version {standing.version} is on trial; wait until it is confirmed"
                )
            self._prepare()
            with self._releases(installation.trust) as (releases, source):
                offer = self._chosen(releases.refresh(), standing, version)
                if offer is None:
                    return Applied(standing.version if standing is not None else "", started=False, new=False)
                manifest, _ = self._manifest(releases, source, offer, standing)
            self._build(manifest, source, standing)
            with self._disk():
                write_notes(installation, offer.version, offer.notes)
            return self._change(offer.version, standing)

    def undo(self) -> Applied:
        """Go back to the version before. Raises NoUpdate."""
        standing = self._standing()
        if standing is None or not standing.previous:
            raise NoUpdate(UpdateFault.NOTHING, "there is no version to go back to")
        slot = self._installation.slot(standing.previous)
        if not (slot / "cubby").exists():
            raise NoUpdate(UpdateFault.NOTHING, f"version {standing.previous} is not there any more")
        with self._disk(), running(self._installation) as nobody:
            if nobody:
                note_undone(self._installation, standing.version)
                write_standing(self._installation, standing.back(UndoReason.ASKED))
            else:
                note_wanted(self._installation, Wanted(WantedKind.UNDO, standing.previous))
            return Applied(standing.previous, nobody)

    def _standing(self) -> SlotStanding | None:
        with self._disk():
            return read_standing(self._installation)

    def _slot(self, standing: SlotStanding | None) -> Path | None:
        slot = None if standing is None else self._installation.slot(standing.version)
        return slot if slot is not None and slot.is_dir() else None

    @contextmanager
    def _releases(self, place: Path) -> Iterator[tuple[TrustedReleases, Source]]:
        """What is signed, seen with what is remembered in `place`, and where the rest comes from."""
        installation = self._installation
        repository = self._repository
        if repository is None:
            raise NoUpdate(UpdateFault.NOT_SET_UP, "nobody said where releases come from; give --repo")
        try:
            first_root = installation.trusted_root.read_bytes()
        except FileNotFoundError as failure:
            raise NoUpdate(
                UpdateFault.NOT_SET_UP,
                f"{installation.trusted_root} is missing; copy metadata/1.root.json of the releases there",
            ) from failure
        with self._disk():
            source = source_of(repository)
            trust = place
            seen_from: Source = source
            if place == installation.fetched:  # the installer verifies it all again, out of this copy
                trust = place / "trust"
                seen_from = KeepingSource(source, place)
            place.mkdir(parents=True, exist_ok=True)
            known = known_time(installation.state)
            yield TrustedReleases(trust, first_root, seen_from, self._clock.now(), known), source

    def _chosen(self, offers: tuple[Offer, ...], standing: SlotStanding | None, version: str) -> Offer | None:
        """The release of this version, else the newest that is newer than what is installed, or None.

        What did not live here once is not taken again, unless it is named. Raises NoUpdate.
        """
        if version:
            named = next((offer for offer in offers if offer.version == version), None)
            if named is None:
                raise NoUpdate(UpdateFault.NOTHING, f"there is no release {version} that is signed")
            if standing is not None and standing.version == version:
                return None
            return named
        undone = undone_before(self._installation)
        newer = [o for o in offers if standing is None or order(o.version) > order(standing.version)]
        fit = [offer for offer in newer if offer.version not in undone]
        if newer and not fit:
            told = newer[0].version
            raise NoUpdate(
                UpdateFault.UNDONE_BEFORE,
                f"version {told} was undone on this machine before; a later one is waited for, or name it",
            )
        return fit[0] if fit else None

    def _manifest(
        self,
        releases: TrustedReleases,
        source: Source,
        offer: Offer,
        standing: SlotStanding | None,
        *,
        keep: bool = False,
    ) -> tuple[SlotManifest, int]:
        """The release's manifest and the bytes that came for it; by a patch from ours where there is one."""
        place = self._installation.fetched if keep else self._installation.work
        place.mkdir(parents=True, exist_ok=True)
        to = place / f"{offer.version}.manifest"
        patch = offer.patches.get(standing.version) if standing is not None else None
        own = None if standing is None else self._installation.manifests / f"{standing.version}.json"
        if patch is not None and standing is not None and own is not None and own.exists():
            name = f"patches/manifests/{offer.version}.{standing.version}"
            packed = place / name
            try:
                receive(source, name, patch, packed)
                if unpack(packed, to, base=own) and offer.signed(to.read_bytes()):
                    return read_manifest(to.read_bytes()), patch.size
            except NoUpdate as refusal:
                if refusal.fault is UpdateFault.DISK_FULL:
                    raise
                log.warning("the patch %s is not used: %s", name, refusal)
        return read_manifest(releases.manifest(offer, to)), offer.target.length

    def _fetch(self, manifest: SlotManifest, fetching: Fetching, contents: Contents) -> None:
        """Each content is made once and dropped: a patch that does not hold is found out now."""
        trial = self._installation.fetched / "trial"
        for sha256, file in manifest.contents().items():
            if sha256 in fetching.patches or sha256 in fetching.whole:
                contents.make(file, fetching.patches.get(sha256), trial)
                trial.unlink()

    def _build(self, manifest: SlotManifest, source: Source, standing: SlotStanding | None) -> None:
        installation = self._installation
        slot = installation.slot(manifest.version)
        work = installation.work
        if slot.is_dir():
            with self._disk():
                try:
                    verify(manifest, slot)
                except NoUpdate:
                    clear(slot)  # of an update that was cut short by another Cubby
        if not slot.is_dir():
            there = index_of(self._slot(standing))
            build(manifest, Contents(source, there, work), there, work, slot)
        with self._disk():
            signed = (work / f"{manifest.version}.manifest").read_bytes()
            write_shared(installation.manifests / f"{manifest.version}.json", signed)
            clear(work)

    def _change(self, version: str, standing: SlotStanding | None) -> Applied:
        """From here on the new slot starts: at once where no kiosk runs, else when the kiosk says so."""
        installation = self._installation
        with self._disk(), running(installation) as nobody:
            if nobody:
                write_standing(installation, changed_to(version, standing))
                forget_wanted(installation)
            else:
                note_wanted(installation, Wanted(WantedKind.APPLY, version))
            self._sweep(version, standing)
            return Applied(version, nobody)

    def _sweep(self, version: str, standing: SlotStanding | None) -> None:
        """Drop what neither runs nor is gone back to, and what was fetched for this one."""
        kept = {version, standing.version, standing.previous} if standing is not None else {version}
        for slot in self._installation.slots.iterdir():
            if slot.name not in kept:
                clear(slot)
        for manifest in self._installation.manifests.iterdir():
            if manifest.stem not in kept:
                manifest.unlink()
        for folder in ("blobs", "patches"):
            shutil.rmtree(self._installation.fetched / folder, ignore_errors=True)

    def _prepare(self) -> None:
        """Folders, and a launcher where there is none."""
        installation = self._installation
        with self._disk():
            for folder in (installation.slots, installation.manifests, installation.state, installation.work):
                folder.mkdir(parents=True, exist_ok=True)
            if not installation.launcher.exists():
                shutil.copyfile(LAUNCHER, installation.launcher)
                installation.launcher.chmod(0o755)

    @contextmanager
    def _noting(self, version: str) -> Iterator[None]:
        """What is refused is told the kiosk, which has the journal."""
        try:
            yield
        except NoUpdate as refusal:
            if refusal.fault not in _NO_NEWS:
                self._note(UpdateNews(UpdateStage.REFUSED, version, why=refusal.fault))
            raise

    def _note(self, news: UpdateNews) -> None:
        try:
            note(self._installation, news)
        except OSError as failure:  # the refusal itself is what matters
            log.warning("the kiosk is not told of it: %s", failure)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as failure:
            raise disk_refusal(failure) from failure
