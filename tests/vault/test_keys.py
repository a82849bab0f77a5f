"""Keys: made once, kept from others, never made anew beside an old journal, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.vault import keys
from kiosk.vault.keys import KeySource, KeysUnusable


def _made(folder: Path) -> keys.Keys:
    return keys.load(folder, create=True, environment={})


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = _made(tmp_path)
    again = keys.load(tmp_path, create=False, environment={})
    assert (again.pepper, again.public, again.source) == (first.pepper, first.public, KeySource.FILE)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert modes == {"pepper": 0o600, "signing.key": 0o600, "signing.pub": 0o644}
    assert len(first.pepper) == 32


def test_two_kiosks_have_different_keys(tmp_path: Path) -> None:
    one, other = _made(tmp_path / "one"), _made(tmp_path / "other")
    assert one.pepper != other.pepper
    assert one.public != other.public


def test_what_one_signs_only_its_key_verifies(tmp_path: Path) -> None:
    one, other = _made(tmp_path / "one"), _made(tmp_path / "other")
    signature = one.sign(b"statement")
    assert one.verify(b"statement", signature)
    assert keys.verifier(keys.public_key(tmp_path / "one"))(b"statement", signature)
    assert not one.verify(b"another statement", signature)
    assert not one.verify(b"statement", b"")
    assert not other.verify(b"statement", signature)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    made = _made(tmp_path)
    assert repr(made) == "Keys(source=<KeySource.FILE: 'key-file'>)"


def test_keys_beside_an_old_journal_are_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="is missing"):
        keys.load(tmp_path, create=False, environment={})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda path: path.chmod(0o644), "can be read by others"),
        (lambda path: path.write_bytes(b"short"), "has 5 bytes"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
@pytest.mark.parametrize("name", ["pepper", "signing.key"])
def test_a_key_file_that_is_not_right_is_refused(tmp_path: Path, name: str, harm: object, says: str) -> None:
    _made(tmp_path)
    assert callable(harm)
    harm(tmp_path / "keys" / name)
    with pytest.raises(KeysUnusable, match=says):
        keys.load(tmp_path, create=False, environment={})


def test_another_kiosks_public_key_is_noticed(tmp_path: Path) -> None:
    _made(tmp_path)
    (tmp_path / "keys" / "signing.pub").write_text(bytes(32).hex())
    with pytest.raises(KeysUnusable, match="not the public half"):
        _made(tmp_path)


def test_systemd_credentials_come_first_and_no_secret_is_written_to_the_disk(tmp_path: Path) -> None:
    given, data = tmp_path / "credentials", tmp_path / "data"
    given.mkdir()
    (given / "cubby.pepper").write_bytes(b"p" * 32)
    (given / "cubby.signing-key").write_bytes(b"s" * 32)
    loaded = keys.load(data, create=True, environment={"CREDENTIALS_DIRECTORY": str(given)})
    assert (loaded.pepper, loaded.source) == (b"p" * 32, KeySource.CREDENTIAL)
    assert [path.name for path in (data / "keys").iterdir()] == ["signing.pub"]
    (given / "cubby.pepper").write_bytes(b"p" * 31)
    with pytest.raises(KeysUnusable, match="has 31 bytes"):
        keys.load(data, create=True, environment={"CREDENTIALS_DIRECTORY": str(given)})


def test_half_a_set_of_credentials_is_not_mixed_with_files(tmp_path: Path) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    (given / "cubby.pepper").write_bytes(b"p" * 32)
    made = keys.load(tmp_path, create=True, environment={"CREDENTIALS_DIRECTORY": str(given)})
    assert made.source is KeySource.FILE
    assert made.pepper != b"p" * 32
