"""A procedure in the words of schema.org (GovernmentService), for search engines and other machines."""

from collections.abc import Iterator
from typing import Any

from motcua.operate.catalogue import answers, rules
from motcua.operate.catalogue.models import ProcedureVersion

MEDIA_TYPE = "application/ld+json"
UNITS = {"working_day": "ngày làm việc", "working_hour": "giờ làm việc", "day": "ngày", "month": "tháng"}
DURATIONS = {"working_hour": "PT{}H", "day": "P{}D", "month": "P{}M"}  # ISO 8601 knows no working days


def service(version: ProcedureVersion, *, address: str, agency: str, online: bool) -> dict[str, Any]:
    """The document. What the text does not say is left out: absent is "no data", never an empty value."""
    content, procedure = version.parsed, version.procedure
    document = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": procedure.code,
        "name": content.name,
        "inLanguage": "vi",
        "serviceType": content.field,
        "version": str(version.number),
        "areaServed": {"@type": "Country", "name": "Việt Nam"},
        "provider": {"@type": "GovernmentOrganization", "name": agency},
        "serviceOperator": list(_agencies(content)),
        "audience": [{"@type": "Audience", "audienceType": subject} for subject in content.subjects or ()],
        "availableChannel": list(_channels(content, address if online else None)),
        "offers": list(_offers(content)),
        "serviceOutput": [{"@type": "Thing", "name": r.name} for r in content.results or () if r.name],
        "hasPart": [
            {"@type": "DigitalDocument", "identifier": part.code, "name": part.name}
            for part in content.components or ()
        ],
        "subjectOf": [
            {"@type": "Legislation", "legislationIdentifier": b.number, **({"name": b.title} if b.title else {})}
            for b in content.legal_bases or ()
        ],
        "disambiguatingDescription": None
        if not version.is_reference
        else "Dữ liệu tham khảo, không thay cho văn bản đang có hiệu lực",
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def _agencies(content: rules.ProcedureContent) -> Iterator[dict[str, str]]:
    for part in content.agencies or ():
        if part.role == "implement":
            yield {"@type": "GovernmentOrganization", "name": part.name}


def _channels(content: rules.ProcedureContent, address: str | None) -> Iterator[dict[str, Any]]:
    for channel in content.channels or ():
        row: dict[str, Any] = {"@type": "ServiceChannel", "name": answers.CHANNELS[channel.kind]}
        if channel.kind == "online" and address:
            row["serviceUrl"] = address
        if channel.limit and channel.limit.unit in DURATIONS:
            row["processingTime"] = DURATIONS[channel.limit.unit].format(channel.limit.value)
        if channel.limit:
            row["description"] = f"{channel.limit.value} {UNITS[channel.limit.unit]}"
        yield row


def _offers(content: rules.ProcedureContent) -> Iterator[dict[str, Any]]:
    if content.fees == ():
        yield {"@type": "Offer", "price": "0", "priceCurrency": "VND"}
    for fee in content.fees or ():
        if fee.amount is not None:
            named = {"name": answers.FEES[fee.kind] + (f"/{fee.per}" if fee.per else "")}
            yield {"@type": "Offer", "price": str(fee.amount), "priceCurrency": "VND", **named}
