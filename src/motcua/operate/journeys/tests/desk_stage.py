"""What the tests of the desk stand on: catalogue, process, forms, and dossiers brought to any state by the services."""

from datetime import datetime, timedelta
from uuid import uuid4

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from motcua.operate.catalogue import services as catalogue
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Application, Channel, PaperIn, Party
from motcua.operate.processes import services as processes
from tests.cast import Cast
from tests.html import check

COPY = "3.000465"  # certified copy of a diploma: one working day, three components
NO_LIMIT = "1.000270"  # change of school: the data has no limit
LAN = "099180000011"


class Stage:
    """The cast with dossiers: `stage.at("review")` is one that lies with the head of the unit."""

    ORDER = ("submitted", "accepted", "assigned", "drafted", "review", "sign", "issue", "processed", "returned")

    def __init__(self, cast: Cast, now: datetime | None = None):
        self.cast = cast
        self.now = now or timezone.now() - timedelta(hours=2)
        catalogue.load_starter(now=self.now)
        processes.load(now=self.now)

    def submit(self, code=COPY, channel=Channel.ONLINE, **changes):
        values = {
            "procedure_code": code,
            "channel": channel,
            "owner": Party(full_name="Nguyễn Thị Lan", identity_number=LAN, account=self.cast.lan, phone="0912345678"),
            "papers": (PaperIn(component_code="TP1", name="Đơn đề nghị", originals=1),),
        }
        application = Application(**(values | changes))
        by = self.cast.actor("lan")
        return services.submit(application=application, by=by, now=self._tick(), command_id=str(uuid4()))

    def at(self, where, **changes):
        """A dossier that has come as far as `where`."""
        dossier = self.submit(**changes)
        for step in self.ORDER[1 : self.ORDER.index(where) + 1]:
            dossier = self.to(dossier, step)
        return dossier

    def to(self, dossier, step):
        return {
            "accepted": lambda: self.act(dossier, "minh", "accept"),
            "assigned": lambda: self.act(dossier, "hoa", "assign"),
            "drafted": lambda: self.draft(dossier),
            "review": lambda: self.act(dossier, "hoa", "forward"),
            "sign": lambda: self.act(dossier, "dung", "forward"),
            "issue": lambda: services.sign_now(**self._who(dossier, "son")),
            "processed": lambda: services.issue(**self._who(dossier, "van")),
            "returned": lambda: self.act(dossier, "minh", "return_result"),
        }[step]()

    def act(self, dossier, name, verb, **data):
        outcome = services.act(verb=verb, data=data, **self._who(dossier, name))
        assert not hasattr(outcome, "message"), outcome
        return outcome

    def draft(self, dossier):
        text = {"kind": "approval", "title": "Cấp bản sao", "body": ["Điều 1. Cấp 02 bản sao."]}
        return services.write_draft(**self._who(dossier, "hoa"), **text)

    def _who(self, dossier, name):
        by = self.cast.actor(name)
        return {"dossier_id": dossier.pk, "by": by, "now": self._tick(), "command_id": str(uuid4())}

    def _tick(self):
        self.now += timedelta(seconds=30)
        return self.now


def stating(client, dossier, purpose="supervision"):
    """The browser of somebody who does not handle the dossier, after saying what it is read for."""
    assert client.post(url("purpose", dossier), {"purpose": purpose}).status_code == 302
    return client


def url(name, dossier=None, **kwargs):
    known = {"dossier_id": dossier.pk} if dossier is not None else {}
    return reverse(f"journeys:{name}", kwargs=known | kwargs)


def page(response, status=200):
    """The page as soup, after it was found well made."""
    assert response.status_code == status, (response.status_code, response.get("Location"), response.content[:800])
    assert check(response.content) == []
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def fields(form):
    """What a browser would send of a form as it stands."""
    found = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = control.get("name"), control.get("type")
        if not name or kind == "file":
            continue
        if kind in {"checkbox", "radio"}:
            if control.has_attr("checked"):
                found[name] = control.get("value", "on")
        elif control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            found[name] = chosen.get("value", "") if chosen else ""
        else:
            found[name] = control.text.strip("\n") if control.name == "textarea" else control.get("value", "")
    return found


def form_to(soup, action):
    """The form of the page that leads to `action`."""
    return next(form for form in soup.find_all("form") if (form.get("action") or "").split("?")[0] == action)


def send(client, soup, action, **typed):
    """Fill in the form that leads to `action` and send it."""
    form = form_to(soup, action)
    return client.post(form["action"], fields(form) | typed)
