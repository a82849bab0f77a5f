"""Keys that sign releases: Ed25519 in a PEM file under a passphrase, or on a token; public halves beside."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
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
from securesystemslib.signer import CryptoSigner, Signer, SSlibKey
from tuf.api.metadata import Key

from kiosk.release.refusal import ReleaseRefused

SHORTEST: Final = 12
"""Characters of a passphrase: whoever has the file can try as long as they like."""
_NAME: Final = "cubby-name"
_ON_TOKEN: Final = "token"  # noqa: S105  the name of a field

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
    _write_public(file, public, {})
    return public


def name_token_key(file: Path, library: Path, label: str | None, key: int, ask: AskPassphrase) -> SSlibKey:
    """Writes the public half of key number `key` of a token into `file`, with where the private half is.

    Raises ReleaseRefused, OSError.
    """
    pub = file.with_suffix(".pub")
    if pub.exists() or file.with_suffix(".pem").exists():
        raise ReleaseRefused(f"{file} is there already; a key is never written over")
    public: SSlibKey
    public, at = _tokens().find_key(library, label, key, ask)
    public.unrecognized_fields[_NAME] = file.stem
    file.parent.mkdir(parents=True, exist_ok=True)
    _write_public(file, public, {_ON_TOKEN: at.to_dict()})
    return public


def public_key(file: Path) -> SSlibKey:
    """Of a .pub file, or of the one beside a key. Raises ReleaseRefused."""
    key, _ = _read_public(file)
    return key


def _write_public(file: Path, public: SSlibKey, more: Mapping[str, Any]) -> None:
    told = {"keyid": public.keyid, **public.to_dict(), **more}
    file.with_suffix(".pub").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def _read_public(file: Path) -> tuple[SSlibKey, dict[str, Any] | None]:
    """The key, and where on a token the private half is; that is nobody's business but its owner's."""
    pub = file.with_suffix(".pub")
    try:
        told: dict[str, Any] = json.loads(pub.read_text("utf-8"))
        at = told.pop(_ON_TOKEN, None)
        key = Key.from_dict(told.pop("keyid"), told)
    except FileNotFoundError as failure:
        raise ReleaseRefused(f"there is no public key {pub}") from failure
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
        raise ReleaseRefused(f"{pub} is no public key of a release") from failure
    if not isinstance(key, SSlibKey):
        raise ReleaseRefused(f"{pub} is no public key of a release")
    return key, at


def open_key(file: Path, ask: AskPassphrase) -> Signer:
    """The key of `file`, with the passphrase or PIN that `ask` brings. Raises ReleaseRefused."""
    public, at = _read_public(file)
    if at is not None:
        return _on_token(file, public, at, ask)
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


def _on_token(file: Path, public: SSlibKey, told: Any, ask: AskPassphrase) -> Signer:  # noqa: ANN401  of a file
    tokens = _tokens()
    try:
        at = tokens.OnToken.from_dict(told)
    except (KeyError, TypeError) as failure:
        raise ReleaseRefused(f"{file.with_suffix('.pub')} does not say where its key is") from failure
    signer: Signer = tokens.TokenSigner(at, public, ask)
    return signer


def _tokens() -> ModuleType:
    try:
        from kiosk.release import token  # noqa: PLC0415  no build of a kiosk has it
    except ImportError as failure:
        raise ReleaseRefused(
            "this build knows no keys on tokens; take a checkout of Cubby for them"
        ) from failure
    return token


def name_of(key: Key) -> str:
    """Whose it is, as its file was called."""
    return str(key.unrecognized_fields.get(_NAME) or key.keyid[:8])
