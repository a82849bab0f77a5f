"""A disk that is full, or takes nothing: what runs goes on, nothing half is left, and it is tried again."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.refusal import NoUpdate
from tests.update.world import Machine, Operator

_MEGABYTE = 1 << 20


@contextmanager
def _files_end_at(size: int) -> Iterator[None]:
    """No file of this process or its children grows beyond `size` bytes: a true failed write."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def _is_whole(machine: Machine) -> None:
    assert machine.launches().stdout == "0.1.0 run\n"
    assert machine.slots() == ["0.1.0"]
    left = [path for path in machine.installation.fetched.rglob(".*") if path.is_file()]
    assert left == []


def test_full_at_sixty_percent_of_the_download(operator: Operator, machine: Machine) -> None:
    noise = Path("/dev/urandom").open("rb")  # noqa: SIM115  closed below
    with noise:
        large = {f"part{n}": noise.read(size) for n, size in enumerate((_MEGABYTE, _MEGABYTE, 3 * _MEGABYTE))}
    operator.releases("0.3.0", more=large)
    with _files_end_at(2 * _MEGABYTE), pytest.raises(NoUpdate) as refused:
        machine.updating().fetch()
    assert refused.value.fault in (UpdateFault.DISK_FULL, UpdateFault.DISK_FAILED)
    _is_whole(machine)
    came = {
        path: path.stat().st_mtime_ns
        for path in (machine.installation.fetched / "blobs").rglob("*")
        if path.is_file()
    }
    assert len(came) > 1
    machine.updating().fetch()
    assert {path: path.stat().st_mtime_ns for path in came} == came
    machine.updating(machine.installation.fetched).apply()
    assert machine.launches().stdout == "0.3.0 run\n"


def test_full_while_the_slot_is_built(operator: Operator, machine: Machine) -> None:
    operator.releases("0.3.0", more={"zeros": bytes(3 * _MEGABYTE)})
    machine.updating().fetch()
    with _files_end_at(2 * _MEGABYTE), pytest.raises(NoUpdate):
        machine.updating(machine.installation.fetched).apply()
    _is_whole(machine)
    machine.updating(machine.installation.fetched).apply()
    assert machine.launches().stdout == "0.3.0 run\n"


def test_a_trial_that_can_not_be_counted_is_not_begun(machine: Machine) -> None:
    """On a disk that takes nothing the old version starts, each time."""
    machine.is_updated()
    state = machine.installation.state
    kept = (state / "current").read_bytes()
    (state / ".current.launch").mkdir()
    for _ in range(2):
        assert machine.launches().stdout == "0.1.0 run\n"
    assert (state / "current").read_bytes() == kept
