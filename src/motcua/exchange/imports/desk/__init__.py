"""Officials' pages of imports."""

from motcua.exchange.imports.desk.files import imports, one
from motcua.exchange.imports.desk.mapping import columns
from motcua.exchange.imports.desk.quality import report
from motcua.exchange.imports.desk.rows import row

__all__ = ["columns", "imports", "one", "report", "row"]
