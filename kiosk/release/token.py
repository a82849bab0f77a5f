"""Keys on tokens: a person's key that never leaves a smart card or a YubiKey, reached by PKCS#11.

The key is made with the token's own tools (P-256 or P-384). Here its public half is written into a .pub file,
with where the private half is; from then on that file stands for the key. No build of a kiosk has this.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pkcs11 import PKCS11Error
from pkcs11.exceptions import DeviceRemoved, PinIncorrect, PinLenRange, PinLocked, TokenNotPresent
from securesystemslib.signer import HSMSigner, Signature, Signer, SSlibKey

from kiosk.release.refusal import ReleaseRefused

LIBRARY: Final = "PYKCS11LIB"
"""The environment's word for the token's library, as the signing library has it."""
_PIN: Final = "The token's PIN: "


@dataclass(frozen=True, slots=True)
class OnToken:
    """Where a private key is: the URI by the signing library's grammar, and the token's own library."""

    uri: str
    library: Path

    def to_dict(self) -> dict[str, str]:
        return {"uri": self.uri, "library": str(self.library)}

    @classmethod
    def from_dict(cls, told: Any) -> OnToken:  # noqa: ANN401  of a file
        """Raises KeyError, TypeError."""
        return cls(str(told["uri"]), Path(str(told["library"])))


def find_key(
    library: Path, label: str | None, key: int, ask: Callable[[str], str]
) -> tuple[SSlibKey, OnToken]:
    """The public half of key number `key`.

    `label`: the token's, None where only one is plugged in; `ask`: for the PIN, where even the public half
    wants it. Raises ReleaseRefused.
    """
    with _reached(library):
        uri, public = HSMSigner.import_(key, label, lambda _secret: ask(_PIN))
    return public, OnToken(uri, library)


class TokenSigner(Signer):
    """Signs on the token, whose PIN is asked for once. What its library raises becomes ReleaseRefused."""

    def __init__(self, at: OnToken, public: SSlibKey, ask: Callable[[str], str]) -> None:
        self._at = at
        self._ask = ask
        self._pin: str | None = None
        with _reached(at.library):
            self._signer = HSMSigner.from_priv_key_uri(at.uri, public, self._asked)

    @classmethod
    def from_priv_key_uri(cls, *_arguments: Any, **_named: Any) -> Signer:  # noqa: ANN401
        raise NotImplementedError  # ours are made of a .pub file

    @property
    def public_key(self) -> SSlibKey:
        return self._signer.public_key

    def sign(self, payload: bytes) -> Signature:
        with _reached(self._at.library):
            return self._signer.sign(payload)

    def _asked(self, _secret: str) -> str:
        if self._pin is None:
            self._pin = self._ask(_PIN)
        return self._pin


@contextmanager
def _reached(library: Path) -> Iterator[None]:
    """The token's library in the environment, where the signing library looks for it."""
    before = os.environ.get(LIBRARY)
    os.environ[LIBRARY] = before or str(library)
    try:
        yield
    except PinLocked as failure:
        raise ReleaseRefused(
            "the token is locked after too many wrong PINs; its own tools unlock it"
        ) from failure
    except (PinIncorrect, PinLenRange) as failure:
        raise ReleaseRefused("the token does not take this PIN") from failure
    except (DeviceRemoved, TokenNotPresent) as failure:
        raise ReleaseRefused("the token was pulled out") from failure
    except (PKCS11Error, ValueError, RuntimeError) as failure:
        said = str(failure) or type(failure).__name__
        raise ReleaseRefused(f"the key on the token can't be used: {said[0].lower()}{said[1:]}") from failure
    finally:
        if before is None:
            del os.environ[LIBRARY]
