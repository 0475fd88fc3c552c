"""Who may open the screens of people: applicants their own, everybody the tracking page."""

from typing import Any

from motcua.kernel.files.tests.samples import image
from motcua.operate.journeys.tests import scenes
from tests.access import CITIZENS, EVERYONE, Access
from tests.cast import ANONYMOUS, Cast

LAN = frozenset({"lan"})
PUBLIC = CITIZENS | {ANONYMOUS}


def draft(cast: Cast) -> dict[str, Any]:
    return {"draft_id": scenes.draft(cast).pk}


def ready(cast: Cast) -> dict[str, Any]:
    scenes.prepare(scenes.timezone.now())
    return {"code": scenes.COPY}


def for_another(cast: Cast) -> dict[str, Any]:
    found = draft(cast)
    scenes.eforms.save_draft(draft_id=found["draft_id"], extra={"for_whom": "other"}, now=scenes.timezone.now())
    return found


def subject_draft(cast: Cast) -> dict[str, Any]:
    return {"draft_id": scenes.draft(cast, scenes.TRANSFER).pk}


def section(cast: Cast) -> dict[str, Any]:
    return draft(cast) | {"key": "van_bang"}


def table(cast: Cast) -> dict[str, Any]:
    return {"draft_id": scenes.draft(cast, scenes.REMARK).pk, "key": "bai_thi"}


def paper(cast: Cast) -> dict[str, Any]:
    return draft(cast) | {"code": "TP2"}


def photographed(cast: Cast) -> dict[str, Any]:
    found = scenes.draft(cast)
    scenes.attached(found, image(), "trang-1.jpg")
    return {"draft_id": found.pk, "code": "TP2"}


def draft_file(cast: Cast) -> dict[str, Any]:
    found = scenes.draft(cast)
    return {"draft_id": found.pk, "file_id": scenes.attached(found).pk}


def submitted(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.submitted(cast).pk}


def accepted(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.accepted(cast).pk}


def asked(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.asked(cast).pk}


def returned(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.returned(cast).pk}


def own_paper(cast: Cast) -> dict[str, Any]:
    dossier = scenes.submitted(cast)
    return {"dossier_id": dossier.pk, "paper_id": dossier.papers.first().pk}


def filed(cast: Cast) -> dict[str, Any]:
    return {"dossier_id": scenes.filed(cast).pk}


# A page of something the dossier has not (a request, a result to rate) sends back to the dossier: it is let in too.
ACCESS = [
    Access("journeys:apply", allowed=PUBLIC, kwargs=ready),
    Access("journeys:apply", allowed=PUBLIC, kwargs=ready, method="post"),
    Access("journeys:resume", allowed=PUBLIC),
    Access("journeys:draft", allowed=LAN, kwargs=draft),
    Access("journeys:resume-code", allowed=LAN, kwargs=draft, method="post"),
    Access("journeys:code-sheet", allowed=LAN, kwargs=draft, method="post"),
    Access("journeys:leave-draft", allowed=LAN, kwargs=draft, method="post"),
    Access("journeys:discard", allowed=LAN, kwargs=draft, method="post"),
    Access("journeys:filer", allowed=LAN, kwargs=draft),
    Access("journeys:owner", allowed=LAN, kwargs=for_another),
    Access("journeys:subject", allowed=LAN, kwargs=subject_draft),
    Access("journeys:section", allowed=LAN, kwargs=section),
    Access("journeys:section", allowed=LAN, kwargs=section, method="post"),
    Access("journeys:section-table", allowed=LAN, kwargs=table),
    Access("journeys:papers", allowed=LAN, kwargs=draft),
    Access("journeys:paper", allowed=LAN, kwargs=paper),
    Access("journeys:photo-book", allowed=LAN, kwargs=photographed),
    Access("journeys:draft-file", allowed=LAN, kwargs=draft_file),
    Access("journeys:delivery", allowed=LAN, kwargs=draft),
    Access("journeys:cosign-invite", allowed=LAN, kwargs=draft),
    Access("journeys:cosign-withdraw", allowed=LAN, kwargs=draft, method="post"),
    Access("journeys:cosign", allowed=PUBLIC),
    Access("journeys:check", allowed=LAN, kwargs=draft),
    Access("journeys:check", allowed=LAN, kwargs=draft, method="post", data={"declared": "on"}),
    Access("journeys:draft-print", allowed=LAN, kwargs=lambda cast: draft(cast) | {"kind": "pdf"}),
    Access("journeys:mine", allowed=CITIZENS),
    Access("journeys:dossier", allowed=LAN, kwargs=submitted),
    Access("journeys:confirmation", allowed=LAN, kwargs=submitted),
    Access("journeys:acknowledgement", allowed=LAN, kwargs=submitted),
    Access("journeys:due", allowed=LAN, kwargs=accepted),
    Access("journeys:filed-form", allowed=LAN, kwargs=filed),
    Access("journeys:filed-print", allowed=LAN, kwargs=lambda cast: filed(cast) | {"kind": "docx"}),
    Access("journeys:supplement", allowed=LAN, kwargs=asked),
    Access("journeys:supplement", allowed=LAN, kwargs=submitted, method="post", data={"answer": "Đã sửa"}),
    Access("journeys:withdraw", allowed=LAN, kwargs=submitted),
    Access("journeys:withdraw", allowed=LAN, kwargs=submitted, method="post", data={"sure": "on"}),
    Access("journeys:rate", allowed=LAN, kwargs=returned),
    Access("journeys:rate", allowed=LAN, kwargs=submitted, method="post", data={"score": "4"}),
    Access("journeys:file", allowed=LAN, kwargs=own_paper),
    Access("journeys:slip", allowed=LAN, kwargs=lambda cast: accepted(cast) | {"form": "01"}),
    Access("journeys:result", allowed=LAN, kwargs=returned),
    Access("journeys:seals", allowed=LAN, kwargs=returned),
    Access("journeys:track", allowed=EVERYONE),
]
