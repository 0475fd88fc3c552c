"""Public pages that lead to a procedure without its name: life events, and questions one at a time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.operate.catalogue import queries

MOST_ANSWERS = 12


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """What happens in a life, with its procedures in groups."""
    found = queries.life_event(key)
    if found is None:
        raise Http404("Không có nhóm việc này.")
    groups = [(group.title, queries.named(group.codes)) for group in found.groups]
    others = [other for other in queries.life_events() if other.key != key]
    return render(request, "catalogue/event.html", {"event": found, "groups": groups, "others": others})


@require_safe
def which(request: HttpRequest, answers: str = "") -> HttpResponse:
    """One question, or what the answers in the address lead to. Each answer is a link, so going back just works."""
    keys = [key for key in answers.split("/") if key]
    walked = queries.which().walk(keys) if len(keys) <= MOST_ANSWERS else None
    if walked is None:
        raise Http404("Câu trả lời này không dẫn tới đâu.")
    taken, question = walked
    addresses = [_address(keys[:place]) for place in range(len(keys) + 1)]
    context: dict[str, Any] = {
        "question": question,
        "choices": [(choice, _address([*keys, choice.key])) for choice in question.choices] if question else [],
        "taken": [
            {"key": asked.ask, "value": choice.say, "change_url": addresses[place]}
            for place, (asked, choice) in enumerate(taken)
        ],
        "back": addresses[-2] if taken else reverse("catalogue:list"),
        "start": addresses[0],
        "number": len(taken) + 1,
    }
    if question is None:
        end = taken[-1][1]
        context |= {"found": queries.named(end.procedures), "advice": end.advice}
    return render(request, "catalogue/which.html", context)


def _address(keys: list[str]) -> str:
    return reverse("catalogue:which-answers", args=["/".join(keys)]) if keys else reverse("catalogue:which")
