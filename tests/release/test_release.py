"""What people sign is what kiosks get: nothing with too few signatures, nothing by a stranger."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.release.command import PASSPHRASE as VARIABLE
from tests.update.world import Operator, build, passphrase


@pytest.fixture(autouse=True)
def _passphrase() -> Iterator[None]:
    with passphrase():
        yield


@pytest.fixture(scope="session")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    with passphrase():
        Operator(folder).begins()
    return folder


@pytest.fixture
def operator(_begun: Path, tmp_path: Path) -> Operator:
    shutil.copytree(_begun, tmp_path / "operator")
    return Operator(tmp_path / "operator")


def _adds(operator: Operator, version: str, *more: str) -> int:
    return operator.says("add", build(operator.folder / "builds", version), *more)


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr()
    return told.err or told.out


def test_nothing_is_published_with_one_of_two_signatures(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _adds(operator, "1.0.0") == 0
    operator.signs("anna")
    operator.signs("anna")
    _said(capsys)
    assert operator.says("publish", "--online", operator.key("online")) == 1
    assert _said(capsys) == (
        "cubby release publish: the list of releases waits for more signatures (1): `cubby release sign`\n"
    )
    operator.signs("ben")
    operator.publishes()


def test_a_dry_run_says_what_each_kiosk_fetches_and_changes_nothing(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    operator.releases("1.0.0")
    before = {path: path.read_bytes() for path in operator.repository.rglob("*") if path.is_file()}
    _said(capsys)
    assert _adds(operator, "1.0.1", "--dry-run", "--json") == 0
    told = json.loads(_said(capsys))
    assert set(told["fetches"]) == {"", "1.0.0"}
    assert told["fetches"]["1.0.0"] < 2000 < told["fetches"][""]
    assert {path: path.read_bytes() for path in operator.repository.rglob("*") if path.is_file()} == before


def test_a_release_is_never_altered(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    operator.releases("1.0.0")
    assert _adds(operator, "1.0.0") == 1
    assert "a release is never altered" in _said(capsys)


def test_the_same_build_makes_the_same_manifest(operator: Operator, tmp_path: Path) -> None:
    other = Operator(tmp_path / "other")
    other.begins()
    for each in (operator, other):
        assert _adds(each, "1.0.0") == 0
    ours, theirs = (sorted(each.repository.glob("targets/*")) for each in (operator, other))
    assert [path.name for path in ours] == [path.name for path in theirs]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "nowhere", "--version", "1.0.0"), "is no folder of a build"),
        (("add", "nowhere"), "say --version"),
        (("add", "nowhere", "--version", "one"), "'one' is no version"),
        (("add", "nowhere", "--version", "1.0.0", "--notes", "faster"), "'faster' is no note"),
        (("sign", "--key", "nobody.pem"), "there is no public key"),
        (("rotate", "--old", "anna.pub"), "say both --old and --new"),
    ],
)
def test_slips_are_told_in_a_sentence(
    operator: Operator, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    _said(capsys)
    assert operator.says(*arguments) == 1
    assert sentence in _said(capsys)


def test_nothing_waits(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    _said(capsys)
    assert operator.says("sign", "--key", operator.key("anna")) == 1
    assert "nothing waits for signatures" in _said(capsys)


def test_a_stranger_signs_nothing(
    operator: Operator, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stranger = Operator(tmp_path / "stranger")
    stranger.begins()
    assert _adds(operator, "1.0.0") == 0
    _said(capsys)
    assert operator.says("sign", "--key", stranger.key("anna")) == 1
    assert "the key of anna signs nothing here" in _said(capsys)


def test_a_wrong_passphrase_opens_nothing(
    operator: Operator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _adds(operator, "1.0.0") == 0
    monkeypatch.setenv(VARIABLE, "wrong horse battery")
    _said(capsys)
    assert operator.says("sign", "--key", operator.key("anna")) == 1
    assert "the passphrase does not open" in _said(capsys)


def test_a_short_passphrase_makes_no_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "short")
    operator = Operator(tmp_path)
    key = operator.key("anna")
    assert operator.says("init", "--key", key, "--threshold", "1", "--online", operator.key("online")) == 1
    assert "is too short" in _said(capsys)
    assert not key.exists()


def test_keys_are_for_their_owners_eyes(operator: Operator) -> None:
    for name in ("anna", "ben", "online"):
        assert operator.key(name).stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in operator.key("anna").read_bytes()


def test_an_online_key_within_the_repository_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    operator = Operator(tmp_path)
    inside = operator.repository / "online.pem"
    assert operator.says("init", "--key", operator.key("anna"), "--threshold", "1", "--online", inside) == 1
    assert "outside the repository" in _said(capsys)


def test_a_person_who_is_elsewhere_signs_with_their_own_machine(tmp_path: Path) -> None:
    """Ben's machine makes his key; only its public half is where Anna begins."""
    ben = Operator(tmp_path / "ben")
    ben.begins()
    anna = Operator(tmp_path / "anna")
    anna.key("ben").parent.mkdir(parents=True)
    shutil.copyfile(ben.key("ben").with_suffix(".pub"), anna.key("ben").with_suffix(".pub"))
    anna.begins()
    assert anna.says("publish", "--online", anna.key("online")) == 1
    assert anna.says("sign", "--key", ben.key("ben")) == 0
    anna.publishes()


def test_signatures_that_end_soon_are_told(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    operator.clock.advance(320 * 86_400)
    _said(capsys)
    operator.publishes()
    assert "The list of releases has to be signed again before" in _said(capsys)
    assert operator.says("rotate") == 0
    operator.signs()
    _said(capsys)
    operator.publishes()
    assert "signed again" not in _said(capsys)
