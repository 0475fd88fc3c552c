"""Who may open the screens of officials."""

from datetime import timedelta

from django.utils import timezone

from motcua.kernel.files import services as files
from motcua.kernel.files.tests.samples import image, pdf
from motcua.operate.dossiers.rules import PaperIn
from motcua.operate.journeys.services import photos
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.desk_stage import Stage
from tests.access import GUESTS, OFFICIALS, Access
from tests.cast import Cast

DESK = OFFICIALS - {"quan"}  # the administrator has no dossiers
SCOPE = DESK - {"quang"}  # who may see a dossier of the unit of hoa and dung, received by minh
RECEPTION = frozenset({"minh"})


def _at(where: str):
    def made(cast: Cast) -> dict[str, object]:
        return {"dossier_id": Stage(cast).at(where).pk}

    return made


def _process(cast: Cast) -> dict[str, object]:
    Stage(cast)
    return {"key": "standard"}


def _with(where: str, **more: object):
    return lambda cast: _at(where)(cast) | more


def _with_file(cast: Cast) -> dict[str, object]:
    now = timezone.now() - timedelta(hours=3)
    stored = files.store(data=pdf(), name="don.pdf", now=now)
    paper = PaperIn(component_code="TP1", name="Đơn", sha256=stored.pk, file_name="don.pdf")
    dossier = Stage(cast).submit(papers=(paper,))
    return {"dossier_id": dossier.pk, "paper_id": dossier.papers.get().pk}


def _with_photos(cast: Cast) -> dict[str, object]:
    now = timezone.now() - timedelta(hours=3)
    photo = files.store(data=image(), name="trang-1.jpg", now=now)
    bound = photos.bind(photos=[("trang-1.jpg", photo)], title="Đơn", now=now)
    assert isinstance(bound, photos.Bound)
    photos.record(bound=bound, by=cast.actor("lan"), now=now)
    paper = PaperIn(component_code="TP1", name="Đơn", sha256=bound.pdf.pk, file_name=bound.file_name)
    dossier = Stage(cast).submit(papers=(paper,))
    return {"dossier_id": dossier.pk, "paper_id": dossier.papers.get().pk, "number": 1}


ACCESS = [
    Access("journeys:inbox", allowed=DESK | GUESTS),
    Access("journeys:list", allowed=DESK | GUESTS),
    Access("journeys:list-export", allowed=DESK),
    Access("journeys:counter", allowed=RECEPTION),
    Access("journeys:counter-done", allowed=RECEPTION, kwargs=_at("accepted")),
    Access("journeys:returns", allowed=RECEPTION),
    Access("journeys:migrate", allowed={"kiem", "quan"}, kwargs=_process),
    Access("journeys:work", allowed=SCOPE, kwargs=_at("assigned")),
    Access("journeys:work-file", allowed=SCOPE, kwargs=_with_file),
    Access("journeys:work-original", allowed=SCOPE, kwargs=_with_photos),
    Access("journeys:work-result", allowed=SCOPE, kwargs=_with("drafted", part="draft")),
    Access("journeys:work-slip", allowed=SCOPE, kwargs=_with("accepted", form="01")),
    Access(
        "journeys:work-form",
        allowed=SCOPE - {"hoa", "dung"},
        kwargs=lambda cast: {"dossier_id": scenes.filed(cast).pk, "kind": "pdf"},
    ),
    Access("journeys:work-preview", allowed={"hoa", "dung"}, kwargs=_at("assigned"), method="post"),
    Access("journeys:work-act", allowed=RECEPTION, kwargs=_with("submitted", slug="tiep-nhan")),
]
