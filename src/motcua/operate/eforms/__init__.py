"""Forms as data: what is asked, when, under which clause, and what an answer must look like.

Knows definitions and their versions, the one evaluator (conditions, computed values, errors), drafts that can be
saved and resumed, attached files, and the frozen answers of a submitted application. Does not know dossiers.
"""
