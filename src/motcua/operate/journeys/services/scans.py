"""Files that an official adds at the desk: judged by content, kept at once, carried through a page that comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.core import signing
from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.operate.journeys.services import photos

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
    return _scan(stored.pk, clean(name)[-255:] or "tệp", account_id)


def _scan(sha256: str, name: str, account_id: str) -> Scan:
    token = signing.dumps({"sha256": sha256, "name": name, "by": account_id}, salt=SALT)
    return Scan(sha256, name, token)


def keep_scans(*, sent: Sequence[Any], title: str, account_id: str, now: datetime) -> Scan | BadScan:
    """Several uploaded files of one paper as one: photos are bound into one PDF, the photos themselves are kept.

    One file alone is kept as it is. Files that are not all photos cannot be put together here.
    """
    kept = []
    for file in sent:
        one = keep_scan(data=file, name=file.name, account_id=account_id, now=now)
        if isinstance(one, BadScan) or len(sent) == 1:
            return one
        kept.append((one.name, stored(one)))
    if not all(photos.is_photo(file) for _, file in kept):
        return BadScan(kept[0][0], "Chỉ ghép được nhiều ảnh. Tệp PDF hãy chọn một tệp cho mỗi giấy tờ.")
    bound = photos.bind(photos=kept, title=title, now=now)
    if isinstance(bound, files.Problem):
        return BadScan(title, bound.message_vi)
    with transaction.atomic():
        photos.record(bound=bound, by=Actor("official", account_id), now=now)
    return _scan(bound.pdf.pk, bound.file_name, account_id)


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
