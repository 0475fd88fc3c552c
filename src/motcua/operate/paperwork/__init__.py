"""Paper of the one-stop mechanism: the forms of the law, the register book, draft decisions from templates.

Knows which form set holds on a day, fills each form from facts, keeps what was given with its number and hash so that
it can be printed again unchanged, and makes the register book of any period. An agency's DOCX templates are checked
here and filled for the case officer; the PDF that is signed belongs to dossiers.
"""
