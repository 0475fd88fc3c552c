"""The one complete list of what is wrong with a dossier, and when asking again is asking for what was there before.

NĐ 61/2018/NĐ-CP điều 17, 19: everything is asked for at once. NĐ 63/2010/NĐ-CP điều 20 khoản 4: at most twice. A
second request for what the first could have named is not the applicant's doing: it needs a superior and is counted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

MAX_LISTED: Final = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of defect: what is wrong, and how to mend it, as the officer may choose it from a list."""

    code: str
    words: str
    mend: str


KINDS: Final[Mapping[str, Kind]] = {
    kind.code: kind
    for kind in (
        Kind("missing", "Thiếu giấy tờ", "Nộp giấy tờ này."),
        Kind("unreadable", "Tệp mờ, mất góc hoặc không đọc được", "Quét hoặc chụp lại rõ từng trang rồi nộp lại."),
        Kind("incomplete", "Thiếu trang hoặc thiếu nội dung", "Bổ sung đủ trang, điền đủ các mục rồi nộp lại."),
        Kind("unsigned", "Chưa ký hoặc chưa đóng dấu", "Ký, đóng dấu (hoặc ký số) rồi nộp lại."),
        Kind("bad_signature", "Chữ ký số không hợp lệ", "Ký số lại bằng chứng thư còn hiệu lực rồi nộp lại tệp đã ký."),
        Kind("wrong_form", "Không đúng mẫu quy định", "Làm lại theo đúng mẫu đính kèm thủ tục."),
        Kind("expired", "Giấy tờ đã hết hiệu lực", "Nộp bản còn hiệu lực."),
        Kind(
            "not_certified", "Chưa chứng thực hoặc chưa đối chiếu", "Nộp bản chứng thực, hoặc mang bản chính đối chiếu."
        ),
        Kind("mismatch", "Thông tin không khớp", "Sửa cho khớp với giấy tờ tuỳ thân và các giấy tờ khác."),
        Kind("other", "Lỗi khác", ""),
    )
}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A defect asked for although it could have been named before. `why`: "named" before, or "unchanged" since."""

    component: str
    kind: str
    why: str


def item(*, component: str, kind: str, what: str, how: str = "") -> dict[str, str]:
    """One line of a defect list in its stored shape; words of the kind stand in where nothing was typed."""
    known = KINDS.get(kind, KINDS["other"])
    told = what or (known.words if kind in KINDS and kind != "other" else "")
    return {"component_code": component, "kind": known.code, "what": told, "how": how or known.mend}


def repeated(
    items: Iterable[Mapping[str, Any]], *, earlier: Sequence[Iterable[Mapping[str, Any]]], fresh: Collection[str]
) -> tuple[Repeated, ...]:
    """Which lines of a new request are not new, given the `earlier` requests of the dossier in order.

    `fresh`: codes of the components whose paper came in after the last request. A line is new only when it is about
    such a paper and the same kind was not asked of it before: what has not changed since was there to be seen.
    No earlier request, nothing is repeated.
    """
    if not earlier:
        return ()
    named = {(_code(one), _kind(one)) for request in earlier for one in request}
    found = []
    for one in items:
        code, kind = _code(one), _kind(one)
        if (code, kind) in named and kind != "other":
            found.append(Repeated(code, kind, "named"))
        elif code not in fresh:
            found.append(Repeated(code, kind, "unchanged"))
    return tuple(dict.fromkeys(found))


def fact(items: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What an event says of a list: codes of components and kinds, no words."""
    return [{"component": _code(one), "kind": _kind(one)} for one in items]


def states(items: Sequence[Mapping[str, Any]], *, answered: bool, handed: Collection[str]) -> list[str]:
    """The state of each line as a checklist: "mended", "ready" (collected, not sent) or "open".

    `handed`: where `answered`, the components that came in with the answer; before it, what is collected so far.
    """
    done = "mended" if answered else "ready"
    slots = [_code(one) or f"tep-{number}" for number, one in enumerate(items, 1)]
    return [done if slot in handed else "told" if answered else "open" for slot in slots]


def _code(one: Mapping[str, Any]) -> str:
    return str(one.get("component_code") or "")


def _kind(one: Mapping[str, Any]) -> str:
    kind = str(one.get("kind") or "other")
    return kind if kind in KINDS else "other"
