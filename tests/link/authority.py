"""Certificates of a small authority, for hubs that speak TLS on loopback."""

from __future__ import annotations

import hashlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.link.hub import FakeHub


class Authority:
    """`days`: how long its certificates are good from 2020 on."""

    def __init__(self, folder: Path, name: str = "hub", days: int = 4000) -> None:
        self._folder = folder
        self._days = days
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._made(name, self.key.public_key(), None)
        self.pem = self.certificate.public_bytes(Encoding.PEM)
        self.pin = hashlib.sha256(self.certificate.public_bytes(Encoding.DER)).hexdigest()
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = self._made("localhost", key.public_key(), "localhost")
        file = folder / f"{name}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + leaf.public_bytes(Encoding.PEM))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(file)

    def _made(self, name: str, public: ec.EllipticCurvePublicKey, host: str | None) -> x509.Certificate:
        begins = datetime(2020, 1, 1, tzinfo=UTC)
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = named if host is None else self.certificate.subject
        made = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + timedelta(days=self._days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return made.sign(self.key, SHA256())

    def wrap(self, plain: socket.socket) -> socket.socket:
        return self.context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)

    def shown_by(self, hub: FakeHub) -> None:
        """The hub speaks TLS, and its code names this authority."""
        hub.wrap, hub.authority, hub.pin = self.wrap, self.pem, self.pin
