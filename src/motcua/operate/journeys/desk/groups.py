"""Groups of procedures at the desk: the control officer defines one, puts it in force, ends it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.ids import new_id
from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.desk.seat import command_of
from motcua.operate.linking import queries as linking
from motcua.operate.linking import services as linking_services
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

STATE_WORDS = {
    "draft": ("neutral", "Bản nháp"),
    "in_force": ("running", "Đang áp dụng"),
    "ended": ("done", "Đã kết thúc"),
}
DEEDS = {"ap-dung": (linking_services.put_in_force, "Nhóm được áp dụng từ hôm nay."),
         "ket-thuc": (linking_services.end_group, "Nhóm kết thúc sau hôm nay.")}  # fmt: skip


class GroupForm(forms.Form):
    """A group out of procedures of the catalogue."""

    use_required_attribute = False
    name = CleanCharField(label="Tên nhóm", max_length=300, error_messages={"required": "Hãy ghi tên nhóm."})
    procedures = CleanCharField(
        lines=True, rows=4, label="Mã các thủ tục, mỗi dòng một mã", max_length=1000,
        help_text="Theo thứ tự người dân sẽ thấy, từ 2 đến 6 thủ tục có trong danh mục.",
        error_messages={"required": "Hãy ghi mã các thủ tục."},
    )  # fmt: skip
    source = CleanCharField(
        lines=True, rows=2, label="Căn cứ", max_length=1000, help_text="Số, ngày văn bản lập nhóm.",
        error_messages={"required": "Hãy ghi văn bản làm căn cứ lập nhóm."},
    )  # fmt: skip
    note = CleanCharField(lines=True, rows=2, label="Giải thích cho người dân", required=False, max_length=1000)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.CONTROL_OFFICER)
def groups(request: HttpRequest) -> HttpResponse:
    """Every group with its state; a form for a new one."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        made = linking_services.define_group(
            name=said["name"], procedures=said["procedures"].splitlines(), source=said["source"], note=said["note"],
            by=people.actor_of(request, Role.CONTROL_OFFICER), now=timezone.now(),
            command_id=str(command_of(request)),
        )  # fmt: skip
        if not isinstance(made, Refusal):
            messages.success(request, "Đã lập bản nháp của nhóm. Bấm Áp dụng để người dân nộp được.")
            return redirect("journeys:desk-groups")
        form.add_error(None, made.message)
    rows = [{"group": one, "tag": STATE_WORDS[one.state]} for one in linking.groups()]
    context = {"rows": rows, "known": linking.known_groups(), "form": form, "command": new_id()}
    return render(request, "journeys/desk/groups.html", context, status=422 if form.is_bound else 200)


@require_POST
@official_required(Role.CONTROL_OFFICER)
def act(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Put a group in force from today, or end it after today."""
    if slug not in DEEDS:
        raise Http404
    deed, done = DEEDS[slug]
    by, now = people.actor_of(request, Role.CONTROL_OFFICER), timezone.now()
    outcome = deed(key=key, on=timezone.localdate(now), by=by, now=now, command_id=str(command_of(request)))
    (messages.warning if isinstance(outcome, Refusal) else messages.success)(
        request, outcome.message if isinstance(outcome, Refusal) else done
    )
    return redirect("journeys:desk-groups")
