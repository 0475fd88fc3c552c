"""Recording a step of the chain, and the proof of a place."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.publications import queries, rules, services
from motcua.operate.publications.desk.entering import places_of, seen
from motcua.operate.publications.desk.one import found_or_404
from motcua.operate.publications.desk.tabs import top
from motcua.operate.publications.forms import ProofForm, StepForm
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import STEPS, WRITERS, Refused, Step
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

CONSEQUENCES = {
    Step.SEND_BACK: "Dự thảo trở lại bước đầu; danh mục thủ tục sửa được lại.",
    Step.WITHDRAW: "Dự thảo dừng hẳn, không mở lại được. Thủ tục quay về danh sách theo dõi nếu bộ đã công bố.",
    Step.DECIDE: "Từ ngày ký bắt đầu tính hạn công khai. Số, ngày và tệp không sửa được sau khi ghi.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*WRITERS)
def step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """One step with its day and evidence."""
    decision = found_or_404(pk)
    if step not in {item.value for item in rules.TABLE}:
        raise Http404("Không có bước này.")
    chosen = Step(step)
    if chosen not in rules.open_steps(decision.state) and request.method != "POST":
        messages.info(request, f"Bước “{STEPS[chosen]}” không làm được lúc này.")
        return redirect("publications:decision", pk=pk)
    sent = request.method == "POST"
    form = StepForm(
        request.POST if sent else None, request.FILES if sent else None, step=chosen,
        initial={"on": timezone.localdate()},
    )  # fmt: skip
    problems: list[tuple[str, str]] = []
    if sent and form.is_valid():
        taken = _take(request, decision, chosen, form)
        if isinstance(taken, Decision):
            messages.success(request, f"Đã ghi bước “{STEPS[chosen]}”.")
            return redirect("publications:decision", pk=pk)
        problems = places_of(taken)
    context = {
        **top(request, "decisions"), "decision": decision, "form": form, "problems": problems,
        "title": STEPS[chosen], "consequence": CONSEQUENCES.get(chosen, ""),
        "danger": chosen == Step.WITHDRAW,
    }  # fmt: skip
    return render(request, "publications/step.html", context, status=422 if problems or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*WRITERS)
def proof(request: HttpRequest, pk: UUID, place: str) -> HttpResponse:
    """The proof that one place shows the procedures of a decision."""
    decision, where = found_or_404(pk), queries.place(place)
    if where is None:
        raise Http404("Không có nơi công khai này.")
    sent = request.method == "POST"
    form = ProofForm(
        request.POST if sent else None, request.FILES if sent else None,
        initial={"on": decision.posted_on or timezone.localdate()},
    )  # fmt: skip
    problems: list[tuple[str, str]] = []
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        taken = services.show(
            decision=decision, place=place, on=form.cleaned_data["on"], url=form.cleaned_data["url"],
            data=file.read() if file else None, name=file.name if file else "",
            by=people.actor_of(request, Role.CONTROL_OFFICER), now=timezone.now(),
            command_id=request.POST.get("command_id", "")[:60],
        )  # fmt: skip
        if not isinstance(taken, Refused):
            messages.success(request, f"Đã ghi minh chứng tại {where.name}.")
            return redirect("publications:decision", pk=pk)
        problems = places_of(taken)
    context = {
        **top(request, "places"), "decision": decision, "form": form, "problems": problems,
        "title": where.name, "consequence": "", "danger": False,
    }  # fmt: skip
    return render(request, "publications/step.html", context, status=422 if problems or form.errors else 200)


def _take(request: HttpRequest, decision: Decision, chosen: Step, form: StepForm) -> Decision | Refused:
    said, file = form.cleaned_data, form.cleaned_data.get("file")
    return services.take_step(
        decision=decision,
        step=chosen,
        on=said["on"],
        by=people.actor_of(request, Role.CONTROL_OFFICER),
        now=timezone.now(),
        reference=said.get("reference") or "",
        data=file.read() if file else None,
        name=file.name if file else "",
        number=said.get("number") or "",
        effective_on=said.get("effective_on"),
        seen=seen(request),
        command_id=request.POST.get("command_id", "")[:60],
    )
