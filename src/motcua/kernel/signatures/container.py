"""The CMS container of a PAdES B-B signature (ETSI EN 319 142-1, 6.3), built and put together by hand.

The signing library can do this too, but only through an event loop of its own, which costs more than the signature.
"""

from functools import lru_cache

from asn1crypto import algos, cms, tsp, x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import load_der_x509_certificate

DIGEST = "sha256"


class UnknownKey(Exception):
    """The certificate holds a key of a kind that is not known here."""


@lru_cache(maxsize=256)
def parsed(certificate: bytes) -> x509.Certificate:
    """The certificate, read once."""
    return x509.Certificate.load(certificate)


@lru_cache(maxsize=256)
def public_key(certificate: bytes) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
    """The key of a certificate: EC or RSA; raises `UnknownKey`."""
    key = load_der_x509_certificate(certificate).public_key()
    if isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        return key
    raise UnknownKey("only EC and RSA keys are known")


def signed_attributes(digest: bytes, certificate: bytes) -> bytes:
    """What the key holder signs (DER): what kind of content, its SHA-256 `digest`, and which certificate signs.

    No signing time: in PAdES it stands in the PDF's signature dictionary.
    """
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            _which_certificate(certificate),
        ]
    )
    der: bytes = attributes.dump()
    return der


@lru_cache(maxsize=256)
def _which_certificate(certificate: bytes) -> cms.CMSAttribute:
    signer = parsed(certificate)
    issuer = x509.GeneralNames([x509.GeneralName("directory_name", signer.issuer)])
    identifier = tsp.ESSCertIDv2(
        {
            "hash_algorithm": {"algorithm": DIGEST},
            "cert_hash": signer.sha256,
            "issuer_serial": {"issuer": issuer, "serial_number": signer.serial_number},
        }
    )
    value = tsp.SigningCertificateV2({"certs": [identifier]})
    return cms.CMSAttribute({"type": "signing_certificate_v2", "values": [value]})


def container(attributes: bytes, signature: bytes, certificate: bytes, chain: tuple[bytes, ...]) -> bytes:
    """The finished CMS container (DER) with the certificates that a reader needs."""
    signer = parsed(certificate)
    algorithm = "sha256_ecdsa" if isinstance(public_key(certificate), ec.EllipticCurvePublicKey) else "sha256_rsa"
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number}),
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": DIGEST}),
            "signed_attrs": cms.CMSAttributes.load(attributes),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": algorithm}),
            "signature": signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((algos.DigestAlgorithm({"algorithm": DIGEST}),)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [parsed(item) for item in (certificate, *chain)],
            "signer_infos": [info],
        }
    )
    der: bytes = cms.ContentInfo({"content_type": cms.ContentType("signed_data"), "content": data}).dump()
    return der


def room_for(certificate: bytes, chain: tuple[bytes, ...]) -> int:
    """How many hexadecimal digits to reserve in the file for the container."""
    size = sum(len(item) for item in (certificate, *chain))
    key = public_key(certificate)
    return 2 * (size + key.key_size // 8 * 3 + 1024)
