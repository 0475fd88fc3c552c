"""What the demo stands on: the procedures of its shape as the instance's own catalogue has them, with their units."""

from collections.abc import Iterable

from motcua.instance.demo.story import Ground
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.processes import queries as processes


class Missing(LookupError):
    """The instance lacks what the demo stands on; the message says what and how to load it."""


def grounds(codes: Iterable[str]) -> dict[str, Ground]:
    """What is known of each procedure. Raises Missing for one that is not in force here or that no unit handles."""
    return {code: _ground(code) for code in codes}


def _ground(code: str) -> Ground:
    version = catalogue.version_in_force(code)
    if version is None:
        raise Missing(f"procedure {code} is not in force on this instance; run: motcua setup")
    unit = processes.unit_for(procedure_code=code, field=version.procedure.field)
    if unit is None:
        raise Missing(f"no unit handles procedure {code}; run: motcua setup")
    content = version.parsed
    components = tuple((component.code, component.name) for component in content.components or ())
    return Ground(code, version.procedure.name, unit, components, content.files_online)
