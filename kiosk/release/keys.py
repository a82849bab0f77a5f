"""Keys that sign releases: Ed25519 in a PEM file under a passphrase, and the public half beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.metadata import Key

from kiosk.release.refusal import ReleaseRefused

SHORTEST: Final = 12
"""Characters of a passphrase: whoever has the file can try as long as they like."""
_NAME: Final = "cubby-name"

AskPassphrase = Callable[[str], str]
"""Told what for; the passphrase."""


def make_key(file: Path, passphrase: str | None) -> SSlibKey:
    """A new key in `file` (mode 0600), the public half in `file` with the ending .pub.

    `passphrase`: None for a key that a program uses by itself. Raises ReleaseRefused, OSError.
    """
    if passphrase is not None and len(passphrase) < SHORTEST:
        raise ReleaseRefused(
            f"the passphrase of {file.name} is too short; take {SHORTEST} characters or more"
        )
    private = Ed25519PrivateKey.generate()
    lock: KeySerializationEncryption = NoEncryption()
    if passphrase is not None:
        lock = BestAvailableEncryption(passphrase.encode())
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as failure:
        raise ReleaseRefused(f"{file} is there already; a key is never written over") from failure
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    public = SSlibKey.from_crypto(private.public_key())
    public.unrecognized_fields[_NAME] = file.stem
    told = {"keyid": public.keyid, **public.to_dict()}
    file.with_suffix(".pub").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
    return public


def public_key(file: Path) -> SSlibKey:
    """Of a .pub file, or of the one beside a key. Raises ReleaseRefused."""
    pub = file.with_suffix(".pub")
    try:
        told: dict[str, Any] = json.loads(pub.read_text("utf-8"))
        key = Key.from_dict(told.pop("keyid"), told)
    except FileNotFoundError as failure:
        raise ReleaseRefused(f"there is no public key {pub}") from failure
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
        raise ReleaseRefused(f"{pub} is no public key of a release") from failure
    if not isinstance(key, SSlibKey):
        raise ReleaseRefused(f"{pub} is no public key of a release")
    return key


def open_key(file: Path, ask: AskPassphrase) -> CryptoSigner:
    """The key in `file`, with the passphrase that `ask` brings where it has one. Raises ReleaseRefused."""
    public = public_key(file)
    try:
        content = file.with_suffix(".pem").read_bytes()
    except OSError as failure:
        raise ReleaseRefused(f"the key {file} can't be read: {failure.strerror}") from failure
    try:
        if b"ENCRYPTED" in content:
            private = load_pem_private_key(content, ask(f"Passphrase of {file.stem}: ").encode())
        else:
            private = load_pem_private_key(content, None)
    except (ValueError, TypeError) as failure:
        raise ReleaseRefused(f"the passphrase does not open {file}") from failure
    if not isinstance(private, Ed25519PrivateKey):
        raise ReleaseRefused(f"{file} is no key of a release")
    signer = CryptoSigner(private)
    if signer.public_key.keyid != public.keyid:
        raise ReleaseRefused(f"{file} and {file.with_suffix('.pub').name} are not of one key")
    return CryptoSigner(private, public)


def name_of(key: Key) -> str:
    """Whose it is, as its file was called."""
    return str(key.unrecognized_fields.get(_NAME) or key.keyid[:8])
