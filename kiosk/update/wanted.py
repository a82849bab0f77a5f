"""What the kiosk is asked to change to, once nobody is there: the installer writes it, the kiosk reads it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.machine.updates import WantedKind
from kiosk.update.installation import Installation, write_shared
from kiosk.update.versions import is_version


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new version is changed to at the hour that the site says, the old one as soon as nobody is there."""

    kind: WantedKind
    version: str


def note_wanted(installation: Installation, wanted: Wanted) -> None:
    """Raises OSError."""
    write_shared(installation.state / "wanted", f"{wanted.kind} {wanted.version}\n".encode())


def read_wanted(installation: Installation) -> Wanted | None:
    """None where nothing is wanted, or nothing that is there. Raises OSError."""
    try:
        kind, _, version = (
            (installation.state / "wanted").read_text("ascii", errors="replace").strip().partition(" ")
        )
    except FileNotFoundError:
        return None
    if kind not in set(WantedKind) or not is_version(version):
        return None
    return Wanted(WantedKind(kind), version) if (installation.slot(version) / "cubby").exists() else None


def forget_wanted(installation: Installation) -> None:
    """Raises OSError."""
    (installation.state / "wanted").unlink(missing_ok=True)
