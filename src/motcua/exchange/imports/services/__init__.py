"""Writes of imports: beginning one, running it, mending what was refused, keeping how columns are called."""

from motcua.exchange.imports.services.beginning import begin, begin_file, erase_sent
from motcua.exchange.imports.services.mending import drop, retry
from motcua.exchange.imports.services.naming import keep_mapping
from motcua.exchange.imports.services.running import Unreadable, run

__all__ = ["Unreadable", "begin", "begin_file", "drop", "erase_sent", "keep_mapping", "retry", "run"]
