"""Officials' pages: the lists, one list on a day, bringing in an edition."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.sheets import BadFile, day, harmless
from motcua.kernel.text import clean
from motcua.operate.codelists import queries, rules, services
from motcua.operate.codelists.forms import EditionForm
from motcua.operate.codelists.models import Code
from motcua.people.queries import actor_of, has_role
from motcua.people.services import official_required

PAGE = 100


@require_safe
@official_required()
def listing(request: HttpRequest) -> HttpResponse:
    """Every list with its newest edition."""
    today = timezone.localdate()
    rows = [(row, count, queries.edition(row.key, today)) for row, count in queries.lists()]
    return render(request, "codelists/desk.html", {"rows": rows, "may_edit": has_role(request.user, *rules.EDITORS)})


@require_safe
@official_required()
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One list as it holds on a chosen day, searched by words; what changed against the edition before."""
    row = queries.code_list(key)
    if row is None:
        raise Http404("Không có danh mục này.")
    words, typed = clean(request.GET.get("q", ""))[:200], clean(request.GET.get("ngay", ""))[:10]
    problem, on = "", timezone.localdate()
    try:
        on = day(typed) or on
    except ValueError as error:
        problem = f"{error}."
    held = queries.edition(key, on)
    found = queries.search(key, words, on, limit=PAGE + 1) if words else queries.codes(key, on)
    if request.GET.get("tai") == "csv":
        return _csv(key, found)
    editions = queries.editions(key)
    context = {
        "list": row, "held": held, "until": queries.ended_on(held) if held else None, "editions": editions,
        "codes": found[:PAGE], "total": len(found), "q": words, "on": on, "typed": typed or f"{on:%d/%m/%Y}",
        "problem": problem, "may_edit": has_role(request.user, *rules.EDITORS),
    }  # fmt: skip
    return render(request, "codelists/list.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*rules.EDITORS)
def bring(request: HttpRequest, key: str = "") -> HttpResponse:
    """Bring in an edition: the report of wrong rows comes back with what was typed, and nothing is written."""
    known = queries.code_list(key) if key else None
    if key and known is None:
        raise Http404("Không có danh mục này.")
    form = EditionForm(request.POST or None, request.FILES or None, known=known is not None)
    report = None
    if request.method == "POST" and form.is_valid():
        report = _bring(request, form, key)
        if report is not None and not report.refused:
            messages.success(request, _words(report))
            return redirect("codelists:list", key=report.key)
        if report is not None:
            form.add_error("file", f"{len(report.refused)} dòng không nhận được; chưa ghi gì. Hãy sửa tệp rồi tải lại.")
    context = {
        "list": known, "form": form, "report": report,
        "back": reverse("codelists:list", kwargs={"key": key}) if known else reverse("codelists:desk"),
    }  # fmt: skip
    return render(request, "codelists/bring.html", context, status=422 if form.errors else 200)


def _bring(request: HttpRequest, form: EditionForm, key: str) -> services.Report | None:
    said = form.cleaned_data
    roles = [role for role in rules.EDITORS if has_role(request.user, role)]
    try:
        return services.import_file(
            key=key or said["key"], name=said.get("name", ""), data=said["file"].read(), file_name=said["file"].name,
            starts_on=said["starts_on"], source=said["source"], by=actor_of(request, roles[0]), now=timezone.now(),
        )  # fmt: skip
    except BadFile as error:
        form.add_error("key" if "mã danh mục" in str(error).lower() and "key" in form.fields else "file", str(error))
        return None


def _words(report: services.Report) -> str:
    if report.unchanged:
        return f"Danh mục {report.key} đã có đúng {report.read} mã này; không ghi thêm."
    told = report.difference or rules.Difference((), (), ())
    changes = f"thêm {len(told.added)}, bỏ {len(told.removed)}, đổi {len(told.changed)}"
    return f"Đã ghi {report.taken} mã của danh mục {report.key}: {changes}."


def _csv(key: str, rows: list[Code]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Mã", "Tên", "Mã cha", "Loại", "Từ ngày", "Đến ngày"])
    for row in rows:
        entry = row.value
        dates = [f"{on:%d/%m/%Y}" if on else "" for on in (entry.valid_from, entry.valid_to)]
        writer.writerow([harmless(cell) for cell in (entry.code, entry.name, entry.parent, entry.kind)] + dates)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response
