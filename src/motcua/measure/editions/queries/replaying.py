"""The facts as they were: folded from the log up to one position, dossier by dossier."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from motcua.kernel.audit.models import Event
from motcua.measure.facts import rules
from motcua.measure.facts.rules import Fact

STREAM = "dossier"
CHUNK = 2000


def facts_until(position: int) -> Iterator[Fact]:
    """The facts of every dossier after the event at `position`. Read in pieces of bounded size."""
    last = ""
    while True:
        begun = Event.objects.filter(stream_kind=STREAM, stream_id__gt=last, version=1, position__lte=position)
        ids = list(begun.order_by("stream_id").values_list("stream_id", flat=True)[:CHUNK])
        rows = Event.objects.filter(stream_kind=STREAM, stream_id__in=ids, position__lte=position)
        ordered = rows.order_by("stream_id", "version").iterator(chunk_size=CHUNK)
        for _, events in groupby(ordered, key=attrgetter("stream_id")):
            fact: Fact | None = None
            for event in events:
                fact = rules.fold(fact, event)
            assert fact is not None
            yield fact
        if len(ids) < CHUNK:
            return
        last = ids[-1]
