"""Keys on tokens: SoftHSM stands for the smart card, and says what a smart card says."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pkcs11
import pytest
from pkcs11.util.ec import encode_named_curve_parameters

from kiosk.release.command import PASSPHRASE as VARIABLE
from kiosk.release.command import main
from tests.update.world import Operator, build, machine_of, passphrase

LIBRARY: Final = "/usr/lib/softhsm/libsofthsm2.so"
PIN: Final = "123456"
LABEL: Final = "Cubby of Anna"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A token with a P-256 key 2, a P-384 key 3 and an RSA key 4; its label."""
    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path}/tokens\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    monkeypatch.delenv("PYKCS11LIB", raising=False)
    made = ("softhsm2-util", "--init-token", "--free", "--label", LABEL, "--so-pin", "87654321", "--pin", PIN)
    subprocess.run(made, check=True, capture_output=True)
    library = pkcs11.lib(LIBRARY)
    library.reinitialize()
    with library.get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
        for number, curve in ((2, "secp256r1"), (3, "secp384r1")):
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC,
                {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(curve)},
                local=True,
            )
            parameters.generate_keypair(store=True, id=bytes([number]), label=curve)
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, id=b"\x04")
    yield LABEL
    library.finalize()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path / "operator")


def _named(file: Path, *more: str, library: str = LIBRARY) -> int:
    return main(["token", "--library", library, "--label", LABEL, "--out", str(file), *more])


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("number", [2, 3])
def test_one_of_two_signs_with_a_token_and_a_machine_takes_the_release(
    operator: Operator, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = operator.key("anna").with_suffix(".pub")
    assert _named(anna, "--key", str(number)) == 0
    with passphrase():
        people = ("--key", anna, "--key", operator.key("ben"))
        assert operator.says("init", *people, "--online", operator.key("online")) == 0
        assert operator.says("add", build(operator.folder / "builds", "1.0.0")) == 0
        operator.signs("ben")
    monkeypatch.setenv(VARIABLE, PIN)
    assert operator.says("sign", "--key", anna) == 0
    operator.publishes()
    machine = machine_of(operator, operator.folder / "machine")
    machine.is_updated()
    assert machine.slots() == ["1.0.0"]
    assert "token" not in (operator.repository / "metadata" / "1.root.json").read_text("utf-8")


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    ("more", "library", "says"),
    [
        (("--key", "9"), LIBRARY, "could not find ECDSA key"),
        (("--key", "4"), LIBRARY, "could not find ECDSA key"),
        (("--label", "Ben's"), LIBRARY, "no PKCS#11 token found"),
        ((), "/usr/lib/nowhere.so", "cannot open shared object file"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    library: str,
    says: str,
) -> None:
    monkeypatch.setenv(VARIABLE, PIN)
    assert _named(tmp_path / "anna.pub", *more, library=library) == 1
    told = capsys.readouterr().err
    assert told.startswith("cubby release token: the key on the token can't be used: ")
    assert says in told
    assert not (tmp_path / "anna.pub").exists()


@pytest.mark.usefixtures("token")
def test_a_wrong_pin_signs_nothing(
    operator: Operator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = operator.key("anna").with_suffix(".pub")
    assert _named(anna) == 0
    with passphrase():
        people = ("--key", anna, "--key", operator.key("ben"))
        assert operator.says("init", *people, "--online", operator.key("online")) == 0
    before = sorted(path.read_bytes() for path in operator.repository.rglob("*.json"))
    capsys.readouterr()
    monkeypatch.setenv(VARIABLE, "654321")
    assert operator.says("sign", "--key", anna) == 1
    assert capsys.readouterr().err == "cubby release sign: the token does not take this PIN\n"
    assert sorted(path.read_bytes() for path in operator.repository.rglob("*.json")) == before


@pytest.mark.usefixtures("token")
def test_a_file_that_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "anna.pub").write_text("something\n")
    assert _named(tmp_path / "anna.pub") == 1
    assert "a key is never written over" in capsys.readouterr().err
    assert (tmp_path / "anna.pub").read_text("utf-8") == "something\n"


@pytest.mark.usefixtures("token")
def test_a_file_that_does_not_say_where_its_key_is(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    anna = operator.key("anna").with_suffix(".pub")
    assert _named(anna) == 0
    told = json.loads(anna.read_text("utf-8"))
    anna.write_text(json.dumps({**told, "token": {"uri": "hsm:2"}}))
    with passphrase():
        operator.says("init", "--key", anna, "--key", operator.key("ben"), "--online", operator.key("online"))
    capsys.readouterr()
    assert operator.says("sign", "--key", anna) == 1
    assert capsys.readouterr().err.endswith("anna.pub does not say where its key is\n")
