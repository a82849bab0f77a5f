"""The power goes at any moment of an update: the old version starts or the new one, and never a mix."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.clock import SystemClock
from kiosk.update.manifest import read_manifest
from kiosk.update.slots import verify
from tests.update.world import Machine, Operator

_LONG: Final = "CUBBY_EVERY" in os.environ
_MOMENTS: Final = 50
_TOUCHES: Final = (
    "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "subprocess.Popen",
)  # fmt: skip
_CUT: Final = 9


def _dies(act: Callable[[], object], at: int) -> int:
    """Do it in a process of its own, which ends before its touch number `at`; how many there were."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        touches = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal touches
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
            if writes or event in _TOUCHES:
                touches += 1
                if touches == at:
                    os._exit(_CUT)

        sys.addaudithook(hook)
        try:
            act()
        finally:
            os.write(writer, f"{touches}".encode())
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == (0 if at == 0 else _CUT)
    return int(told or 0)


def _starts_whole(machine: Machine) -> str:
    """Which version starts; its slot is as it was signed."""
    said = machine.launches("look").stdout
    version = said.removesuffix(" look\n")
    manifest = read_manifest((machine.installation.manifests / f"{version}.json").read_bytes())
    verify(manifest, machine.installation.slot(version))
    return version


def test_at_fifty_moments_of_an_update(machine: Machine, tmp_path: Path) -> None:
    machine.updating().fetch()
    shutil.copytree(machine.root, tmp_path / "before", symlinks=True)
    installer = machine.updating(machine.installation.fetched)
    moments = _dies(installer.apply, 0)
    assert moments > _MOMENTS
    started = set()
    for at in range(1, moments + 1) if _LONG else [1 + n * moments // _MOMENTS for n in range(_MOMENTS)]:
        shutil.rmtree(machine.root)
        shutil.copytree(tmp_path / "before", machine.root, symlinks=True)
        _dies(installer.apply, at)
        version = _starts_whole(machine)
        started.add(version)
        if version == "0.1.0" and (_LONG or at % 5 == 0):
            installer.apply()
            assert _starts_whole(machine) == "0.2.0"
    assert started == {"0.1.0", "0.2.0"}


def test_while_it_is_fetched(machine: Machine, tmp_path: Path) -> None:
    shutil.copytree(machine.root, tmp_path / "before", symlinks=True)
    moments = _dies(lambda: machine.updating().fetch(), 0)
    for at in range(1, moments, 1 if _LONG else max(1, moments // 8)):
        shutil.rmtree(machine.root)
        shutil.copytree(tmp_path / "before", machine.root, symlinks=True)
        _dies(lambda: machine.updating().fetch(), at)
        assert _starts_whole(machine) == "0.1.0"
        machine.is_updated()
        assert _starts_whole(machine) == "0.2.0"


def test_everything_is_on_the_disk_before_the_version_changes(
    operator: Operator, machine: Machine, tmp_path: Path
) -> None:
    operator.clock.advance((SystemClock().now() - operator.clock.now()).total_seconds())
    operator.publishes()
    machine.updating().fetch()
    trace = tmp_path / "trace"
    command = (sys.executable, "-m", "kiosk.cli", "update", "apply", "--root", machine.root)
    calls = "openat,fsync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat"
    subprocess.run(
        [*("strace", "-f", "-y", "-qq", "-e", f"trace={calls}", "-o", trace), *command],
        check=True,
        capture_output=True,
    )
    lines = trace.read_text(errors="replace").splitlines()
    slot = machine.installation.slot("0.2.0")
    moved = next(n for n, line in enumerate(lines) if "rename" in line and f'"{slot}"' in line)
    changed = next(
        n
        for n, line in enumerate(lines)
        if "rename" in line and f'"{machine.installation.state}/current"' in line
    )
    synced = {
        found[1]: n for n, line in enumerate(lines) if (found := re.search(r"fsync\(\d+<(.*?)>\)", line))
    }
    own = [
        path
        for path in slot.rglob("*")
        if not path.is_symlink() and (path.is_dir() or path.stat().st_nlink == 1)
    ]
    assert len(own) > 4
    for path in own:
        assert synced[str(machine.installation.work / "slot" / path.relative_to(slot))] < moved
    assert moved < synced[str(machine.installation.slots)] < changed < synced[str(machine.installation.state)]


def test_the_launcher_counts_before_it_starts(machine: Machine) -> None:
    """Killed at the first moment of the new version, again and again: each start was counted before."""
    machine.is_updated()
    (machine.installation.slot("0.2.0") / "cubby").write_text("#!/bin/sh\nkill -9 $$\n")
    assert [machine.launches().returncode for _ in range(3)] == [-_CUT] * 3
    assert machine.launches().stdout == "0.1.0 run\n"
