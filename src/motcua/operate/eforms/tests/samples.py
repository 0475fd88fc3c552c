"""Small definitions the tests speak about."""

from typing import Any

from motcua.operate.eforms import rules


def field(key: str, type: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "label": key.replace("_", " ").capitalize(), "type": type, **more}


def form(*fields: dict[str, Any], sections: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A definition of one section, or of the given sections."""
    return {
        "key": "thu",
        "version": "1",
        "title": "Biểu mẫu thử",
        "procedures": [],
        "source": ["thử"],
        "sections": sections or [{"key": "muc", "title": "Mục", "fields": list(fields)}],
        **more,
    }


def parsed(*fields: dict[str, Any], **more: Any) -> rules.Definition:
    """The definition, after making sure that nothing is wrong with it."""
    data = form(*fields, **more)
    assert rules.check_definition(data) == []
    return rules.parse(data)


def subjects(least: int = 1, most: int = 3) -> dict[str, Any]:
    """A repeated section: one group per examination subject."""
    return {
        "key": "mon",
        "title": "Các môn",
        "repeat": {"min": least, "max": most, "item": "Môn"},
        "fields": [
            field("so", "number", compute="row"),
            field("ten", required=True),
            field("diem", "number", decimals=2, min=0, max=10),
            field("vi_sao", when="diem != null && diem < 5.0", required=True),
        ],
    }
