"""Officials' pages of paper: the forms of a dossier, the control slip, the register book, templates and drafts."""
