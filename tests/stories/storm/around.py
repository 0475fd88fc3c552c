"""What goes on around the dossiers: files of another system, links to rate by, periods that are closed, signals."""

import contextlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.exchange.imports import queries as imports
from motcua.exchange.imports.services import Unreadable, running
from motcua.exchange.imports.tests.stage import message
from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.law.rules.dossier_code import ORDERS, format_code
from motcua.measure.indicators.rules.periods import month_of
from motcua.measure.satisfaction.rules import WAYS
from motcua.measure.signals.models import Signal
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import State
from motcua.people import queries as people
from tests.stories.storm.office import Chance, Office

SEND, RUN = "exchange.imports.services.beginning.begin", "exchange.imports.services.running.run"
INVITE, RATE = "measure.satisfaction.services.linking.invite", "measure.satisfaction.services.linking.rate"
CLOSE, RESTATE = "measure.editions.services.closing.close", "measure.editions.services.closing.restate"
ANSWER, JUDGE = "measure.signals.services.settling.answer", "measure.signals.services.settling.judge"
SHAPE = "%Y%m%d%H%M%S"


def run(*, import_id: UUID, by: Actor, now: datetime) -> None:
    """Run an import as the worker does: what cannot be read says so in its row."""
    with contextlib.suppress(Unreadable):
        running.run(import_id=import_id, by=by, now=lambda: now)


def sent(office: Office, chance: Chance) -> dict[str, Any]:
    """A file of some dossiers, in which the same code comes again with another story; now and then it is cut."""
    rows = [_message(office, chance) for _ in range(chance.upto(3))]
    data = json.dumps(rows, ensure_ascii=False).encode()
    cut = len(data) // 2 if chance.one_in(9) else len(data)
    return {"chunks": [data[:cut]], "name": "hồ sơ.json", "by": office.anybody(chance, "kiem", "quan")}


def run_of(office: Office, chance: Chance) -> dict[str, Any] | None:
    waiting = imports.waiting() if not chance.one_in(4) else [one.pk for one in imports.imports()]
    return {"import_id": chance.of(waiting), "by": office.anybody(chance, "kiem")} if waiting else None


def invited(office: Office, chance: Chance) -> dict[str, Any]:
    returned = to_be_rated()
    found = chance.of(returned) if returned and not chance.one_in(4) else office.dossier_id(chance)
    return {"dossier_id": found, "way": chance.of(WAYS), "by": office.anybody(chance, "minh")}


def to_be_rated() -> list[UUID]:
    rows = Dossier.objects.filter(state=State.RETURNED, observed=False, rating=None)
    return list(rows.order_by("submitted_at", "tracking_code").values_list("pk", flat=True))


def rated(office: Office, chance: Chance) -> dict[str, Any]:
    """Mostly the newest link; else an older one, or one that somebody made up."""
    forged = "A" * 32
    token = office.links[-1] if office.links and not chance.one_in(3) else chance.of([*office.links, forged])
    return {"token": token, "score": chance.of([5, 1, 3, 5, 6]), "comment": chance.words()}


def closed(office: Office, chance: Chance, **more: Any) -> dict[str, Any]:
    """Mostly the month before."""
    day = local_date(office.now).replace(day=1) - timedelta(days=chance.of([1, 1, 1, 40, -1]))
    return {"period": month_of(day.year, day.month), "by": office.anybody(chance, "kiem"), **more}


def signal(office: Office, chance: Chance, *likely: str, **more: Any) -> dict[str, Any] | None:
    rows = list(Signal.objects.order_by("raised_at", "pk"))
    return {"signal_id": chance.of(rows).pk, "by": office.anybody(chance, *likely), **more} if rows else None


def _message(office: Office, chance: Chance) -> Any:
    """A message of a dossier that was filed lately. Its number may be one that was given here, or will be."""
    accepted = office.now - timedelta(days=chance.of([0, 0, 1, 2, 9]), hours=chance.upto(9))
    finished = accepted + timedelta(hours=chance.upto(60))
    state = chance.of(["4", "4", "9", "10", "10", "8", "99"])
    given = [str(code) for code in Dossier.objects.exclude(code=None).order_by("code").values_list("code", flat=True)]
    order, day = chance.of(ORDERS), local_date(accepted)
    fresh = format_code(order, str(people.agency().identifier), day, chance.of([1, 2, 3, 7]))
    done = {"NgayKetThucXuLy": finished.strftime(SHAPE)} if state in {"9", "10"} else {"NgayKetThucXuLy": None}
    whole = message(
        MaHoSo=chance.of(given) if given and chance.one_in(3) else fresh,
        NgayNopHoSo=accepted.strftime(SHAPE),
        NgayTiepNhan=accepted.strftime(SHAPE),
        NgayHenTra=chance.of([None, (accepted + timedelta(days=5)).strftime(SHAPE)]),
        NgayTra=finished.strftime(SHAPE) if state == "10" else None,
        TrangThaiHoSo=state,
        **done,
    )
    step = {"MaHoSo": whole["MaHoSo"], "TrangThai": state, "ThoiDiemXuLy": finished.strftime(SHAPE)}
    return chance.of([whole, whole, whole, step, {**whole, "MaHoSo": ""}, {**whole, "MaTTHC": "9.999999"}, 7])
