"""DOCX files as people and attackers make them."""

import io
import zipfile

from docx import Document


def docx(*paragraphs, header="", parts=None, types=None):
    """A document of these paragraphs; a list is one paragraph cut into runs. `parts` are put in or replaced."""
    document = Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in text if isinstance(text, list) else [text]:
            paragraph.add_run(piece)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return changed(out.getvalue(), parts or {}, types) if parts or types else out.getvalue()


def changed(data, parts, types=None):
    """The same package with parts replaced or added; `types` edits the list of content types."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = parts.get(name, old.read(name))
            if name == "[Content_Types].xml" and types:
                body = types(body.decode()).encode()
            new.writestr(name, body)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()
