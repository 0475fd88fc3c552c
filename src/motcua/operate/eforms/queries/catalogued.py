"""What the catalogue asks of the forms through its ports: fields with the clauses they rest on, drafts in use."""

from collections.abc import Iterator

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms.models import Draft, FormVersion
from motcua.operate.eforms.queries.forms import forms


def form_fields() -> Iterator[catalogue.FormField]:
    """Every question an applicant is asked in the live version of every form, with its clause ("": none)."""
    for form in forms().filter(retired_at=None):
        live = next((version for version in form.versions.all() if version.withdrawn_at is None), None)
        if live is None:
            continue
        codes = tuple(sorted({use.procedure_code for use in form.uses.all() if use.effective_to is None}))
        for i, section in enumerate(live.parsed.sections):
            for j, field in enumerate(section.fields):
                if field.typed or field.type == "file":
                    place = f"sections[{i}].fields[{j}]"
                    yield catalogue.FormField(form.key, field.key, field.label, place, field.clause, codes)


def drafts_using(procedure_code: str, component_code: str) -> int:
    """How many unfinished applications for a procedure have a file for one of its components, or will ask for it."""
    unfinished = Draft.objects.filter(procedure_code=procedure_code, submitted_at=None)
    used = set(unfinished.filter(files__component_code=component_code).values_list("pk", flat=True))
    versions = FormVersion.objects.filter(drafts__in=unfinished).distinct()
    asking = [
        version.pk
        for version in versions
        if any(field.component == component_code for _, field in version.parsed.fields())
    ]
    used |= set(unfinished.filter(form_version__in=asking).values_list("pk", flat=True))
    return len(used)
