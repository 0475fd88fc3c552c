"""One row of facts per dossier, folded from its events inside the same transaction."""
