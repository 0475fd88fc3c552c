"""Printed documents: typst templates to PDF/A, QR codes, and signatures in PDF."""
