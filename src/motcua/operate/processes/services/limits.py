"""Whether the allowances of a process fit into the legal limits of the procedures that follow it."""

from collections.abc import Iterable

from motcua.kernel.time import Limit, office_seconds
from motcua.law import queries as law
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue import rules as catalogue_rules
from motcua.operate.processes import queries, rules
from motcua.operate.processes.models import ProcessVersion
from motcua.people import queries as people
from motcua.people.rules import Refusal


def tightest(codes: Iterable[str]) -> int | None:
    """The working hours of the shortest published limit of these procedures; None when none of them has one."""
    calendar = law.calendar(agency=people.agency().key)
    return min((office_seconds(limit, calendar) // 3600 for code in codes for limit in _limits(code)), default=None)


def too_long(version: ProcessVersion, procedure_code: str) -> Refusal | None:
    """Why the procedure cannot follow the version: its steps together pass the legal limit; None when they do not."""
    graph = queries.graph(version.pk)
    most = tightest([procedure_code])
    if graph.shares or most is None:
        return None
    hours = rules.longest_hours(graph.net) if graph.net is not None else graph.allowed_hours
    if hours <= most:
        return None
    return Refusal(
        "too_long",
        f"Các bước của quy trình cộng lại {hours} giờ làm việc, quá thời hạn {most} giờ của thủ tục {procedure_code}.",
        "NĐ 61/2018/NĐ-CP điều 19",
    )


def _limits(code: str) -> list[Limit]:
    """Every limit of the procedure as published: its own and those of its channels."""
    version = catalogue.version_in_force(code)
    if version is None:
        return []
    content = version.parsed
    found = [content.time_limit, *(channel.limit for channel in content.channels or ())]
    return [catalogue_rules.to_limit(limit) for limit in found if limit is not None]
