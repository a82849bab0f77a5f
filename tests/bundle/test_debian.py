"""The Debian packages: the same twice, what is in them, and what the units leave a kiosk."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from bundle.debian import TREE, debian_version, lay_base, packages
from bundle.source import ROOT
from tests.bundle.kit import VERSION, stand_in

UNITS = TREE / "base/usr/lib/systemd/system"
MOST_EXPOSED = 2.0


def contents(package: Path) -> dict[str, str]:
    """Mode and owner of each path in a package."""
    told = subprocess.run(
        ("dpkg-deb", "--contents", package), capture_output=True, text=True, check=True
    ).stdout
    lines = (line.split(None, 5) for line in told.splitlines())
    return {line[5].removeprefix(".").split(" -> ")[0]: f"{line[0]} {line[1]}" for line in lines}


def test_two_packings_are_the_same_to_the_byte(tmp_path: Path) -> None:
    made = [packages(stand_in(tmp_path / name)) for name in ("one", "two")]
    assert [package.name for package in made[0]] == [
        f"cubby-base_{VERSION}_all.deb",
        f"cubby-seed_{VERSION}_amd64.deb",
    ]
    assert [package.read_bytes() for package in made[0]] == [package.read_bytes() for package in made[1]]


def test_files_belong_to_root_and_nobody_else_may_change_them(tmp_path: Path) -> None:
    for package in packages(stand_in(tmp_path)):
        told = contents(package)
        assert all(told[path].endswith(" root/root") for path in told)
        assert not [path for path, mode in told.items() if mode[8] == "w" and mode[0] != "l"]
    slot = f"/opt/cubby/slots/{VERSION}"
    assert told[f"{slot}/cubby"].startswith("-rwxr-xr-x")
    assert told[f"{slot}/_internal/library.so.1"].startswith("-rw-r--r--")
    assert told[f"{slot}/_internal/library.so"].startswith("l")


def test_a_version_on_trial_comes_before_the_release_for_dpkg_too() -> None:
    before, after = debian_version("1.4.0-rc.1"), debian_version("1.4.0")
    subprocess.run(("dpkg", "--compare-versions", before, "lt", after), check=True)


def test_launcher_and_first_site_file_come_with_the_base(tmp_path: Path) -> None:
    lay_base(tmp_path / "base")
    assert (tmp_path / "base/opt/cubby/launch").read_text() == (ROOT / "packaging/launch/launch").read_text()
    assert 'id = "NEW-1"' in (tmp_path / "base/etc/cubby/site.toml").read_text("utf-8")


@pytest.mark.parametrize("unit", ["cubby.service", "cubby-fetch.service", "cubby-install.service"])
def test_a_unit_is_hardly_exposed(unit: str) -> None:
    command = ("systemd-analyze", "security", "--offline=true", "--no-pager", str(UNITS / unit))
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert found, told
    assert float(found[1]) <= MOST_EXPOSED, told


def test_the_kiosks_unit_is_watched_and_reaches_its_devices() -> None:
    text = (UNITS / "cubby.service").read_text("utf-8")
    for line in (
        "Type=notify",
        "NotifyAccess=all",
        "WatchdogSec=30",
        "Restart=always",
        "StartLimitAction=reboot",
        "ProtectSystem=strict",
        "DevicePolicy=closed",
        *(f"DeviceAllow=char-{name} rw" for name in ("ttyUSB", "ttyACM", "video4linux", "drm", "fb", "alsa")),
    ):
        assert f"\n{line}\n" in text, line
    installer = (UNITS / "cubby-install.service").read_text("utf-8")
    assert "\nPrivateNetwork=yes\n" in installer
    fetcher = (UNITS / "cubby-fetch.service").read_text("utf-8")
    assert "\nUser=cubby-fetch\n" in fetcher


def test_rules_for_devices_users_and_folders_are_understood(tmp_path: Path) -> None:
    """By those who will read them, on a root of its own."""
    root = tmp_path / "root"
    (root / "etc").mkdir(parents=True)
    for tool, kind in (("systemd-sysusers", "sysusers.d"), ("systemd-tmpfiles", "tmpfiles.d")):
        options = ("--create",) if kind == "tmpfiles.d" else ()
        file = TREE / "base/usr/lib" / kind / "cubby.conf"
        done = subprocess.run(
            (tool, f"--root={root}", *options, str(file)), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "cubby:" in (root / "etc/passwd").read_text()
    assert (root / "opt/cubby/state").stat().st_mode & 0o7777 == 0o2775
    rules = (TREE / "base/usr/lib/udev/rules.d/70-cubby.rules").read_text("utf-8")
    for line in rules.splitlines():
        assert line.startswith("#") or re.fullmatch(r'([A-Z_]+(\{\w+\})?(==|\+?=)"[^"]*"(, )?)+', line), line


def screen(folder: Path, **extra: str) -> list[str]:
    """What the starter of the screen becomes, on a machine of stand-ins."""
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    for name in ("launch", "cage"):
        (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" "$QT_QPA_PLATFORM"\n')
        (tools / name).chmod(0o755)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "CUBBY_LAUNCH": str(tools / "launch"),
        "CUBBY_CARDS": str(folder / "dri"),
        "SEATD_SOCK": str(folder / "seat"),
    }
    done = subprocess.run(
        (str(TREE / "base/usr/lib/cubby/screen"),),
        env=environment | extra,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_cage_where_there_is_a_card_and_a_seat_else_the_framebuffer(tmp_path: Path) -> None:
    launch = str(tmp_path / "bin/launch")
    assert screen(tmp_path) == ["launch", "run", "linuxfb"]
    (tmp_path / "dri").mkdir()
    (tmp_path / "dri/card0").touch()
    assert screen(tmp_path) == ["launch", "run", "linuxfb"]
    with socket.socket(socket.AF_UNIX) as seat:
        seat.bind(str(tmp_path / "seat"))
        assert screen(tmp_path) == ["cage", "--", launch, "run", "wayland"]
        assert screen(tmp_path, CUBBY_SCREEN="linuxfb") == ["launch", "run", "linuxfb"]


class Sticks:
    """The helper that mounts, on a machine of stand-ins that write down what they are told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tools = folder / "bin"
        tools.mkdir()
        for name in ("mount", "umount"):
            (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{folder}/told"\n')
            (tools / name).chmod(0o755)
        for name, bus in (("sda1", "pci0/usb1/1-2"), ("nvme0n1", "pci0/nvme0")):
            (folder / "sys/devices" / bus / name).mkdir(parents=True)
            (folder / "sys/class/block").mkdir(parents=True, exist_ok=True)
            (folder / "sys/class/block" / name).symlink_to(folder / "sys/devices" / bus / name)
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "CUBBY_SYS": str(folder / "sys"),
            "CUBBY_STICKS": str(folder / "sticks"),
        }

    def start(self, connection: socket.socket) -> subprocess.Popen[bytes]:
        helper = TREE / "base/usr/lib/cubby/stick"
        ours = connection.fileno()
        return subprocess.Popen((str(helper),), stdin=ours, stdout=ours, env=self.environment)

    def told(self) -> list[str]:
        return (self.folder / "told").read_text().splitlines()


def test_a_stick_is_mounted_while_it_is_asked_for(tmp_path: Path) -> None:
    sticks = Sticks(tmp_path)
    ours, theirs = socket.socketpair()
    with ours, theirs, sticks.start(theirs) as helper:
        theirs.close()
        ours.sendall(b"sda1\n")
        assert ours.makefile().readline() == f"ok {tmp_path}/sticks/sda1\n"
        [mounting] = sticks.told()
        assert "nosuid,nodev,noexec,sync" in mounting
        ours.shutdown(socket.SHUT_WR)
        assert helper.wait(10) == 0
    assert sticks.told()[-1].startswith("umount ")
    assert not (tmp_path / "sticks/sda1").exists()


@pytest.mark.parametrize("name", ["nvme0n1", "sdz9", "../sda1", "sda1;reboot", ""])
def test_what_is_no_stick_is_never_mounted(tmp_path: Path, name: str) -> None:
    sticks = Sticks(tmp_path)
    ours, theirs = socket.socketpair()
    with ours, theirs, sticks.start(theirs) as helper:
        theirs.close()
        ours.sendall(f"{name}\n".encode())
        assert ours.makefile().readline().startswith("no ")
        assert helper.wait(10) == 1
    assert not (tmp_path / "told").exists()
