"""Writes of the index: what the portal published is brought in."""

from motcua.kernel.sheets import BadFile
from motcua.measure.service_index.services.importing import Report, import_published

__all__ = ["BadFile", "Report", "import_published"]
