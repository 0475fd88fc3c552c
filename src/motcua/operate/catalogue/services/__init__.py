"""Writes of the catalogue: versions, imports, online levels. Keyword-only, atomic, each with its event."""

from motcua.operate.catalogue.services.importing import Report as Report
from motcua.operate.catalogue.services.importing import import_records as import_records
from motcua.operate.catalogue.services.importing import load_starter as load_starter
from motcua.operate.catalogue.services.levels import MAY_SET as MAY_SET
from motcua.operate.catalogue.services.levels import set_level as set_level
from motcua.operate.catalogue.services.versions import STARTER as STARTER
from motcua.operate.catalogue.services.versions import Text as Text
from motcua.operate.catalogue.services.versions import record as record
from motcua.operate.catalogue.services.versions import repeal as repeal
