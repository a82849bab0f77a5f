"""Both packages on a machine: installed without a network, as docs/deploy.md says, and removed again.

The machine is this one under a layer that is thrown away, so no Debian has to be made for it; with CUBBY_LONG
a bare Debian 12 that has systemd and nothing else, and the seed is the real one.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bundle import room, usage
from bundle.building import KEPT
from bundle.debian import packages
from bundle.source import ROOT
from tests.bundle.kit import VERSION, frozen, stand_in

LONG = bool(os.environ.get("CUBBY_LONG"))
PAGE = ROOT / "docs" / "deploy.md"
# Ends with the shell: its namespaces, and all that was mounted and written in them.
MACHINE = """set -eu
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root" "$1/packages"
cp "$3"/*.deb "$1/packages"
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount -t tmpfs tmpfs "$1/root/run"
mount -t tmpfs tmpfs "$1/root/tmp"
mkdir "$1/root/tmp/packages"
mount --bind "$1/packages" "$1/root/tmp/packages"
mkdir -p "$1/root/frozen"
mount --bind "$4" "$1/root/frozen"
exec chroot "$1/root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \\
    sh -eux -c "cd /tmp/packages; $5"
"""


@pytest.fixture(scope="module")
def lower() -> Path:
    """The file system that the machine begins with."""
    if not LONG:
        return Path("/")
    home = KEPT / "bare"
    if not home.exists():
        unfinished = KEPT / f".bare-{os.getpid()}"
        room.bootstrap(unfinished)
        room.install(unfinished, ["systemd", "systemd-sysv", "udev"])
        unfinished.rename(home)
    return home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with both packages."""
    folder = tmp_path_factory.mktemp("packages")
    if not LONG:
        packages(stand_in(folder))
        yield folder
        return
    (folder / "real").mkdir()
    (folder / f"cubby-{VERSION}").symlink_to(frozen().program)
    packages(replace(frozen(), program=folder / f"cubby-{VERSION}"))
    yield folder


def on_a_machine(folder: Path, lower: Path, made: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run `script` in the folder of the packages, as root on a machine without a network."""
    (folder / "machine").mkdir()
    program = frozen().program if "/frozen" in script else folder
    given = (str(path) for path in (folder / "machine", lower, made, program))
    return subprocess.run(
        ("unshare", "--mount", "--net", "sh", "-c", MACHINE, "sh", *given, script),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def blocks() -> list[str]:
    """The commands of the page, a block each."""
    return re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_both_are_installed_without_a_network_and_removed_with_the_data_kept(
    tmp_path: Path, lower: Path, made: Path
) -> None:
    installed = f"""
        dpkg -i cubby-base_*.deb cubby-seed_*.deb
        grep -x 'version {VERSION}' /opt/cubby/state/current
        id -nG cubby | grep dialout
        test -L /etc/systemd/system/multi-user.target.wants/cubby.service
        test "$(readlink /etc/systemd/system/getty@tty1.service)" = /dev/null
        test "$(stat -c %U:%a /var/lib/cubby)" = cubby:700
        runuser -u cubby -- /opt/cubby/launch --version
        runuser -u cubby -- sh -c 'echo parcel >/var/lib/cubby/journal'
        echo 'id = "OURS"' >/etc/cubby/site.toml
        dpkg -i cubby-base_*.deb cubby-seed_*.deb </dev/null
        grep OURS /etc/cubby/site.toml
        dpkg -r cubby-seed cubby-base
        test ! -e /opt/cubby/launch
        test ! -e /opt/cubby/slots/{VERSION}
        test ! -e /etc/systemd/system/getty@tty1.service
        test ! -e /etc/systemd/system/multi-user.target.wants/cubby.service
        dpkg -P cubby-seed cubby-base
        grep parcel /var/lib/cubby/journal
    """
    done = on_a_machine(tmp_path, lower, made, installed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("stand-in" in done.stdout) or (f"cubby {VERSION}" in done.stdout)


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_every_command_of_the_page_about_deploying_works(tmp_path: Path, lower: Path, made: Path) -> None:
    building, *others = blocks()
    [line] = building.splitlines()
    assert usage.parser().parse_args(line.split()[2:]).version == "1.0.0"
    assert len(others) >= 5
    commands = "\n".join(others).replace("dpkg -i", "install_both")
    real = f"mount --bind /frozen /opt/cubby/slots/{VERSION}"
    # Nothing runs here that starts units; the page must name no other one.
    restarts = 'systemctl() { test "$*" = "restart cubby"; }'
    script = f'{restarts}\ninstall_both() {{ dpkg -i "$@"; {real}; }}\n{commands}'
    # As nothing runs, `status` says so with 1.
    script = re.sub(r"(?m)^(.* status .*)$", r"\1 || test $? = 1", script)
    script = script.replace("dpkg -r", f"umount /opt/cubby/slots/{VERSION}\ndpkg -r")
    done = on_a_machine(tmp_path, lower, made, script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"cubby {VERSION}" in done.stdout
    assert "BROKEN" not in done.stdout
    assert "PIN" in done.stdout
