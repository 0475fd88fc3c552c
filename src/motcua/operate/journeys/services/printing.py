"""The filled form as a file: of what is still being written, and of what was sent, exactly as it was shown."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.services.letterhead import PLACE, letterhead
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms.services.printing import DOCX, Context, print_docx, print_pdf
from motcua.operate.journeys.queries.draft import Filing
from motcua.people import queries as people

KINDS: Final = {"pdf": "application/pdf", "docx": DOCX}
WRITERS: Final = {"pdf": print_pdf, "docx": print_docx}


def print_draft(*, filing: Filing, kind: str = "pdf") -> bytes:
    """What is being filled in, as it would be sent now; it says that it is a draft. `kind`: pdf or docx."""
    form = filing.draft.form_version
    assert form is not None, "only a filing with a form is printed"
    context = _context(filing)
    shown = [asdict(section) for section in eforms.summary(filing.draft, filing.now)]
    return WRITERS[kind](form_version=form, shown=shown, context=context, now=filing.now)


def print_sending(*, filing: Filing, shown: list[dict[str, Any]]) -> bytes:
    """The form as it goes into the dossier at this instant."""
    form = filing.draft.form_version
    assert form is not None, "only a filled form is printed"
    return print_pdf(form_version=form, shown=shown, context=_context(filing, at=filing.now), now=filing.now)


def _context(filing: Filing, at: datetime | None = None) -> Context:
    agency = people.agency()
    second = (
        eforms.cosignature_of(filing.draft) if eforms.standing(filing.draft, filing.now).state == "agreed" else None
    )
    return Context(
        agency=agency.name,
        place=PLACE.sub("", agency.parent.name if agency.parent else agency.name),
        procedure=filing.title,
        code=filing.draft.procedure_code,
        at=at,
        signer=filing.filer.get("full_name", ""),
        second_signer=second.signer_name if second else "",
        agreed_at=second.decided_at if second else None,
    )


def print_filed(*, dossier: Dossier, kind: str, origin: str) -> bytes | None:
    """The form of a dossier as it was shown when it was sent; None when it has none, or its answers were erased."""
    frozen = eforms.answers(dossier.answers_id) if dossier.answers_id else None
    if frozen is None or frozen.erased_at is not None:
        return None
    head, second = letterhead(dossier), eforms.cosignature_in(frozen)
    context = Context(
        agency=head["name"],
        place=head["place"],
        procedure=dossier.procedure.name,
        code=dossier.procedure.code,
        at=frozen.frozen_at,
        reference=dossier.tracking_code,
        qr=f"{origin}/tra-cuu/?ma={dossier.tracking_code}" if origin else "",
        signer=dossier.filer.full_name,
        second_signer=second.signer_name if second else "",
        agreed_at=second.decided_at if second else None,
    )
    return WRITERS[kind](
        form_version=frozen.form_version, shown=eforms.shown(frozen), context=context, now=frozen.frozen_at
    )
