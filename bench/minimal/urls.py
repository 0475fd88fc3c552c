"""The one view."""

import json

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

from bench.minimal.models import Row


def insert(request: HttpRequest) -> JsonResponse:
    """Insert one row from a JSON body of the same size as the product's."""
    said = json.loads(request.body)
    row = Row.objects.create(
        procedure=said["procedure"],
        owner=said["owner"]["full_name"],
        papers=said["papers"],
        created_at=timezone.now(),
    )
    answer = JsonResponse({"id": row.pk})
    answer["Content-Length"] = str(len(answer.content))  # what CommonMiddleware does for the product
    return answer


urlpatterns = [path("rows", insert)]
