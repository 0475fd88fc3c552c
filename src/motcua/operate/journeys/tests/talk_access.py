"""Who may read and write the conversation of a dossier."""

from io import BytesIO
from typing import Any

from django.utils import timezone

from motcua.kernel.files.tests.samples import pdf
from motcua.kernel.ids import new_id
from motcua.operate.conversations import services
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_access import DESK, SCOPE
from tests.access import Access
from tests.cast import Cast

LAN = frozenset({"lan"})


def talked(cast: Cast, who: str = "lan", note: bool = False) -> Any:
    """A message with a file in a dossier that hoa handles."""
    now = timezone.now()
    dossier = scenes.act(cast, scenes.accepted(cast), "hoa", "assign")
    kept = services.keep_file(data=BytesIO(pdf()), name="anh.pdf", account_id=cast.actor(who).id, now=now)
    assert isinstance(kept, services.Kept), kept
    done = services.write(
        dossier_id=dossier.pk, text="Xin hỏi", sent=[kept], note=note, by=cast.actor(who), now=now,
        command_id=str(new_id()),
    )  # fmt: skip
    assert not hasattr(done, "rule"), done
    return done


def _dossier(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": talked(cast).thread_id}


def _file(cast: Cast) -> dict[str, Any]:
    found = talked(cast)
    return {"dossier_id": found.thread_id, "file_id": found.files.get().pk}


def _note_file(cast: Cast) -> dict[str, Any]:
    found = talked(cast, "hoa", note=True)
    return {"dossier_id": found.thread_id, "file_id": found.files.get().pk}


def _message(cast: Cast) -> dict[str, Any]:
    found = talked(cast)
    return {"dossier_id": found.thread_id, "message_id": found.pk}


ACCESS = [
    Access("journeys:talk", allowed=LAN, kwargs=_dossier),
    Access("journeys:talk", allowed=LAN, kwargs=_dossier, method="post", data={"text": "Chào"}),
    Access("journeys:talk-file", allowed=LAN, kwargs=_file),
    Access("journeys:talk-file", allowed=set(), kwargs=_note_file),
    Access("journeys:talks", allowed=DESK),
    Access("journeys:work-talk", allowed=SCOPE, kwargs=_dossier),
    Access("journeys:work-talk", allowed=SCOPE, kwargs=_dossier, method="post", data={"text": "Chào"}),
    Access("journeys:work-talk-file", allowed=SCOPE, kwargs=_note_file),
    Access("journeys:work-talk-erase", allowed={"dung"}, kwargs=_message),
]
