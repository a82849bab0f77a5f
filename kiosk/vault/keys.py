"""The kiosk's two keys: the pepper of its tags, and the key that signs its statements."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.journal.files import sync

FOLDER = "keys"
PUBLIC = "signing.pub"
_SIZE = 32


class KeySource(StrEnum):
    """Where the keys came from; `doctor` shows it."""

    CREDENTIAL = "systemd-credential"
    FILE = "key-file"


class KeysUnusable(Exception):  # noqa: N818  says what is the matter
    """A key is missing, too short, or open to others; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Keys:
    pepper: bytes = field(repr=False)
    signing: Ed25519PrivateKey = field(repr=False)
    source: KeySource

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature, 64 bytes."""
        return self.signing.sign(message)

    def verify(self, message: bytes, signature: bytes) -> bool:
        return verifier(self.public)(message, signature)

    @property
    def public(self) -> bytes:
        """The public half of the signing key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()


def verifier(public: bytes) -> Callable[[bytes, bytes], bool]:
    """`verify(message, signature)` with a raw public key of 32 bytes."""
    key = Ed25519PublicKey.from_public_bytes(public)

    def verify(message: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return verify


def load(folder: Path, *, create: bool, environment: Mapping[str, str] = os.environ) -> Keys:
    """The keys of the data folder.

    Taken from systemd's credentials `cubby.pepper` and `cubby.signing-key` (32 bytes each) where the unit
    has both, else from the files in `keys/` (mode 0600). Only with `create` (for a folder without a
    journal) are missing files made: new keys beside an old journal would fit nothing in it. Raises
    KeysUnusable, OSError.
    """
    place = environment.get("CREDENTIALS_DIRECTORY")
    credentials = [Path(place) / f"cubby.{name}" for name in ("pepper", "signing-key")] if place else []
    if credentials and all(path.exists() for path in credentials):
        secret, seed = (_sized(path) for path in credentials)
        source = KeySource.CREDENTIAL
    else:
        if create:
            (folder / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        secret, seed = (
            _from_file(folder / FOLDER / name, create=create) for name in ("pepper", "signing.key")
        )
        source = KeySource.FILE
    keys = Keys(bytes(secret), Ed25519PrivateKey.from_private_bytes(seed), source)
    for copy in (secret, seed):
        copy[:] = bytes(len(copy))
    _publish(folder, keys.public)
    return keys


def public_key(folder: Path) -> bytes:
    """The public key as the data folder has it, for verifying without the secret ones."""
    try:
        return bytes.fromhex((folder / FOLDER / PUBLIC).read_text())
    except (FileNotFoundError, ValueError) as failure:
        raise KeysUnusable(f"{folder / FOLDER / PUBLIC} is missing or unreadable.") from failure


def _sized(path: Path) -> bytearray:
    """Into memory that can be wiped, past Python's own buffers."""
    key = bytearray(_SIZE + 1)
    with path.open("rb", buffering=0) as file:
        length = file.readinto(key)
    if length != _SIZE:
        more = "more than " if length > _SIZE else ""
        raise KeysUnusable(f"{path} has {more}{min(length, _SIZE)} bytes; a key has {_SIZE}.")
    del key[_SIZE:]
    return key


def _from_file(path: Path, *, create: bool) -> bytearray:
    if create and not path.exists():
        _make(path, secrets.token_bytes(_SIZE), 0o600)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeysUnusable(f"{path} is missing. Put it back from where you keep the keys.") from None
    if mode & 0o077:
        raise KeysUnusable(f"{path} can be read by others. Have it made 0600, and think of new keys.")
    return _sized(path)


def _publish(folder: Path, public: bytes) -> None:
    path = folder / FOLDER / PUBLIC
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path, public.hex().encode() + b"\n", 0o644)
    elif public_key(folder) != public:
        raise KeysUnusable(f"{path} is not the public half of this kiosk's signing key.")


def _make(path: Path, content: bytes, mode: int) -> None:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)  # unlike a rename, never over a key that somebody else has just made
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
    sync(path.parent)
    sync(path.parent.parent)  # a journal must not outlive a power cut that takes its keys' folder
