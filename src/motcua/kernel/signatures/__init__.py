"""Electronic signatures in PDF (PAdES B-B): prepare, sign outside, embed, verify.

Knows: how to reserve a signature in a PDF so that any key holder can sign it (the server needs no key), how a clerk's
number and date get into a document that a person has signed before, and what a signature found in a file is worth.

The order of a result: the person in charge signs the field "ky"; the clerk fills "so" and "ngay" and the
organisation signs "dau", in one increment (`services.prepare(fill=…)`). All four fields stand in the file before the
first signature (`kernel.documents` makes them), so the increment is nothing but form filling and signing, which PDF
allows after an approval signature: the first signature still covers its own revision, and `verify` reports the later
change as permitted. Anything else added later is reported as forbidden. The field "dau" locks the document.
"""
