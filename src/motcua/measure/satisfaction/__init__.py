"""Satisfaction of applicants: links by which a returned dossier is rated once, and what the ratings say.

The rating itself is an event of the dossier, written by its one write path; here are only the links to it (kept as
hashes) and the readings: the service index's 5.4, the ratings' own with its interval, and the circular's assessment.
"""
