"""The one USB stick is found among a machine's disks, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.journeys.machine.seen import ErrandWord
from kiosk.upkeep.stick import Stick, find
from tests.upkeep.kit import Disks, number_of


@pytest.fixture
def disks(tmp_path: Path) -> Disks:
    return Disks(tmp_path / "machine")


def test_a_stick_with_a_partition_is_found_by_the_partition(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sda", parts={"sda1": 900})
    assert find(tmp_path, disks.places) == Stick(disks.places.dev / "sda1", "8:1")


def test_a_stick_without_partitions_is_one_file_system(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sda")
    assert find(tmp_path, disks.places) == Stick(disks.places.dev / "sda", "8:0")


def test_the_largest_of_several_partitions_is_taken_unless_another_is_mounted(
    disks: Disks, tmp_path: Path
) -> None:
    disks.plug("sda", parts={"sda1": 10, "sda2": 900})
    assert find(tmp_path, disks.places) == Stick(disks.places.dev / "sda2", "8:2")
    disks.mount("8:1", tmp_path / "a stick")
    assert find(tmp_path, disks.places) == Stick(disks.places.dev / "sda1", "8:1", tmp_path / "a stick")


def test_one_that_is_mounted_for_reading_only_says_so(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sda")
    disks.mount("8:0", tmp_path, "ro,nosuid")
    found = find(tmp_path, disks.places)
    assert isinstance(found, Stick)
    assert found.read_only


def test_a_folder_of_the_stick_that_is_bound_elsewhere_is_not_the_stick(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sda")
    disks.mount("8:0", tmp_path, root="/secret")
    assert find(tmp_path, disks.places) == Stick(disks.places.dev / "sda", "8:0")


def test_none_and_two(disks: Disks, tmp_path: Path) -> None:
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK
    disks.plug("sda")
    disks.plug("sdb", 9)
    assert find(tmp_path, disks.places) is ErrandWord.SEVERAL


def test_a_disk_that_is_built_in_is_none(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sdz", removable=False)
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK


def test_nor_is_an_optical_drive(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sr0", kind="5")
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK


def test_nor_a_reader_without_a_card(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sdz", size=0)
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK


def test_the_disk_that_the_machine_lives_on_is_none_even_when_it_is_a_stick(
    disks: Disks, tmp_path: Path
) -> None:
    disks.plug("sda", parts={"sda1": 10, "sda2": 900})
    disks.mount("8:2", "/")
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK


def test_nor_is_the_disk_that_the_data_lies_on(disks: Disks, tmp_path: Path) -> None:
    disks.plug("sda", parts={"sda1": 10})
    (disks.root / "sys/block/sda/sda1/dev").write_text(number_of(tmp_path))
    assert find(tmp_path, disks.places) is ErrandWord.NO_STICK
