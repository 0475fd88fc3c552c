"""The front door: prepare a signature, put it in, sign in one go, verify what a file holds."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

from motcua.kernel.ui import ports

from .container import DIGEST, UnknownKey, container, parsed, public_key, room_for, signed_attributes
from .demo import MARK, demo_root, demo_signer
from .increment import DrawnByUs, NoSuchField, draw_signature, fill
from .ports import Kind, Signer, SignerSource, source
from .verifying import SignatureReport, Unreadable, verify

__all__ = [
    "Kind",
    "NoSuchField",
    "Prepared",
    "SignatureReport",
    "Signer",
    "SignerSource",
    "UnknownKey",
    "Unreadable",
    "WrongSignature",
    "demo_root",
    "demo_signer",
    "demo_signs",
    "embed",
    "prepare",
    "sign",
    "signer_for",
    "source",
    "trusted_roots",
    "verify",
]

DEMO_NOTE = "Chữ ký minh hoạ, không có giá trị pháp lý"


class WrongSignature(Exception):
    """The bytes brought back are not the signature of this document by this certificate."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that waits for its signature: plain values, so that it can be kept while somebody signs elsewhere.

    `to_sign` is what the key holder signs (the CMS attributes, DER); `digest` is the SHA-256 of the document's bytes
    that they carry. `pdf` has `start` to `end` reserved for the signature.
    """

    pdf: bytes
    digest: bytes
    to_sign: bytes
    certificate: bytes
    chain: tuple[bytes, ...]
    start: int
    end: int


def demo_signs() -> bool:
    """Whether the demo certificate signs here and is trusted: as MOTCUA_SIGNING says, "auto" meaning in demo mode."""
    return bool(settings.MOTCUA_SIGNING == "demo" or (settings.MOTCUA_SIGNING == "auto" and ports.is_demo()))


def trusted_roots() -> tuple[bytes, ...]:
    """The authorities (DER) whose certificates this instance believes; the demo authority only where the demo signs."""
    return (demo_root(),) if demo_signs() else ()


def signer_for(kind: Kind, name: str) -> Signer | None:
    """Who signs for `name`: what fills the port, else the demo when MOTCUA_SIGNING allows it, else nobody."""
    found = source.get()
    if found is not None:
        return found.find(kind, name)
    return demo_signer(kind, name=name) if demo_signs() else None


def prepare(
    pdf: bytes,
    *,
    certificate: bytes,
    chain: Sequence[bytes] = (),
    field: str,
    kind: Kind,
    reason: str,
    name: str,
    at: datetime,
    note: str = "",
    fill_in: Mapping[str, str] | None = None,
) -> Prepared:
    """Reserve a PAdES signature of `certificate` in `field`, as an increment: no byte of `pdf` is changed.

    A field with a place on a page shows `name`, `at` and `note` (a demo signature always says that it is one); a
    field that is not there is made, invisible. `fill_in` writes values into text fields in the same increment (number
    and date by the clerk). `at` is the time the signer claims. Raises `NoSuchField` when a field to fill is not
    there, or one is filled or signed already, and `UnknownKey` when the certificate's key is neither EC nor RSA.
    """
    chain = tuple(chain)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fill(writer, fill_in or {}, at)
    if MARK in parsed(certificate).subject.human_friendly:
        note = DEMO_NOTE
    draw_signature(writer, field, kind=kind, name=name, note=note, at=at)
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        reason=reason,
        name=name,
        subfilter=fields.SigSeedSubFilter.PADES,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,  # counts only in a field that locks the document
    )
    output, place = _reserve(writer, metadata, at, certificate, chain)
    to_sign = signed_attributes(place.document_digest, certificate)
    start, end = place.reserved_region_start, place.reserved_region_end
    return Prepared(output, place.document_digest, to_sign, certificate, chain, start, end)


def _reserve(
    writer: IncrementalPdfFileWriter,
    metadata: signers.PdfSignatureMetadata,
    at: datetime,
    certificate: bytes,
    chain: tuple[bytes, ...],
) -> tuple[bytes, PreparedByteRangeDigest]:
    """The file with room for the signature, the digest of all the rest, and where the room is."""
    placeholder = signers.ExternalSigner(parsed(certificate), None)
    session = signers.PdfSigner(metadata, signer=placeholder, stamp_style=DrawnByUs()).init_signing_session(writer)
    session.system_time = at
    room = room_for(certificate, chain)
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=room)
    output = io.BytesIO()
    place, _ = document.digest_tbs_document(output=output)
    return output.getvalue(), place


def embed(prepared: Prepared, signature: bytes) -> bytes:
    """The signed document. Raises `WrongSignature` when `signature` is not by the key of the prepared certificate."""
    key = public_key(prepared.certificate)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, prepared.to_sign, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, prepared.to_sign, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise WrongSignature("the signature does not belong to this document and certificate") from None
    finished = container(prepared.to_sign, signature, prepared.certificate, prepared.chain)
    output = io.BytesIO(prepared.pdf)
    PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end).fill_with_cms(output, finished)
    return output.getvalue()


def sign(
    pdf: bytes,
    *,
    signer: Signer,
    field: str,
    kind: Kind,
    reason: str,
    name: str,
    at: datetime,
    note: str = "",
    fill_in: Mapping[str, str] | None = None,
) -> bytes:
    """Prepare, let `signer` sign, embed: for a key that answers at once. Arguments as for `prepare`."""
    prepared = prepare(
        pdf, certificate=signer.certificate, chain=signer.chain, field=field, kind=kind, reason=reason, name=name,
        at=at, note=note, fill_in=fill_in,
    )  # fmt: skip
    return embed(prepared, signer.sign(prepared.to_sign))
