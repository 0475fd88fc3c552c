"""What can be said of the files of an application before it is given a number: their bytes, their signatures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.kernel.files import services as files
from motcua.kernel.signatures import services as signatures
from motcua.operate.dossiers.rules.preflight import FileFact, SignatureFact, signing_of

SIGNED = b"/ByteRange"  # a file without it carries no signature: nothing to read, nothing to spend time on


def stored_file(
    *, component: str, paper: str, name: str, stored: Any, now: datetime, signed: str | None = None
) -> FileFact:
    """The facts of a kept file: it was judged when it came in, so its bytes and signatures are looked at.

    `signed`: how the text of the procedure wants the paper signed; None: it does not say.
    """
    try:
        data = bytes(stored.read())
    except files.Damaged:
        words = f"Tệp “{name}” không còn nguyên vẹn trên máy chủ. Hãy tải lại tệp này."
        return FileFact(component=component, paper=paper, name=name, problems=(("damaged", words),))
    return _fact(component, paper, name, data, (), now, signed)


def sent_file(
    *, component: str, paper: str, name: str, data: bytes, now: datetime, signed: str | None = None
) -> FileFact:
    """The facts of bytes that nobody has judged yet."""
    problems = tuple((one.code, one.message_vi) for one in files.judge(data, name).problems)
    return _fact(component, paper, name, data, problems, now, signed)


def _fact(
    component: str,
    paper: str,
    name: str,
    data: bytes,
    problems: Iterable[tuple[str, str]],
    now: datetime,
    signed: str | None,
) -> FileFact:
    problems = tuple(problems)
    return FileFact(
        component=component,
        paper=paper,
        name=name,
        problems=problems,
        signatures=() if problems else _signatures(data, now),
        signed=signing_of(paper, signed),
    )


def _signatures(data: bytes, now: datetime) -> tuple[SignatureFact, ...] | None:
    """The signatures of a PDF; None when there are some and they cannot be read."""
    if not data.startswith(b"%PDF") or SIGNED not in data:
        return ()
    try:
        reports = signatures.verify(data, roots=signatures.trusted_roots(), now=now)
    except signatures.Unreadable:
        return None
    return tuple(
        SignatureFact(
            signer=report.signer_name,
            intact=report.intact,
            trusted=report.trusted,
            later=report.later,
            signed_at=report.signed_at,
            valid_from=report.valid_from,
            valid_to=report.valid_to,
        )
        for report in reports
    )
