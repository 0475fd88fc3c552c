"""The files of the demo: papers handed in, and one really signed result a month that most results share.

A document of its own for every result costs a quarter of a second; so only a sample gets one, made by the same
services as in earnest. All others carry the shared document of their month: a PDF/A with two verified signatures of
the demo certificates whose text says what it is and what it stands for.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.instance.demo.shape import words
from motcua.kernel.documents import services as documents
from motcua.kernel.files import services as files
from motcua.kernel.files.models import StoredFile
from motcua.kernel.signatures import services as signatures
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import letterhead, signature_reports, signing
from motcua.people import queries as people

PAPERS = ("Phiếu đề nghị", "Giấy tờ tuỳ thân", "Văn bằng, chứng chỉ", "Giấy tờ chứng minh", "Giấy tờ khác")


class NotSigned(RuntimeError):
    """The shared result could not be signed or does not verify."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared result of one month in its three stages."""

    draft: StoredFile
    signed: StoredFile
    issued: StoredFile
    certificate: str
    digest: str


class Sheets:
    """Makes each file once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._papers: dict[str, str] = {}
        self._shared: dict[str, Shared] = {}

    def paper(self, number: int) -> str:
        """The hash of a sheet that stands for a paper; a handful of sheets serve all dossiers."""
        name = PAPERS[min(number, len(PAPERS) - 1)]
        if name not in self._papers:
            text = words()["paper"]
            pdf = documents.render(
                "instance/demo_paper", {"name": name, "text": text["text"]}, title=text["title"], at=self._now
            )
            self._papers[name] = files.store(data=pdf, name="giay-to-minh-hoa.pdf", now=self._now).pk
        return self._papers[name]

    def shared(self, dossier: Any, signer_id: str, at: datetime) -> Shared:
        """The shared result of the month of `at`, signed at the first use in that month."""
        month = f"{at:%m/%Y}"
        if month not in self._shared:
            self._shared[month] = _make(dossier, signer_id, month, at)
        return self._shared[month]


def _make(dossier: Any, signer_id: str, month: str, at: datetime) -> Shared:
    agency = people.agency(dossier.agency_id)
    person = signatures.signer_for("person", people.account_name(signer_id))
    office = signatures.signer_for("organisation", agency.name)
    if person is None or office is None:
        raise NotSigned("MOTCUA_SIGNING is off: the demo needs the demo certificate to sign its results")
    draft = _draft(dossier, month, at)
    name = people.account_name(signer_id)
    signed = signatures.sign(
        draft, signer=person, field="ky", kind="person", reason=signing.SIGN_REASON, name=name, at=at
    )
    number = {"so": "MH", "ngay": f"ngày {at:%d} tháng {at:%m} năm {at:%Y}"}
    issued = signatures.sign(
        signed, signer=office, field="dau", kind="organisation", reason=signing.ISSUE_REASON, name=agency.name, at=at,
        fill_in=number,
    )  # fmt: skip
    first, second, third = (
        files.store(data=data, name="ket-qua-minh-hoa.pdf", now=at) for data in (draft, signed, issued)
    )
    reports = signature_reports(third)
    if len(reports) != 2 or not all(report.intact and report.valid for report in reports):
        raise NotSigned(f"the shared result of {month} does not verify")
    return Shared(
        first, second, third, hashlib.sha256(person.certificate).hexdigest(), hashlib.sha256(draft).hexdigest()
    )


def _draft(dossier: Any, month: str, at: datetime) -> bytes:
    said = words()["shared_result"]
    data = {
        "agency": letterhead.letterhead(dossier),
        "symbol": people.agency(dossier.agency_id).doc_symbol or "MH",
        "kind": said["kind"],
        "summary": said["summary"].format(month=month),
        "authority": None,
        "grounds": [],
        "resolve": None,
        "body": [text.format(month=month) for text in said["body"]],
        "code": None,
        "signer": letterhead.head_of_agency(dossier),
        "recipients": said["recipients"],
        "tracking": None,
        "qr": None,
    }
    return documents.render("dossiers/ket_qua", data, title=said["kind"], at=at)


def refused(outcome: Any) -> bool:
    """Whether a service of dossiers said no."""
    return isinstance(outcome, Refusal)
