"""An operator with two people and a repository, and a machine with a launcher; slots are a few files."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import FakeClock
from kiosk.release import command as release_command
from kiosk.update import command as update_command
from kiosk.update.installation import Installation, SlotStanding, read_standing
from kiosk.update.steps import Updating

PASSPHRASE: Final = "correct horse battery"  # noqa: S105  of keys that are made here
LIVES: Final = """#!/bin/sh
echo "VERSION $*"
"""
EXITS: Final = """#!/bin/sh
exit 1
"""
_LIBRARY: Final = b"".join(f"line {n} of what hardly changes\n".encode() for n in range(4000))


def build(
    folder: Path, version: str, program: str | bytes = LIVES, more: Mapping[str, bytes] | None = None
) -> Path:
    """A small stand-in of a frozen build; `program` is what the launcher starts."""
    made = folder / f"cubby-{version}"
    shutil.rmtree(made, ignore_errors=True)
    (made / "_internal" / "lib").mkdir(parents=True)
    content = program if isinstance(program, bytes) else program.replace("VERSION", version).encode()
    (made / "cubby").write_bytes(content)
    (made / "cubby").chmod(0o755)
    (made / "_internal" / "lib" / "libqt.so.6").write_bytes(_LIBRARY)
    (made / "_internal" / "lib" / "libqt.so").symlink_to("libqt.so.6")
    (made / "_internal" / "base.zip").write_bytes(_LIBRARY * 2 + f"code of {version}".encode())
    (made / "_internal" / "notes.txt").write_text(f"of {version}\n")
    for name, content in (more or {}).items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


@dataclass
class Operator:
    """Anna and Ben sign; a machine publishes."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)

    @property
    def repository(self) -> Path:
        return self.folder / "releases"

    def key(self, name: str) -> Path:
        return self.folder / "keys" / f"{name}.pem"

    def says(self, *arguments: str | Path) -> int:
        """The exit status of `cubby release ...`."""
        command, *rest = map(str, arguments)
        return release_command.main([command, "--repo", str(self.repository), *rest], self.clock)

    def begins(self) -> None:
        people = [word for name in ("anna", "ben") for word in ("--key", self.key(name))]
        assert self.says("init", *people, "--online", self.key("online")) == 0

    def signs(self, *names: str) -> None:
        for name in names or ("anna", "ben"):
            assert self.says("sign", "--key", self.key(name)) == 0

    def publishes(self) -> None:
        assert self.says("publish", "--online", self.key("online")) == 0

    def releases(
        self, version: str, program: str | bytes = LIVES, more: Mapping[str, bytes] | None = None
    ) -> None:
        made = build(self.folder / "builds", version, program, more)
        assert self.says("add", made, "--notes", f"en=What {version} brings") == 0
        self.signs()
        self.publishes()


@dataclass
class Machine:
    """One installation, at rest unless a test says that a kiosk runs."""

    root: Path
    repository: Path | str
    clock: FakeClock

    @property
    def installation(self) -> Installation:
        return Installation(self.root)

    def updating(self, repository: Path | str | None = None) -> Updating:
        return Updating(self.installation, str(repository or self.repository), self.clock)

    def says(self, *arguments: str | Path) -> int:
        """The exit status of `cubby update ...`."""
        command, *rest = map(str, arguments)
        return update_command.main([command, "--root", str(self.root), *rest], self.clock)

    def is_updated(self, version: str = "") -> None:
        """Fetched by one, installed by the other."""
        self.updating().fetch(version)
        self.updating(self.installation.fetched).apply(version)

    def standing(self) -> SlotStanding:
        found = read_standing(self.installation)
        assert found is not None
        return found

    def launches(self, *arguments: str, patience: float = 20.0) -> subprocess.CompletedProcess[str]:
        """What the launcher does with these, as systemd would run it."""
        return subprocess.run(
            (self.root / "launch", *(arguments or ("run",))),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=patience,
            check=False,
        )

    def slots(self) -> Sequence[str]:
        return sorted(path.name for path in self.installation.slots.iterdir())


@contextmanager
def passphrase() -> Iterator[None]:
    """As a script of an operator gives it."""
    os.environ[release_command.PASSPHRASE] = PASSPHRASE
    try:
        yield
    finally:
        del os.environ[release_command.PASSPHRASE]


def machine_of(operator: Operator, root: Path) -> Machine:
    """A machine that knows this operator, with nothing installed yet."""
    root.mkdir(parents=True)
    shutil.copyfile(operator.repository / "metadata" / "1.root.json", root / "root.json")
    return Machine(root, operator.repository, operator.clock)
