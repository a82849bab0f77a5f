"""What Linux says of the network and of the disk, told from files of a made-up machine."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.journeys.machine.seen import Interface, StorageSeen, Unread
from kiosk.upkeep import network, storage
from kiosk.upkeep.looking import look
from tests.helpers.inbox import Inbox
from tests.upkeep.kit import number_of, recorded

IPV6 = (
    "20010db8000000000000000000000007 02 40 00 80 wired0\n"
    "fe800000000000000000000000000001 02 40 20 80 wired0\n"
)
ROUTE = "Iface Destination Gateway Flags\nwired0 00000000 010200C0 0003\nwired0 000200C0 00000000 0001\n"
IPV6_ROUTE = f"{'0' * 32} 00 {'0' * 32} 00 fe80{'0' * 27}1 00000400 1 0 00000003 wired0\n"
NOTHING = StorageSeen(0, 0, 0, 7, 7, "", "", "3.40.1")


def machine(root: Path, **files: str) -> Path:
    """`files`: paths, with __ for /."""
    for name, content in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return root


def interface(root: Path, name: str, state: str, *, built_in: bool = True) -> None:
    folder = root / "sys/class/net" / name
    folder.mkdir(parents=True)
    (folder / "operstate").write_text(state)
    if built_in:
        (folder / "device").mkdir()


def test_what_is_connected_and_how(tmp_path: Path) -> None:
    root = machine(tmp_path, proc__net__if_inet6=IPV6, proc__net__route=ROUTE, etc__resolv__conf="")
    (tmp_path / "etc/resolv.conf").write_text("# ours\nnameserver 192.0.2.1\nnameserver 192.0.2.2\n")
    interface(root, "wired0", "up\n")
    interface(root, "radio0", "down\n")
    interface(root, "lo", "unknown\n")
    interface(root, "bridge0", "up\n", built_in=False)
    seen = network.look(clock=True, root=root)
    assert seen.interfaces == (
        Interface("radio0", up=False),
        Interface("wired0", up=True, addresses=("2001:db8::7",)),
    )
    assert (seen.gateway, seen.name_servers) == ("192.0.2.1", ("192.0.2.1", "192.0.2.2"))
    assert seen.clock


def test_a_way_out_by_ipv6_alone_is_one(tmp_path: Path) -> None:
    root = machine(tmp_path, proc__net__route="Iface Destination\n", proc__net__ipv6_route=IPV6_ROUTE)
    assert network.look(clock=False, root=root).gateway == "fe80::1"


def test_a_machine_without_anything_says_nothing(tmp_path: Path) -> None:
    seen = network.look(clock=False, root=tmp_path)
    assert (seen.interfaces, seen.gateway, seen.name_servers) == ((), "", ())


def test_the_disk_says_how_full_and_how_worn_it_is(tmp_path: Path) -> None:
    data = recorded(tmp_path / "data")
    part = tmp_path / "sys/devices/mmcblk0/mmcblk0p2"
    (part.parent / "device").mkdir(parents=True)
    (part.parent / "device/life_time").write_text("0x02 0x03\n")
    part.mkdir()
    link = tmp_path / "sys/dev/block" / number_of(data)
    link.parent.mkdir(parents=True)
    link.symlink_to(part)
    seen = storage.look(NOTHING, data, tmp_path / "sys")
    assert seen.worn == 30
    assert seen.journal >= (data / "journal.db").stat().st_size
    assert 0 < seen.free <= seen.total
    assert seen.rows == 7


def test_a_disk_that_says_nothing_of_its_wear(tmp_path: Path) -> None:
    assert storage.look(NOTHING, recorded(tmp_path / "data"), tmp_path / "sys").worn == -1


def test_looking_happens_elsewhere_and_a_disk_that_fails_is_said_to() -> None:
    inbox = Inbox()

    def fails() -> object:
        raise OSError(5, os.strerror(5))

    look(1, fails, lambda ticket, seen: inbox.put((ticket, seen)))
    assert inbox.wait(lambda _told: True) == (1, Unread())
    look(2, lambda: "seen", lambda ticket, seen: inbox.put((ticket, seen)))
    assert inbox.wait(lambda _told: True) == (2, "seen")
