"""Open data: files of an edition, the catalogue of them (DCAT) and the dictionary of their columns."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.measure.disclosure import queries
from motcua.measure.disclosure.portal.parquet import as_parquet
from motcua.measure.disclosure.queries import DATASETS, Dataset
from motcua.measure.editions.queries import Edition
from motcua.measure.editions.queries.showing import named
from motcua.people import queries as people

FORMS: Final = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
NEWEST = 24
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


@require_safe
def file(request: HttpRequest, key: str, number: int, name: str, form: str) -> HttpResponse:
    """One dataset of an edition. The same edition always gives the same file."""
    found = queries.published(key, number) if name in DATASETS and form in FORMS else None
    rows = queries.dataset_rows(name, found) if found else None
    if found is None or rows is None:
        raise Http404("Lần chốt này không có tệp ấy.")
    dataset, one = DATASETS[name], found.edition
    written = {
        "csv": lambda: as_csv(dataset, rows).encode(),
        "json": lambda: as_json(dataset, one, rows).encode(),
        "parquet": lambda: as_parquet(dataset, rows),
    }
    kind = FORMS[form] if form == "parquet" else f"{FORMS[form]}; charset=utf-8"
    answer = HttpResponse(written[form](), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{one.key}-lan-{one.number}.{form}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def as_csv(dataset: Dataset, rows: Sequence[dict[str, Any]]) -> str:
    """Comma, UTF-8, CRLF (RFC 4180); nothing in it is a formula for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = [column.name for column in dataset.columns]
    writer.writerow(names)
    writer.writerows([_plain(row[name]) for name in names] for row in rows)
    return text.getvalue()


def as_json(dataset: Dataset, one: Edition, rows: Sequence[dict[str, Any]]) -> str:
    """The rows with what identifies the edition; null is hidden, unknown or not there, never 0."""
    said = {
        "bo_du_lieu": dataset.name,
        "ky": one.key,
        "tu_ngay": one.first.isoformat(),
        "den_ngay": one.last.isoformat(),
        "lan_chot": one.number,
        "chot_luc": one.cut_off.isoformat(),
        "sha256": one.content_id,
        "dong": list(rows),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """What every column of every dataset means."""
    said = [
        {
            "bo_du_lieu": one.name,
            "ten": one.title,
            "mo_ta": one.words,
            "cot": [{"ten": column.name, "kieu": column.type, "nghia": column.words} for column in one.columns],
        }
        for one in DATASETS.values()
    ]
    return _json({"bo_du_lieu": said})


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The open data of the newest editions in DCAT (version 3), as JSON-LD."""
    origin = settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")
    agency = people.agency()
    publisher = {"@type": "foaf:Agent", "foaf:name": agency.name}
    said = {
        "@context": CONTEXT,
        "@id": f"{origin}{reverse('disclosure:catalogue')}",
        "@type": "dcat:Catalog",
        "dct:title": f"Dữ liệu mở của {agency.name}",
        "dct:description": "Số liệu cải cách thủ tục hành chính của các kỳ đã chốt.",
        "dct:language": "vi",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{origin}{reverse('disclosure:data')}"},
        "dcat:dataset": [
            _dataset(origin, publisher, dataset, one)
            for one in queries.newest(NEWEST)
            if (found := queries.published(one.key, one.number))
            for dataset in DATASETS.values()
            if queries.dataset_rows(dataset.name, found) is not None
        ],
    }
    return _json(said, "application/ld+json")


def _dataset(origin: str, publisher: dict[str, str], dataset: Dataset, one: Edition) -> dict[str, Any]:
    page = f"{origin}{reverse('disclosure:edition', args=[one.key, one.number])}"
    files = {
        form: f"{origin}{reverse('disclosure:file', args=[one.key, one.number, dataset.name, form])}" for form in FORMS
    }
    return {
        "@id": f"{page}#{dataset.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{dataset.name}-{one.key}-{one.number}",
        "dct:title": f"{dataset.title}, {named(one.key)}",
        "dct:description": dataset.words,
        "dct:publisher": publisher,
        "dct:issued": {"@type": "xsd:dateTime", "@value": one.cut_off.isoformat()},
        "dct:language": "vi",
        "dct:accessRights": {"@id": PUBLIC},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": one.first.isoformat()},
            "dcat:endDate": {"@type": "xsd:date", "@value": one.last.isoformat()},
        },
        "dcat:version": str(one.number),
        "dcat:landingPage": {"@id": page},
        "dct:conformsTo": {"@id": f"{origin}{reverse('disclosure:dictionary')}"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": form.upper(),
                "dcat:accessURL": {"@id": address},
                "dcat:downloadURL": {"@id": address},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{FORMS[form]}"},
            }
            for form, address in files.items()
        ],
    }


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def _json(said: Any, kind: str = "application/json") -> JsonResponse:
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type=kind)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
