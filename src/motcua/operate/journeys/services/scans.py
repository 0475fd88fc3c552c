"""Files that an official adds at the desk: judged by content, kept at once, carried through a page that comes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.core import signing

from motcua.kernel.files import services as files
from motcua.kernel.text import clean

SALT = "journeys.scan"
KEPT_SECONDS = 8 * 60 * 60  # a working day: as long as a session


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that is kept already. `token` stands for it in a form; only who uploaded it can use the token."""

    sha256: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class BadScan:
    """Why a file was not taken, in words for the official."""

    name: str
    message: str


def keep_scan(*, data: BinaryIO, name: str, account_id: str, now: datetime) -> Scan | BadScan:
    """Judge and keep one uploaded file."""
    judgement = files.judge(data, name)
    if not judgement.accepted:
        return BadScan(name, " ".join(problem.message_vi for problem in judgement.problems))
    stored = files.store(data=data.read(), name=name, now=now, judgement=judgement)
    shown = clean(name)[-255:] or "tệp"
    token = signing.dumps({"sha256": stored.pk, "name": shown, "by": account_id}, salt=SALT)
    return Scan(stored.pk, shown, token)


def read_token(token: str, *, account_id: str) -> Scan | None:
    """The file a form carries; None when the token is not ours, not this person's, or too old."""
    try:
        found = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    if found.get("by") != account_id:
        return None
    return Scan(found["sha256"], found["name"], token)


def stored(scan: Scan) -> files.StoredFile:
    """The kept file behind a scan."""
    return files.StoredFile.objects.get(pk=scan.sha256)
