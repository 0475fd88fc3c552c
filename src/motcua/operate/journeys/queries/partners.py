"""Who was asked for an opinion about a dossier: the co-ordinating agencies and units of its control slip."""

from uuid import UUID

from motcua.operate.consultations import queries as consultations


def partners(dossier_id: UUID) -> list[str]:
    """Their names in the order they were asked, each once."""
    asked = reversed(consultations.of_dossier(dossier_id))
    return list(dict.fromkeys(one.whom for one in asked))
