"""The closed periods, one of them, and where its data lies."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.measure.disclosure import queries
from motcua.measure.disclosure.portal import showing
from motcua.measure.disclosure.portal.files import FORMS
from motcua.measure.disclosure.queries import DATASETS, Published
from motcua.measure.disclosure.rules import SMALL
from motcua.measure.editions import queries as editions
from motcua.measure.editions.queries.showing import figure_rows, head_rows, named

COLUMNS = [{"label": "Chỉ tiêu"}, {"label": "Kết quả", "kind": "num"}, {"label": "Số đếm", "kind": "num"}]


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every closed period with all its editions."""
    closed = [{"name": named(every[0].key), "editions": every, "newest": every[0]} for every in editions.periods()]
    return render(request, "disclosure/list.html", {"closed": closed})


@require_safe
def edition(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The figures, tables and files of an edition; with a later or an earlier one, both beside each other."""
    found = queries.published(key, number)
    if found is None:
        raise Http404("Không có lần chốt này.")
    one, newest = found.edition, editions.latest(key)
    before = editions.edition(key, number - 1) if number > 1 else None
    context = {
        "edition": one,
        "name": named(one.key),
        "newest": newest if newest and newest.pk != one.pk else None,
        "before": before,
        "head": head_rows(one),
        "small": SMALL,
        "columns": [*COLUMNS, {"label": f"Lần {before.number}", "kind": "num"}] if before else COLUMNS,
        "rows": figure_rows(one, before),
        "bars": showing.bars(found),
        **showing.on_time(found),
        **showing.by_unit(found),
        **showing.ratings(found),
        **showing.index(found),
        "files": _files(found),
        "hidden": any(shown is not None and shown.hidden for shown in found.tables.values()),
        "withheld": any(shown is None for shown in found.tables.values()),
    }
    return render(request, "disclosure/edition.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What open data there is, what its columns mean, and how to take the panel and the feed."""
    panel = f"{origin(request)}{reverse('disclosure:panel')}"
    context = {
        "datasets": DATASETS.values(),
        "columns": [{"label": "Cột"}, {"label": "Kiểu"}, {"label": "Nghĩa"}],
        "tables": [(one, [[column.name, column.type, column.words] for column in one.columns])
                   for one in DATASETS.values()],
        "newest": [(named(one.key), one) for one in queries.newest(3)],
        "panel": panel,
        "code": f'<iframe src="{panel}" title="Số liệu công khai" width="100%" height="420"></iframe>',
    }  # fmt: skip
    return render(request, "disclosure/data.html", context)


def origin(request: HttpRequest) -> str:
    """The public address of this instance, without a slash at the end."""
    return settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")


def _files(found: Published) -> list[dict[str, Any]]:
    one = found.edition
    return [
        {
            "title": dataset.title,
            "links": [
                (form.upper(), reverse("disclosure:file", args=[one.key, one.number, dataset.name, form]))
                for form in FORMS
            ],
        }
        for dataset in DATASETS.values()
        if queries.dataset_rows(dataset.name, found) is not None
    ]
