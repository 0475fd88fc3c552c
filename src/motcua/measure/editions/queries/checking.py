"""Whether an edition still holds: its file, its hash in the log, its signature, and that the log makes it again."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.rules import StreamRef
from motcua.kernel.files.vault import Damaged
from motcua.kernel.signatures import detached
from motcua.kernel.signatures.container import UnknownKey
from motcua.measure.editions import rules
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.gathering import gather
from motcua.measure.editions.queries.shelf import content, editions
from motcua.measure.indicators.rules import parse_period

STREAM = "edition"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an edition: its period and number, the place, and words."""

    key: str
    number: int
    place: str
    words: str


def check(key: str = "") -> tuple[list[Edition], list[Fault]]:
    """Every edition (of a period, with `key`), and everything wrong with any; editions that only the log knows too."""
    found = editions(key)
    wrong = [fault for one in found for fault in faults(one)]
    known = {(one.key, one.number) for one in found}
    for event in log.all_events(STREAM):
        if (not key or event.stream_id == key) and (event.stream_id, event.version) not in known:
            wrong.append(Fault(event.stream_id, event.version, "row", "Nhật ký có lần chốt này nhưng bảng không còn."))
    return found, wrong


def faults(one: Edition) -> Iterator[Fault]:
    """What is wrong with one edition, the plainest first; nothing when it holds."""
    event = Event.objects.filter(stream_kind=STREAM, stream_id=one.key, version=one.number).first()
    if event is None:
        yield Fault(one.key, one.number, "log", "Nhật ký không có lần chốt này.")
        return
    stated = event.payload
    for place, have in _row(one).items():
        if stated.get(place) != have:
            yield Fault(one.key, one.number, place, f"Bảng ghi {have!r}, nhật ký ghi {stated.get(place)!r}.")
    try:
        text, inputs = one.content.read(), one.inputs.read()
    except (Damaged, OSError) as error:
        yield Fault(one.key, one.number, "file", f"Tệp đã lưu không còn nguyên vẹn: {error}")
        return
    yield from _signature(one, text)
    yield from _again(one, text, inputs)


def stated(one: Edition) -> dict[str, object]:
    """What the log says of an edition."""
    return _row(one)


def _row(one: Edition) -> dict[str, object]:
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "position": one.position,
        "content": one.content_id,
        "inputs": one.inputs_id,
        "signature": bytes(one.signature).hex(),
        "certificate": bytes(one.certificate).hex(),
    }


def _signature(one: Edition, text: bytes) -> Iterator[Fault]:
    if not one.signature:
        return
    try:
        good = detached.holds(text, bytes(one.signature), bytes(one.certificate))
    except (UnknownKey, ValueError) as error:
        yield Fault(one.key, one.number, "certificate", f"Không đọc được chứng thư: {error}")
        return
    if not good:
        yield Fault(one.key, one.number, "signature", "Chữ ký không phải của nội dung này.")


def _again(one: Edition, text: bytes, inputs: bytes) -> Iterator[Fault]:
    """Make it again from the log; the first place that differs is named."""
    said = content(one)
    try:
        made = gather(
            agency=said["agency"],
            period=parse_period(one.key),
            number=one.number,
            cut_off=one.cut_off,
            position=one.position,
            inputs=one.inputs_id,
            text=inputs,
            yardsticks=rules.stated_yardsticks(said),
        ).content
    except (ValueError, KeyError) as error:
        yield Fault(one.key, one.number, "inputs", f"Không dựng lại được: {error}")
        return
    if rules.to_bytes(made) != text:
        place = rules.first_difference(said, made) or "bytes"
        yield Fault(one.key, one.number, place, f"Dựng lại từ nhật ký thì khác ở «{place}».")


def stream(key: str) -> StreamRef:
    """The stream of a period: one event per edition."""
    return StreamRef(STREAM, key)
