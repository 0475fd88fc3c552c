"""Screens and use cases that combine the operate modules: apply, counter, dossier page, my dossiers, tracking."""
