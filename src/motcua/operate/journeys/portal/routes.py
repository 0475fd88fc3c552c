"""Where each page of an application stands, and which page comes next."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import OTHER_PAPER, Filing, Task


def task_url(draft_id: UUID, task: Task) -> str:
    """The address of a task's page."""
    if task.page == "section":
        return reverse("journeys:section", kwargs={"draft_id": draft_id, "key": task.goes_to or task.key})
    return reverse(f"journeys:{task.page}", kwargs={"draft_id": draft_id})


def next_url(filing: Filing, page: str, key: str = "") -> str:
    """After saving `page`: the next task that is not done, else the check at the end."""
    rows = reading.tasks(filing)
    here = next((n for n, task in enumerate(rows) if (task.page, task.key) == (page, key)), -1)
    waiting = [task for task in (*rows[here + 1 :], *rows[: here + 1]) if not task.done]
    if waiting:
        return task_url(filing.draft.pk, waiting[0])
    return reverse("journeys:check", kwargs={"draft_id": filing.draft.pk})


def after(request: HttpRequest, filing: Filing, page: str, key: str = "") -> str:
    """Where to go after saving: back to the check when that is where the person came from, else the next task."""
    if back_to_check(request):
        return reverse("journeys:check", kwargs={"draft_id": filing.draft.pk})
    return next_url(filing, page, key)


def back_to_check(request: HttpRequest) -> bool:
    """Whether the person came from the check of the answers, to mend one of them."""
    return request.GET.get("ve") == "kiem-tra"


def next_paper_url(filing: Filing, code: str) -> str:
    """After one paper: the next undecided one, else the list of papers, which says that all is done."""
    rows = [paper for paper in reading.papers(filing) if paper.code != OTHER_PAPER]
    here = next((n for n, paper in enumerate(rows) if paper.code == code), -1)
    waiting = [paper for paper in (*rows[here + 1 :], *rows[: here + 1]) if not paper.done]
    ids = {"draft_id": filing.draft.pk}
    if waiting:
        return reverse("journeys:paper", kwargs=ids | {"code": waiting[0].code})
    return reverse("journeys:papers", kwargs=ids)
