"""A signature beside a file that is no PDF: the raw signature over its bytes, and the certificate of the signer."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from .container import public_key


def holds(data: bytes, signature: bytes, certificate: bytes) -> bool:
    """Whether `signature` (ECDSA in DER or PKCS#1 v1.5, SHA-256) over `data` is by the key of `certificate` (DER).

    Whether the certificate is believed is another question. Raises `UnknownKey`, ValueError for no certificate.
    """
    key = public_key(certificate)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True
