"""Reads: which form a procedure uses, and the versions of a form."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.operate.eforms.models import Form, FormUse, FormVersion

GENERIC = "chung"


def form_for(procedure_code: str, on: date) -> FormVersion | None:
    """The form version to apply with on the local date `on`: the procedure's own, else the plain request.

    None only when no form has been loaded at all.
    """
    use = (
        FormUse.objects.filter(procedure_code=procedure_code)
        .filter(Q(effective_from=None) | Q(effective_from__lte=on))
        .filter(Q(effective_to=None) | Q(effective_to__gte=on))
        .order_by("-effective_from", "-id")
        .first()
    )
    key = {"form_id": use.form_id} if use else {"form__key": GENERIC}
    return FormVersion.objects.filter(**key).select_related("form").order_by("-number").first()


def forms() -> QuerySet[Form]:
    """Every form, with its versions and uses at hand."""
    return Form.objects.order_by("key").prefetch_related("versions", "uses")


def version(version_id: int) -> FormVersion | None:
    """One version of a form."""
    return FormVersion.objects.filter(pk=version_id).select_related("form").first()
