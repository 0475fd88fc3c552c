"""Reads: which form a procedure uses, and the versions of a form."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.operate.eforms.models import Form, FormDraft, FormUse, FormVersion

GENERIC = "chung"


def form_for(procedure_code: str, on: date) -> FormVersion | None:
    """The form version to apply with on the local date `on`: the procedure's own, else the plain request.

    A retired form, or one whose versions were all withdrawn, is passed over. None only when no form is live at all.
    """
    use = (
        FormUse.objects.filter(procedure_code=procedure_code, form__in=_live_forms())
        .filter(Q(effective_from=None) | Q(effective_from__lte=on))
        .filter(Q(effective_to=None) | Q(effective_to__gte=on))
        .order_by(F("effective_from").desc(nulls_last=True), "-id")
        .first()
    )
    key = {"form_id": use.form_id} if use else {"form__key": GENERIC}
    return _live_versions().filter(**key).first()


def _live_versions() -> QuerySet[FormVersion]:
    return FormVersion.objects.filter(withdrawn_at=None).select_related("form").order_by("-number")


def _live_forms() -> QuerySet[Form]:
    published = FormVersion.objects.filter(form=OuterRef("pk"), withdrawn_at=None)
    return Form.objects.filter(Exists(published), retired_at=None)


def forms() -> QuerySet[Form]:
    """Every form, with its versions and uses at hand; one that was never published has only a draft."""
    return Form.objects.order_by("key").select_related("draft").prefetch_related("versions", "uses")


def form(key: str) -> Form | None:
    """One form with its versions, uses and draft."""
    return forms().filter(key=key).first()


def live(key: str) -> FormVersion | None:
    """The version of the form `key` that applications use now; None: none."""
    return _live_versions().filter(form__key=key, form__retired_at=None).first()


def versions(key: str) -> list[FormVersion]:
    """All versions of a form, the newest first."""
    return list(FormVersion.objects.filter(form__key=key).select_related("form").order_by("-number"))


def version(version_id: int) -> FormVersion | None:
    """One version of a form."""
    return FormVersion.objects.filter(pk=version_id).select_related("form").first()


def definition_draft(key: str) -> FormDraft | None:
    """The text being worked on beside the live version of the form `key`."""
    return FormDraft.objects.filter(form__key=key).select_related("form").first()
