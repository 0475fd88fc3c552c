"""Dossiers: their states, clocks, steps, papers, results, and the one path by which they change."""
