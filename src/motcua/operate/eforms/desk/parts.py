"""The parts of a draft as pages: the form itself, a section, a question, and where a question goes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.operate.eforms.desk import seat
from motcua.operate.eforms.desk.question import QuestionPage
from motcua.operate.eforms.filling.controls import control
from motcua.operate.eforms.filling.items import GroupForm
from motcua.operate.eforms.forms.conditions import SAVE, ConditionEditor
from motcua.operate.eforms.forms.general import MoveForm, SectionForm, SettingsForm, section_initial
from motcua.operate.eforms.forms.words import GROUPS, KINDS
from motcua.operate.eforms.queries import GENERIC, workshop
from motcua.operate.eforms.queries.workshop import Bench
from motcua.operate.eforms.rules import Refused, editing, questions, uses
from motcua.operate.eforms.services import workshop as work

ANY = ["GET", "HEAD", "POST"]
__all__ = ["form_settings", "kinds", "move", "question_add", "question_edit", "section", "section_add"]


@require_http_methods(ANY)
@seat.maker
def form_settings(request: HttpRequest, key: str) -> HttpResponse:
    """The form itself: title, source, procedures, pages, who signs beside."""
    bench = seat.bench_of(key)
    form, notice, base = _settings_form(request, bench), "", bench.version
    if request.method == "POST" and form.is_valid():
        values = form.values()
        outcome = work.edit(
            form_key=key, base_version=seat.base_version(request), said="Sửa thiết lập biểu mẫu", by=seat.by(request),
            now=timezone.now(), change=lambda data: editing.change_form(data, values),
        )  # fmt: skip
        if not isinstance(outcome, Refused):
            return seat.to_bench(key, "soan-chung")
        notice = _notice(outcome)
    context = {"key": key, "bench": bench, "form": form, "notice": notice, "base": base}
    return render(request, "eforms/builder/settings.html", context, status=_status(form.errors, notice))


def _settings_form(request: HttpRequest, bench: Bench) -> SettingsForm:
    data = bench.definition
    codes = list(dict.fromkeys([*data.get("procedures", ()), *request.POST.getlist("procedures")]))
    known = workshop.procedure_names(codes)
    cosign = data.get("cosign") or {}
    initial = {
        **{name: data.get(name) for name in ("title", "procedures")},
        "source": "\n".join(data.get("source", ())),
        "pages": data.get("pages", "sections"),
        "completeness": data.get("completeness", "full"),
        **{f"cosign_{name}": value for name, value in cosign.items()},
    }
    return SettingsForm(
        request.POST or None, initial=initial,
        listed=[workshop.ProcedureChoice(code, known.get(code, "không có trong danh mục thủ tục")) for code in codes],
        sections=[(part["key"], part["title"]) for part in uses.sections(data)], generic=data["key"] == GENERIC,
    )  # fmt: skip


@require_http_methods(ANY)
@seat.maker
def section_add(request: HttpRequest, key: str) -> HttpResponse:
    """A new section, after the one named in the address or at the end."""
    return _section_page(request, key, {}, after=str(request.GET.get("sau", "")))


@require_http_methods(ANY)
@seat.maker
def section(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """A section: title, introduction, when it is shown, whether it repeats."""
    bench = seat.bench_of(key)
    found = uses.find_section(bench.definition, section)
    if found is None and request.method != "POST":
        raise Http404("Mục này không còn trong bản nháp.")
    return _section_page(request, key, found or {})


def _section_page(request: HttpRequest, key: str, found: dict[str, Any], *, after: str = "") -> HttpResponse:
    bench = seat.bench_of(key)
    posted, action = request.POST or None, str(request.POST.get("_action", SAVE))
    own = {field["key"] for field in found.get("fields", ())}
    readable = tuple(one for one in questions.readable(bench.definition) if one.key not in own | {found.get("key")})
    when = ConditionEditor("when", found.get("when", ""), readable, data=posted, action=action)
    first = section_initial(found)
    form = SectionForm(posted if action == SAVE else None, initial={**first, **(request.POST.dict() if posted else {})})
    notice = ""
    if posted and action == SAVE and all([form.is_valid(), when.is_valid()]):
        values = {**form.values(), "when": when.expression()}
        outcome = work.edit(
            form_key=key, base_version=seat.base_version(request), by=seat.by(request), now=timezone.now(),
            said=f"{'Sửa' if found else 'Thêm'} mục «{values['title']}»",
            change=lambda data: editing.change_section(data, found["key"], values)
            if found
            else editing.add_section(data, values, after=after),
        )  # fmt: skip
        if not isinstance(outcome, Refused):
            return seat.to_bench(key, f"soan-{found.get('key') or _newest(outcome.definition, bench)}")
        notice = _notice(outcome)
    judged = [one for one in [form, *when.forms()] if one.is_bound]
    wrong = any(one.errors for one in judged)
    context = {
        "key": key, "bench": bench, "form": form, "when": when, "found": found, "notice": notice, "base": bench.version,
        "problems": judged,
    }  # fmt: skip
    return render(request, "eforms/builder/section.html", context, status=_status(wrong, notice))


def _newest(data: dict[str, Any], before: Bench) -> str:
    """The key that is in `data` but was not there before."""
    return next(iter(uses.keys(data) - uses.keys(before.definition)), "")


@require_safe
@seat.maker
def kinds(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Which kind of question to add, each with how it looks."""
    bench = seat.bench_of(key)
    part = seat.section_of(bench, section)
    groups: list[tuple[str, list[tuple[Any, Any]]]] = [
        (name, [(kind, _sample(kind)) for kind in of if not (kind.type == "file" and part.get("repeat"))])
        for name, of in GROUPS
    ]
    after = str(request.GET.get("sau", ""))
    context = {"key": key, "section": part, "groups": [g for g in groups if g[1]], "after": after}
    return render(request, "eforms/builder/kinds.html", context)


def _sample(kind: Any) -> Any:
    """The control of a kind of question, to look at."""
    if kind.sample is None:
        return None
    return GroupForm({kind.sample.key: control(kind.sample)}, {}, {})[kind.sample.key]


@require_http_methods(ANY)
@seat.maker
def question_add(request: HttpRequest, key: str, section: str, type: str) -> HttpResponse:
    """A new question of one kind."""
    if type not in KINDS:
        raise Http404("Không có loại ô này.")
    bench = seat.bench_of(key)
    part = seat.section_of(bench, section)
    fresh = {"key": "", "label": "", "type": type, "required": type not in {"checkbox", "official_only", "signature"}}
    return _question(request, key, QuestionPage(request, bench, part, fresh, after=str(request.GET.get("sau", ""))))


@require_http_methods(ANY)
@seat.maker
def question_edit(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """A question: its words, kind, limits, when it is asked, checks, prefill and clause."""
    bench = seat.bench_of(key)
    found = uses.find_field(bench.definition, field)
    if found is not None:
        return _question(request, key, QuestionPage(request, bench, *found))
    if request.method != "POST" or str(request.POST.get("_type")) not in KINDS:
        raise Http404("Ô này không còn trong bản nháp.")
    # Somebody deleted it meanwhile: what was typed may still become a question of its own.
    part = uses.find_section(bench.definition, str(request.POST.get("_section"))) or bench.definition["sections"][0]
    page = QuestionPage(request, bench, part, {"key": "", "label": "", "type": request.POST["_type"]})
    if page.base != bench.version:
        page.notice = (
            "Ô này vừa bị xoá ở một cửa sổ khác. Những gì bạn nhập vẫn còn dưới đây: "
            f"bấm lưu để thêm lại thành ô mới trong mục «{part['title']}»."
        )
    return _question(request, key, page)


def _question(request: HttpRequest, key: str, page: QuestionPage) -> HttpResponse:
    if page.wants_to_save and not page.notice and page.is_valid():
        outcome = page.save(by=seat.by(request), now=timezone.now())
        if not isinstance(outcome, Refused):
            if request.POST.get("_action") == "save-more":
                return redirect("eforms:builder-kinds", key=key, section=page.section["key"])
            at = page.saved_key(outcome.definition)
            return seat.to_bench(key, f"soan-{at}")
        page.notice = _notice(outcome)
    context = {"key": key, "page": page, "form": page.form, "when": page.when, "checks": page.checks}
    return render(request, "eforms/builder/question.html", context, status=_status(page.has_errors, page.notice))


@require_http_methods(ANY)
@seat.maker
def move(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """Put a question into another section, at its end."""
    bench = seat.bench_of(key)
    found = uses.find_field(bench.definition, field)
    if found is None:
        raise Http404("Ô này không còn trong bản nháp.")
    home, question = found
    sections = [(part["key"], part["title"]) for part in uses.sections(bench.definition) if part is not home]
    form = MoveForm(request.POST or None, sections=sections)
    notice = ""
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["section"]
        outcome = work.edit(
            form_key=key, base_version=seat.base_version(request), by=seat.by(request), now=timezone.now(),
            said=f"Chuyển ô «{question['label']}» sang mục «{dict(sections)[target]}»",
            change=lambda data: editing.move_field(data, field, target, len(data["sections"]) + 1000),
        )  # fmt: skip
        if not isinstance(outcome, Refused):
            return seat.to_bench(key, f"soan-{field}")
        notice = _notice(outcome)
    context = {"key": key, "bench": bench, "form": form, "question": question, "home": home, "notice": notice}
    return render(request, "eforms/builder/move.html", context, status=_status(form.errors, notice))


def _notice(refused: Refused) -> str:
    """Why nothing was saved, and that nothing typed is lost."""
    places = " ".join(f"{error.message}." for error in refused.errors[:8])
    return f"{refused.message} {places} {seat.KEPT if refused.code == 'busy' else ''}".strip()


def _status(wrong: object, notice: str) -> int:
    return 422 if wrong or notice else 200
