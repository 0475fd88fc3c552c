"""What higher modules tell the forms: the agencies and units whose opinion was asked for a dossier."""

from collections.abc import Callable
from uuid import UUID

from motcua.kernel.plugins import Port

partners: Port[Callable[[UUID], list[str]]] = Port("paperwork.partners")
