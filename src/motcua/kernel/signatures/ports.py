"""Who signs: the port that a token, a remote signing service or the demo fills."""

from typing import Literal, Protocol

from motcua.kernel.plugins import Port

Kind = Literal["person", "organisation"]


class Signer(Protocol):
    """One certificate with its private key, wherever the key is."""

    @property
    def certificate(self) -> bytes:
        """The certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The certificates above it, DER, nearest first; the root may be left out."""

    def sign(self, data: bytes) -> bytes:
        """Sign `data` (the CMS attributes) with SHA-256: ECDSA in DER for an EC key, PKCS#1 v1.5 for an RSA key."""


class SignerSource(Protocol):
    """Finds the signer of a person or an organisation; None when there is none."""

    def find(self, kind: Kind, name: str) -> Signer | None: ...


source: Port[SignerSource] = Port("signatures.signer")
