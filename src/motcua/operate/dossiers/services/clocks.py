"""The clocks, under the name by which other modules read them; they are counted in `queries.clocks`."""

from motcua.operate.dossiers.queries.clocks import iso, legal, limit_of, portal

__all__ = ["iso", "legal", "limit_of", "portal"]
