"""The wing that does the work: procedures are published, people apply, officers handle, results are returned."""
