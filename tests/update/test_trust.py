"""What is not signed by the operator, or is older than what is known, is refused whatever the clock says."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.machine.updates import UpdateFault, UpdateStage
from kiosk.update.news import take_news
from kiosk.update.refusal import NoUpdate
from kiosk.update.times import keep_known_time
from tests.update.world import Machine, Operator

DAY = 86_400.0


def _refused(machine: Machine, repository: Path | None = None) -> NoUpdate:
    """What fetching came to; the slot that runs is untouched."""
    before = machine.standing()
    with pytest.raises(NoUpdate) as refused:
        machine.updating(repository).fetch()
    assert machine.standing() == before
    assert machine.slots() == ["0.1.0"]
    return refused.value


def _metadata(operator: Operator, name: str) -> Path:
    return operator.repository / "metadata" / name


def test_a_release_signed_by_strangers_is_refused(
    operator: Operator, machine: Machine, tmp_path: Path
) -> None:
    stranger = Operator(tmp_path / "stranger", operator.clock)
    stranger.begins()
    stranger.releases("0.2.0")
    refusal = _refused(machine, stranger.repository)
    assert refusal.fault is UpdateFault.FOREIGN_KEY
    assert "not signed by enough keys" in str(refusal)


def test_a_manifest_that_one_of_two_signed_is_not_published(operator: Operator) -> None:
    assert operator.says("rotate") == 0
    operator.signs("anna")
    assert operator.says("publish", "--online", operator.key("online")) == 1


def test_an_altered_manifest_is_refused(operator: Operator, machine: Machine) -> None:
    shutil.rmtree(operator.repository / "patches" / "manifests")
    (file,) = (operator.repository / "targets").glob("*.cubby-0.2.0.json")
    file.write_bytes(file.read_bytes().replace(b"notes.txt", b"votes.txt"))
    assert _refused(machine).fault is UpdateFault.ALTERED


def test_an_altered_content_is_refused_also_by_the_installer(operator: Operator, machine: Machine) -> None:
    machine.updating().fetch()
    for blob in (machine.installation.fetched / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(blob.read_bytes()[:-1] + b"!")
    shutil.rmtree(machine.installation.fetched / "patches")
    with pytest.raises(NoUpdate, match=r"altered|can't be fetched"):
        machine.updating(machine.installation.fetched).apply()
    assert machine.slots() == ["0.1.0"]
    assert machine.launches().stdout == "0.1.0 run\n"


def test_older_metadata_played_again_is_refused(operator: Operator, machine: Machine, tmp_path: Path) -> None:
    shutil.copytree(operator.repository, tmp_path / "yesterday", symlinks=True)
    operator.clock.advance(DAY)
    operator.publishes()
    machine.updating().check()
    refusal = _refused(machine, tmp_path / "yesterday")
    assert refusal.fault is UpdateFault.OLDER


def test_what_nobody_made_fresh_any_more_is_refused(operator: Operator, machine: Machine) -> None:
    operator.clock.advance(31 * DAY)
    refusal = _refused(machine)
    assert refusal.fault is UpdateFault.EXPIRED
    assert "have the releases published again" in str(refusal)


def test_a_clock_in_1970_accepts_nothing_frozen(operator: Operator, machine: Machine, tmp_path: Path) -> None:
    shutil.copytree(operator.repository, tmp_path / "frozen", symlinks=True)
    operator.clock.advance(31 * DAY)
    operator.publishes()
    machine.updating().check()
    (machine.installation.fetched / "trust" / "timestamp.json").unlink()
    machine.clock = FakeClock(datetime(1970, 1, 1, tzinfo=UTC))
    refusal = _refused(machine, tmp_path / "frozen")
    assert refusal.fault is UpdateFault.EXPIRED
    assert "whatever the clock says (1970-01-01)" in str(refusal)


def test_a_clock_in_1970_takes_what_the_journal_knows_to_be_past(
    operator: Operator, machine: Machine
) -> None:
    keep_known_time(machine.installation.state, operator.clock.now() + timedelta(days=31))
    machine.clock = FakeClock(datetime(1970, 1, 1, tzinfo=UTC))
    assert _refused(machine).fault is UpdateFault.EXPIRED


def test_a_clock_in_1970_takes_what_is_fresh(machine: Machine) -> None:
    machine.clock = FakeClock(datetime(1970, 1, 1, tzinfo=UTC))
    machine.is_updated()
    assert machine.launches().stdout == "0.2.0 run\n"


def test_a_clock_in_2036_is_named(machine: Machine) -> None:
    machine.clock = FakeClock(datetime(2036, 1, 1, tzinfo=UTC))
    refusal = _refused(machine)
    assert refusal.fault is UpdateFault.EXPIRED
    assert "clock says 2036-01-01" in str(refusal)
    assert "set the clock if it is wrong" in str(refusal)


def test_a_clock_that_is_right_again_forgives(machine: Machine) -> None:
    clock, machine.clock = machine.clock, FakeClock(datetime(2036, 1, 1, tzinfo=UTC))
    _refused(machine)
    machine.clock = clock
    machine.is_updated()
    assert machine.launches().stdout == "0.2.0 run\n"


@pytest.mark.parametrize("name", ["timestamp.json", "4.snapshot.json", "4.targets.json"])
def test_damaged_metadata_is_refused_in_a_sentence(operator: Operator, machine: Machine, name: str) -> None:
    assert operator.says("rotate") == 0
    operator.signs()
    operator.publishes()
    assert _metadata(operator, name).exists()
    for content in (b"", b"{", b"[]", b"null", b'{"signed": {}}', b"\xff" * 100):
        _metadata(operator, name).write_bytes(content)
        assert _refused(machine).fault in (UpdateFault.ALTERED, UpdateFault.FOREIGN_KEY)


def test_a_repository_that_is_not_there_is_told(machine: Machine, tmp_path: Path) -> None:
    assert _refused(machine, tmp_path / "nowhere").fault is UpdateFault.NO_ANSWER


def test_what_is_refused_is_told_the_kiosk(operator: Operator, machine: Machine) -> None:
    operator.clock.advance(31 * DAY)
    _refused(machine)
    (news,) = take_news(machine.installation)[-1:]
    assert (news.stage, news.why) == (UpdateStage.REFUSED, UpdateFault.EXPIRED)


def test_new_keys_are_learned_from_the_old_ones(operator: Operator, machine: Machine) -> None:
    carol, online = operator.key("carol"), operator.key("other-online")
    assert operator.says("rotate", "--old", operator.key("ben"), "--new", carol, "--new-online", online) == 0
    operator.signs("anna", "ben")
    assert operator.says("publish", "--online", online) == 1
    operator.signs("carol")
    assert operator.says("publish", "--online", operator.key("online")) == 1
    assert operator.says("publish", "--online", online) == 0
    machine.is_updated()
    assert machine.launches().stdout == "0.2.0 run\n"
    assert operator.says("sign", "--key", operator.key("ben")) == 1
