"""A dossier of Lan whose result was handed over, made by the same services as in earnest."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party, Refusal
from motcua.operate.processes import services as processes
from tests.cast import Cast

COPY = "3.000465"
STEP = timedelta(minutes=5)


def returned_dossier(cast: Cast, now: datetime | None = None, *, last: str = "return_result") -> Any:
    """Handed over a little before `now` (this instant when not given); `last`: "issue" leaves it with the counter."""
    at = (now or timezone.now()) - timedelta(hours=2)
    catalogue.load_starter(now=at)
    processes.load(now=at)
    application = Application(
        procedure_code=COPY,
        channel=Channel.DIRECT,
        owner=Party(full_name="Nguyễn Thị Lan", account=cast.lan),
        papers=(PaperIn(component_code="TP1", name="Phiếu đề nghị", originals=1),),
    )
    dossier = services.submit(application=application, by=cast.actor("lan"), now=at, command_id=str(uuid4()))
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("minh", "accept", {}), ("hoa", "assign", {}), ("hoa", "draft", {}), ("hoa", "forward", {}),
        ("dung", "forward", {}), ("son", "sign", {}), ("van", "issue", {}),
        ("minh", "return_result", {"how": "electronic"}),
    ]  # fmt: skip
    for name, verb, data in steps:
        at += STEP
        dossier = _do(cast, dossier.pk, name, verb, at, data)
        assert not isinstance(dossier, Refusal), (verb, dossier)
        if verb == last:
            break
    return dossier


def _do(cast: Cast, dossier_id: Any, name: str, verb: str, at: datetime, data: dict[str, Any]) -> Any:
    common = {"dossier_id": dossier_id, "by": cast.actor(name), "now": at, "command_id": str(uuid4())}
    match verb:
        case "draft":
            return services.write_draft(kind="approval", title="Cấp bản sao", body=["Điều 1."], **common)
        case "sign":
            return services.sign_now(**common)
        case "issue":
            return services.issue(**common)
    return services.act(verb=verb, data=data, **common)
