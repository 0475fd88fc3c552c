"""Printed documents: typst templates to PDF/A, the shipped fonts, QR codes, and places left free for a signature.

Knows: where templates are (`<app>/typst/<name>.typ`, shared parts in `kernel/documents/typst/sheet.typ`), how data
gets into them (as data, never as code), and how a free place in a template (`slot`) becomes a form field that a
clerk or a signer fills later without touching what was signed before (`kernel.signatures`).
"""
