"""What the applicant reads of the parts of a dossier that other agencies handle."""

from dataclasses import dataclass
from datetime import datetime

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.linking import queries as linking
from motcua.operate.linking.rules import Leg

WORDS = {
    Leg.PLANNED: ("neutral", "Sẽ chuyển sau"),
    Leg.SENT: ("running", "Đang giải quyết"),
    Leg.DONE: ("done", "Đã xong"),
    Leg.REFUSED: ("waiting", "Đã trả lời, chúng tôi đang xem"),
}


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part in plain words: which agency, how far, since when and until when."""

    name: str
    kind: str
    words: str
    sent_at: datetime | None
    due_at: datetime | None


def parts_shown(dossier: Dossier) -> list[PartShown]:
    """Parts that are planned, out or done; what was taken back is no matter of the applicant."""
    legs = [leg for plan in reversed(linking.plans_of(dossier.pk)) for leg in plan.legs.all()]
    return [
        PartShown(
            leg.unit.agency.name, *WORDS[Leg(leg.state)], leg.sent_at, leg.due_at if leg.state == Leg.SENT else None
        )
        for leg in sorted(legs, key=lambda leg: (leg.plan.number, leg.place))
        if leg.state in WORDS
    ]
