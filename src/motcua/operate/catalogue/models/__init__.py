"""Procedures, their frozen versions, drafts of texts, online levels, and facts about papers and decentralisation."""

from motcua.operate.catalogue.models.drafts import TextDraft as TextDraft
from motcua.operate.catalogue.models.facts import Decentralisation as Decentralisation
from motcua.operate.catalogue.models.facts import HeldMark as HeldMark
from motcua.operate.catalogue.models.imports import CatalogueFile as CatalogueFile
from motcua.operate.catalogue.models.levels import ServiceLevel as ServiceLevel
from motcua.operate.catalogue.models.texts import Procedure as Procedure
from motcua.operate.catalogue.models.texts import ProcedureVersion as ProcedureVersion
