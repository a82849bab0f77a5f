"""A release is fetched by one without rights, applied by one without a network, confirmed or undone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.installation import running, write_standing
from kiosk.update.refusal import NoUpdate
from tests.update.world import EXITS, Machine, Operator, machine_of


def test_the_first_slot_starts_and_is_on_no_trial(machine: Machine) -> None:
    assert machine.launches("run", "--site", "x").stdout == "0.1.0 run --site x\n"
    assert not machine.standing().on_trial


def test_a_newer_release_starts_on_trial_and_is_confirmed(machine: Machine) -> None:
    machine.is_updated()
    assert machine.launches().stdout == "0.2.0 run\n"
    assert machine.standing().previous == "0.1.0"
    assert machine.standing().left == 2
    write_standing(machine.installation, machine.standing().confirmed())
    for _ in range(5):
        assert machine.launches().stdout == "0.2.0 run\n"


def test_what_is_the_same_is_linked_and_what_is_not_comes_as_a_patch(machine: Machine) -> None:
    found = machine.updating().fetch()
    assert found.offer is not None
    assert found.offer.version == "0.2.0"
    assert found.size < 4000
    machine.updating(machine.installation.fetched).apply()
    library = Path("_internal") / "lib" / "libqt.so.6"
    old, new = (machine.installation.slot(version) for version in ("0.1.0", "0.2.0"))
    assert (old / library).samefile(new / library)
    assert (new / "_internal" / "lib" / "libqt.so").readlink() == Path("libqt.so.6")
    assert (new / "_internal" / "base.zip").read_bytes().endswith(b"code of 0.2.0")
    blobs = list((machine.installation.fetched / "blobs").rglob("*"))
    assert blobs == []


def test_other_commands_of_the_slot_take_no_start_from_its_trial(machine: Machine) -> None:
    machine.is_updated()
    for _ in range(5):
        assert machine.launches("doctor").stdout == "0.2.0 doctor\n"
    assert machine.standing().left == 3


def test_a_build_that_exits_is_undone_at_the_fourth_start(operator: Operator, machine: Machine) -> None:
    operator.releases("0.3.0", EXITS)
    machine.is_updated()
    assert [machine.launches().returncode for _ in range(3)] == [1, 1, 1]
    assert machine.launches().stdout == "0.1.0 run\n"
    standing = machine.standing()
    assert (standing.version, standing.undone, standing.why) == ("0.1.0", "0.3.0", "starts")
    assert machine.launches().stdout == "0.1.0 run\n"


def test_a_broken_program_is_undone_at_the_fourth_start(operator: Operator, machine: Machine) -> None:
    operator.releases("0.3.0", b"\x7fELF\x02\x01\x01" + bytes(57))
    machine.is_updated()
    assert all(machine.launches().returncode for _ in range(3))
    assert machine.launches().stdout == "0.1.0 run\n"


def test_a_slot_that_is_gone_is_undone_at_once(machine: Machine) -> None:
    machine.is_updated()
    machine.installation.slot("0.2.0").rename(machine.root / "lost")
    assert machine.launches().stdout == "0.1.0 run\n"
    assert machine.standing().why == "missing"


def test_an_undone_version_is_not_taken_again_unless_it_is_named(machine: Machine) -> None:
    machine.is_updated()
    machine.updating().undo()
    assert machine.launches().stdout == "0.1.0 run\n"
    with pytest.raises(NoUpdate, match=r"0\.2\.0 was undone") as refused:
        machine.updating().fetch()
    assert refused.value.fault is UpdateFault.UNDONE_BEFORE
    machine.is_updated("0.2.0")
    assert machine.launches().stdout == "0.2.0 run\n"


def test_while_a_kiosk_runs_it_is_the_kiosk_that_changes(machine: Machine) -> None:
    machine.updating().fetch()
    with running(machine.installation) as alone:
        assert alone
        applied = machine.updating(machine.installation.fetched).apply()
    assert not applied.started
    assert machine.standing().version == "0.1.0"
    assert machine.launches().stdout == "0.1.0 run\n"


def test_a_first_installation_needs_what_the_operator_gave(operator: Operator, tmp_path: Path) -> None:
    machine = machine_of(operator, tmp_path / "bare")
    (machine.root / "root.json").unlink()
    with pytest.raises(NoUpdate, match=r"root\.json is missing"):
        machine.updating().fetch()


def test_nothing_is_applied_over_a_trial(operator: Operator, machine: Machine) -> None:
    machine.is_updated()
    operator.releases("0.3.0")
    machine.updating().fetch()
    with pytest.raises(NoUpdate, match="on trial"):
        machine.updating(machine.installation.fetched).apply()


def test_a_patch_that_makes_something_else_means_the_whole_file(operator: Operator, machine: Machine) -> None:
    for patch in (operator.repository / "patches").rglob("*"):
        if patch.is_file():
            patch.write_bytes(os.urandom(patch.stat().st_size))
    machine.is_updated()
    assert machine.launches().stdout == "0.2.0 run\n"


def test_the_commands_say_what_they_did(
    machine: Machine, operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert machine.says("check", "--repo", operator.repository) == 0
    assert machine.says("fetch", "--repo", operator.repository) == 0
    assert machine.says("apply") == 0
    assert machine.says("status") == 0
    assert machine.says("undo") == 0
    assert machine.says("status") == 0
    told = capsys.readouterr().out.splitlines()
    size = told[0].removeprefix("Version 0.2.0 can be fetched: ").removesuffix(".")
    assert told == [
        f"Version 0.2.0 can be fetched: {size}.",
        "  What 0.2.0 brings",
        f"Version 0.2.0 was fetched: {size}.",
        "  What 0.2.0 brings",
        "Version 0.2.0 is verified and starts next.",
        "Version 0.2.0 is on trial: 3 starts left, then version 0.1.0 comes back.",
        "Version 0.1.0 is there to go back to.",
        "Version 0.1.0 starts next.",
        "Version 0.1.0 is installed.",
        "Undone on this machine: 0.2.0.",
    ]
