"""What has no clause of law, and what a change of a legal document touches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.text import clean
from motcua.operate.catalogue import queries
from motcua.operate.catalogue.models import Procedure
from motcua.people.services import official_required

MOST_SHOWN = 300


@require_safe
@official_required()
def orphans(request: HttpRequest) -> HttpResponse:
    """Components, form fields and steps without a clause, by kind; of one procedure or one level."""
    code = clean(request.GET.get("ma", ""))[:40]
    own = request.GET.get("cap", "department")
    competent = own if own in Procedure.Competent.values else ""
    found = queries.orphans(code, competent="" if code else competent)
    titles = (("components", "Thành phần hồ sơ"), ("steps", "Bước thực hiện"), ("fields", "Ô của biểu mẫu"))
    groups = [(title, found[key][:MOST_SHOWN], len(found[key])) for key, title in titles]
    context = {"groups": groups, "code": code, "cap": competent, "competents": Procedure.Competent.choices}
    return render(request, "catalogue/desk/orphans.html", context)


@require_safe
@official_required()
def touched(request: HttpRequest) -> HttpResponse:
    """All that rests on one legal document; without a number the documents there are."""
    number = clean(request.GET.get("so", ""))[:100]
    context = {
        "number": number,
        "found": queries.touched(number) if number else [],
        "documents": [] if number else queries.legal_documents(),
    }
    return render(request, "catalogue/desk/touched.html", context)
