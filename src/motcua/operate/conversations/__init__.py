"""The conversation inside a dossier: what applicant and office write to each other, and the office's inner notes.

Knows the messages with their files, who has read how far, which dossier waits for a word of the office, who may write
and until when. Texts are rows that can be erased; the stream ("conversation", dossier id) keeps that something was
written, by whom and when, never what. A message asks for no paper and stops no clock: that is a supplement request.
"""
