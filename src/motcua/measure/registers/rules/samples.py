"""A template of each register: its headings and one row that would be read, made up."""

from collections.abc import Mapping
from typing import Final

from motcua.measure.registers.rules.columns import Kind

SAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "payments": {
        "transaction": "GD0001", "paid_on": "05/01/2024", "amount": "50.000", "channel": "Cổng DVCQG",
        "state": "Thành công", "dossier": "",
    },
    "sync": {
        "dossier": "000.00.14-240106-0001", "confirmed_on": "06/01/2024", "final_state": "x", "progress": "x",
        "result_link": "x",
    },
    "publication": {
        "procedure": "1.000001", "decision": "12/QĐ-UBND", "due_on": "22/01/2024", "effective_on": "25/01/2024",
        "decided_on": "15/01/2024", "posted_on": "18/01/2024", "shortened": "không",
    },
    "business_regulations": {"regulation": "05/2024/QĐ-UBND", "due_on": "31/01/2024", "updated_on": "29/01/2024"},
    "feedback": {
        "code": "PAKN0001", "received_on": "08/01/2024", "due_on": "29/01/2024", "closed_on": "19/01/2024",
        "kind": "Quy định", "dossier": "",
    },
    "documents": {
        "symbol": "15/SGDĐT-VP", "on_date": "08/01/2024", "kind": "Văn bản đi", "secret": "không", "online": "có",
    },
}  # fmt: skip

TYPE_WORDS: Final[Mapping[str, str]] = {
    "text": "chữ, tối đa 300 ký tự",
    "date": "ngày, dạng 31/12/2024",
    "flag": "có hoặc không (x cũng là có)",
    "amount": "số tiền, đồng",
}
CHOICE_WORDS: Final[Mapping[str, str]] = {
    "payments.channel": "Cổng DVCQG, Cổng tỉnh, Trực tiếp, Chuyển khoản, Bưu chính",
    "payments.state": "Thành công, Thất bại, Huỷ, Hoàn tiền",
    "feedback.kind": "Quy định, Hành vi",
    "documents.kind": "Văn bản đến, Văn bản đi, Hồ sơ công việc",
}


def template_rows(kind: Kind) -> list[list[str]]:
    """Two rows: headings and sample."""
    sample = SAMPLES[kind.key]
    return [[column.heading for column in kind.columns], [sample[column.key] for column in kind.columns]]


def column_words(kind: Kind) -> list[tuple[str, bool, str, str]]:
    """(heading, required, what goes in, sample) of each column, for people."""
    return [
        (
            column.heading,
            column.required,
            CHOICE_WORDS.get(f"{kind.key}.{column.key}") or TYPE_WORDS[column.type],
            SAMPLES[kind.key][column.key],
        )
        for column in kind.columns
    ]
