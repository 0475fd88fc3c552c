"""Who may open the pages of the index: management and control; only the control officer brings in published figures."""

from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.kernel.time import TZ
from motcua.measure.service_index import queries, services
from tests.access import Access
from tests.cast import Cast

VIEWERS = {"kiem", "son", "thanh", "an", "dung"}
NOW = datetime(2026, 11, 3, 9, tzinfo=TZ)


def _data() -> bytes:
    return (settings.DATA_DIR / "service_index" / "published_2026.csv").read_bytes()


def _file(cast: Cast) -> dict[str, object]:
    scale = queries.scale("portal_2026")
    by = cast.actor("kiem")
    return {"pk": services.import_published(data=_data(), name="c.csv", scale=scale, by=by, now=NOW).file_id}


def _upload(cast: Cast) -> dict[str, object]:
    return {"file": SimpleUploadedFile("c.csv", _data())}


ACCESS = [
    Access("service_index:desk", allowed=VIEWERS),
    Access("service_index:metric", allowed=VIEWERS, kwargs={"code": "ON_TIME"}),
    Access("service_index:compare", allowed=VIEWERS),
    Access("service_index:published", allowed=VIEWERS),
    Access("service_index:published", allowed={"kiem"}, method="post", data=_upload),
    Access("service_index:report", allowed=VIEWERS, kwargs=_file),
    Access("service_index:original", allowed=VIEWERS, kwargs=_file),
]
