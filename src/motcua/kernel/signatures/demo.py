"""Demo signers: keys and certificates that an instance makes for itself once. They say that they are a demo.

One demo authority per instance; under it one certificate per person and one per organisation, EC P-256.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from .ports import Kind

MARK = "MINH HOẠ – DEMO"
# Wide enough for every demo year; the last second that the older of the two ASN.1 time forms can write.
VALID = (datetime(2015, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC))
Pair = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


@dataclass(frozen=True)
class DemoSigner:
    """A certificate with its key in memory."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: ec.EllipticCurvePrivateKey

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


def demo_signer(kind: Kind, *, name: str) -> DemoSigner:
    """The demo signer of `name`: made at first use, then always the same certificate."""
    return _signer(Path(settings.MOTCUA_HOME) / "keys", kind, name)


def demo_root() -> bytes:
    """The certificate (DER) of this instance's demo authority."""
    return _authority(Path(settings.MOTCUA_HOME) / "keys")[1].public_bytes(serialization.Encoding.DER)


@lru_cache(maxsize=512)
def _signer(folder: Path, kind: Kind, name: str) -> DemoSigner:
    authority = _authority(folder)
    label = hashlib.sha256(f"{kind}:{name}".encode()).hexdigest()[:24]
    key, certificate = _kept(folder / f"demo-{kind}-{label}.pem", lambda: _issue(authority, kind, name))
    der = serialization.Encoding.DER
    return DemoSigner(certificate.public_bytes(der), (authority[1].public_bytes(der),), key)


@lru_cache(maxsize=16)
def _authority(folder: Path) -> Pair:
    return _kept(folder / "demo-authority.pem", _make_authority)


def _kept(path: Path, make: Callable[[], Pair]) -> Pair:
    """The pair in the file `path`, made when there is none; two processes starting at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_pem(make()))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    pem = path.read_bytes()
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key, x509.load_pem_x509_certificate(pem)


def _pem(pair: Pair) -> bytes:
    key, certificate = pair
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form) + certificate.public_bytes(serialization.Encoding.PEM)


def _name(common: str, unit: str) -> x509.Name:
    """X.520 allows 64 characters for a common name."""
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit), (NameOID.COMMON_NAME, common[:64]))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _make_authority() -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Một Cửa {MARK} CA", MARK)
    usage = _usage(authority=True)
    builder = _builder(name, name, key).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _issue(authority: Pair, kind: Kind, name: str) -> Pair:
    above, root = authority
    key = ec.generate_private_key(ec.SECP256R1())
    holder = "cá nhân" if kind == "person" else "cơ quan, tổ chức"
    builder = _builder(_name(name, f"{MARK}: {holder}"), root.subject, key)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key())
    return key, builder.add_extension(identifier, critical=False).sign(above, hashes.SHA256())


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
