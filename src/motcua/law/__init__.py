"""Effective-dated rules as data: calendars, office hours, one-stop rules, dossier codes, time limits, form sets.

Knows which rule held on a day (`effective_from/to`, the law) and what we knew when (`recorded_at`, editions).
Rules come from the files of `data/law`, days of the calendar also from staff; nothing is ever overwritten: each
change is a new edition. Counting itself is in `motcua.kernel.time`; what a rule means for a dossier is in dossiers.
"""
