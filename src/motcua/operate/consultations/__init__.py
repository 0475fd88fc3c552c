"""Opinions asked of units of the agency and of other agencies about a dossier, each with a deadline of its own.

Knows who was asked what, which papers were shown, until when, what was answered, and what happens when nobody answers:
silence agrees only where a rule of the law with its article says so, otherwise the head of the asking unit is told.
While an opinion is awaited the dossier is held; the legal clock stands only under a sector rule.
"""
