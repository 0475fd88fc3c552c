"""Who read what, when and what for: an append-only log of readings of personal data.

Knows readers and subjects by id only and nothing of what they are; who may read is decided elsewhere. One row per
reader, subject, kind, purpose and hour. What is refused by the database and what is not, and why this log is not part
of the event chain, is in ADR 0018.
"""
