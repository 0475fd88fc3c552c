"""Who may call the JSON addresses of dossiers."""

from uuid import uuid4

from motcua.kernel.time import TZ
from tests.access import EVERYONE, SIGNED_IN, Access

__all__ = ["ACCESS"]


def _lans_dossier(cast):
    from datetime import datetime

    from motcua.operate.catalogue import services as catalogue
    from motcua.operate.dossiers import services
    from motcua.operate.dossiers.rules import Application, Channel, Party
    from motcua.operate.processes import services as processes

    now = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)
    catalogue.load_starter(now=now)
    processes.load(now=now)
    application = Application(
        procedure_code="3.000465", channel=Channel.ONLINE, owner=Party(full_name="Lan", account=cast.lan)
    )
    made = services.submit(application=application, by=cast.actor("lan"), now=now, command_id=str(uuid4()))
    return {"dossier_id": made.pk}


def _track(cast):
    from motcua.operate.dossiers import queries

    dossier = queries.for_work(_lans_dossier(cast)["dossier_id"])
    return {"code": dossier.tracking_code, "pin": queries.pin_of(dossier.pk)}


# Officials of the whole agency, of the one-stop unit and of the handling unit see the dossier; strangers do not.
FILERS = {"lan", "tu", "bien", "minh"}
SEEN_BY = {"lan", "minh", "hoa", "dung", "son", "van", "kiem", "thanh", "an"}


def _body(cast):
    return {"command_id": str(uuid4()), "procedure": "9.999999", "owner": {"full_name": "Lan"}}


def _withdraw(cast):
    return {**_lans_dossier(cast), "verb": "stop"}


# Everyone who sees the dossier is answered; that the step is not theirs is an answer too (422 here: not accepted yet).
ACCESS = [
    Access("api:submit", allowed=FILERS, method="post", data=_body, json=True, denied=(403,)),
    Access("api:act", allowed=SEEN_BY, method="post", kwargs=_withdraw, data={"command_id": "12345678"}, json=True),
    Access("api:openapi-json", allowed=EVERYONE),
    Access("api:api-root", allowed=set()),  # there is no page at the root of the interface
    Access("api:mine", allowed=SIGNED_IN),
    Access("api:dossier", allowed=SEEN_BY, kwargs=_lans_dossier, query="?purpose=supervision"),
    Access("api:tracking", allowed=EVERYONE, data=_track),
]
