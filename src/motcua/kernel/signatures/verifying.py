"""What the signatures in a file are worth."""

import asyncio
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from .demo import MARK

# An untrusted certificate is an answer here, not an event for the log with its traceback.
logging.getLogger("pyhanko.sign").setLevel(logging.CRITICAL)

Later = Literal["none", "permitted", "forbidden"]


class Unreadable(Exception):
    """The file is so damaged that its signatures cannot even be read."""


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature of a file. Trust it only when `valid` and `trusted`.

    `intact`: the bytes it covers are those that were signed, and the certificate's key signed them.
    `later`: what came into the file after it: nothing, only form filling and further signatures, or something else.
    `valid`: intact, covers its whole revision, and nothing forbidden came later.
    `trusted`: the certificate leads to one of the roots given. `covers_whole`: the file ends with this signature.
    `signed_at` is what the signer claims. `certificate_fingerprint`: SHA-256, hexadecimal. `valid_from` and `valid_to`:
    between which instants the certificate is good.
    """

    field: str
    valid: bool
    intact: bool
    trusted: bool
    covers_whole: bool
    later: Later
    signer_name: str
    certificate_fingerprint: str
    signed_at: datetime | None
    reason: str
    demo: bool
    valid_from: datetime | None = None
    valid_to: datetime | None = None


def verify(pdf: bytes, *, roots: Sequence[bytes] = (), now: datetime | None = None) -> list[SignatureReport]:
    """Every signature of the file, oldest first; an empty list when it has none.

    `roots` are the certificates (DER) whose issue is trusted; `now` is the instant at which certificates must be
    valid (None: the present). Raises `Unreadable` when the file is damaged beyond reading.
    """
    trusted = [asn1_x509.Certificate.load(root) for root in roots]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return asyncio.run(_reports(reader, trusted, now))
    except Exception as error:
        # One flipped byte can make any part of the structure meaningless, and every layer below (PDF, zlib, ASN.1)
        # stumbles in its own way; whatever it is, nobody can rely on this file.
        raise Unreadable(f"{type(error).__name__}: {error}") from error


async def _reports(
    reader: PdfFileReader, roots: list[asn1_x509.Certificate], now: datetime | None
) -> list[SignatureReport]:
    # One event loop for all of them: starting one costs as much as checking a signature.
    return [await _report(signature, roots, now) for signature in reader.embedded_regular_signatures]


async def _report(signature: Any, roots: list[asn1_x509.Certificate], now: datetime | None) -> SignatureReport:
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=now, revocation_mode="soft-fail")
    status = await async_validate_pdf_signature(signature, context)
    intact = bool(status.intact and status.valid)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    later = _later(status, whole)
    covered = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    certificate = signature.signer_cert
    return SignatureReport(
        field=str(signature.field_name),
        valid=intact and covered and later != "forbidden",
        intact=intact,
        trusted=bool(status.trusted),
        covers_whole=whole,
        later=later,
        signer_name=str(certificate.subject.native.get("common_name", "")),
        certificate_fingerprint=certificate.sha256.hex(),
        signed_at=signature.self_reported_timestamp,
        reason=str(signature.sig_object.get("/Reason", "")),
        demo=MARK in certificate.subject.human_friendly,
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
    )


def _later(status: Any, whole: bool) -> Later:
    if whole:
        return "none"
    level = status.modification_level
    if level is None or level == ModificationLevel.OTHER or not status.docmdp_ok:
        return "forbidden"
    return "permitted"
