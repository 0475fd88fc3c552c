"""Dossiers: their states, clocks, steps, papers, results, and the one path by which they change.

`services.submit` makes a dossier, `services.act` is every later change: rules decide, one event is appended,
projections follow in the same transaction. Who looks at which screen is the business of journeys.
"""
