"""What every module stands on and what knows nothing of procedures.

Time, text, money, ids, the event log with its hash chain, the outbox, background jobs,
files by content, printed documents, signatures, the plug-in registries and the UI kit.
"""
