"""An office with its cast, and a way to print."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from motcua.operate.paperwork import queries, services
from motcua.operate.paperwork.tests.stage import Office

ORIGIN = "https://motcua.example.vn"


@pytest.fixture
def office(db, cast, now):
    return Office(cast, now)


@pytest.fixture
def printed(office):
    """The form of a purpose as it is printed: words of the PDF (or of the DOCX)."""

    def make(dossier, purpose, kind="pdf", name="minh", **more):
        offer = queries.offer(dossier, purpose=purpose, **more)
        assert offer is not None, purpose
        made = services.slip(
            dossier=dossier, offer=offer, kind=kind, by=office.cast.actor(name), now=office.now, origin=ORIGIN
        )
        return pdf_words(made.data) if kind == "pdf" else docx_words(made.data)

    return make


def pdf_words(pdf):
    """The printed words, with single spaces."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


def docx_words(data):
    """Every word of the body, tables included, in order."""
    document = Document(io.BytesIO(data))
    parts = []
    for element in document.element.body.iter():
        if element.tag.endswith("}t") and element.text:
            parts.append(element.text)
        elif element.tag.endswith("}p") or element.tag.endswith("}br"):
            parts.append(" ")
    return " ".join("".join(parts).split())
