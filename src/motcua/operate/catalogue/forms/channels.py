"""The pages of the editor about ways to file: channels with their limits, and fees of all or of one of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from motcua.kernel.time import parse_limit
from motcua.kernel.ui.fields import MoneyField
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.forms.lists import CLAUSE, EmptyForm
from motcua.operate.catalogue.forms.rows import Part, RowForm, listed, merged
from motcua.operate.catalogue.forms.values import Count, Day, Pick, Words
from motcua.operate.catalogue.rules import words

Row = dict[str, Any]
Own = Mapping[str, Any]


class LimitMixin(forms.Form):
    """A limit in two boxes; the words of the source are kept while they say the same."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        value, unit = values.get("limit_value"), values.get("limit_unit")
        if (value is None) != (unit is None) and not {"limit_value", "limit_unit"} & set(self.errors):
            self.add_error("limit_value", "Hãy ghi cả số và đơn vị của thời hạn, hoặc để trống cả hai.")
        elif value is not None and unit is not None:
            try:
                values["limit"] = _limit(values)
            except ValueError as error:
                self.add_error("limit_value", str(error))
        return values


class TermForm(LimitMixin):
    """The limit of the whole procedure."""

    limit_value = Count(label="Thời hạn giải quyết: số", most=10_000, least=1)
    limit_unit = Pick(label="Đơn vị", of=words.UNITS.items(), nothing="Chưa chọn")
    limit_start = Words(label="Tính từ", help_text="Để trống nếu tính từ khi nhận đủ hồ sơ.")
    limit_words = forms.CharField(required=False, widget=forms.HiddenInput)


class ChannelRow(LimitMixin, RowForm):
    kind = Pick(label="Cách thức", of=words.CHANNELS.items(), required=True)
    case = Words(label="Trường hợp", help_text="Để trống nếu dùng cho mọi trường hợp.")
    limit_value = Count(label="Thời hạn: số", most=10_000, least=1)
    limit_unit = Pick(label="Đơn vị", of=words.UNITS.items(), nothing="Chưa chọn")
    limit_start = Words(label="Tính từ")
    limit_text = Words(label="Thời hạn như văn bản ghi")
    note = Words(label="Ghi chú", most=2000, lines=True, rows=2)
    limit_words = forms.CharField(required=False, widget=forms.HiddenInput)


class FeeRow(RowForm):
    where = Pick(label="Áp dụng cho", of=(), nothing="Mọi cách thức")
    kind = Pick(label="Loại", of=words.FEES.items(), required=True)
    amount = MoneyField(label="Mức thu", required=False, most=10**11, help_text="Để trống nếu chưa rõ; 0 là không thu.")
    per = Words(label="Tính cho", most=200, help_text="Ví dụ: bản, lượt, hồ sơ.")
    case = Words(label="Trường hợp")
    text = Words(label="Như văn bản ghi", most=2000)
    valid_from = Day(label="Áp dụng từ ngày")
    valid_to = Day(label="Áp dụng đến hết ngày")
    clause = Words(label="Căn cứ", help_text=CLAUSE)

    def fit(self, content: rules.ProcedureContent) -> None:
        """Offer the channels of the text."""
        known = [(str(at), words.brief(channel).capitalize()) for at, channel in enumerate(content.channels or ())]
        self.fields["where"].choices = [("", "Mọi cách thức"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Ngày kết thúc trước ngày bắt đầu.")
        return values


def _limit(values: Mapping[str, Any]) -> rules.TimeLimit:
    """ValueError, in Vietnamese, when there is no such limit."""
    value, unit, said = values["limit_value"], values["limit_unit"], values.get("limit_words") or ""
    try:
        same = parse_limit(said)
        said = said if (same.value, same.unit) == (value, unit) else ""
    except ValueError:
        said = ""
    return rules.TimeLimit(value, unit, said, values.get("limit_start"))


def _boxes(limit: rules.TimeLimit | None) -> Row:
    if limit is None:
        return {}
    return {
        "limit_value": limit.value,
        "limit_unit": limit.unit,
        "limit_start": limit.start_text,
        "limit_words": limit.text,
    }


def _read_channels(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
    keys = ("kind", "case", "limit_text", "note")
    rows = [
        {"was": at, **{key: getattr(channel, key) for key in keys}, **_boxes(channel.limit)}
        for at, channel in enumerate(content.channels or ())
    ]
    return _boxes(content.time_limit), rows


def _write_channels(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
    made = []
    for row in rows:
        values = {key: row[key] for key in ("was", "kind", "case", "limit_text", "note")}
        made.append(merged(rules.Channel, content.channels, values, limit=row.get("limit")))
    return replace(content, channels=tuple(made) or None, time_limit=own.get("limit"))


FEE_KEYS = ("kind", "amount", "per", "case", "text", "valid_from", "valid_to", "clause")


def _all_fees(content: rules.ProcedureContent) -> list[tuple[str, rules.Fee]]:
    """Every fee with its channel ("" for all), in the order the page counts them."""
    own = [("", fee) for fee in content.fees or ()]
    return own + [(str(at), fee) for at, channel in enumerate(content.channels or ()) for fee in channel.fees or ()]


def _read_fees(content: rules.ProcedureContent) -> tuple[Row, list[Row]]:
    rows = [
        {"was": at, "where": where, **{key: getattr(fee, key) for key in FEE_KEYS}}
        for at, (where, fee) in enumerate(_all_fees(content))
    ]
    return {"empty": "none" if content.fees == () else "unknown"}, rows


def _write_fees(content: rules.ProcedureContent, own: Own, rows: list[Row]) -> rules.ProcedureContent:
    """Fees go to their channel; a channel without any keeps what its empty list said."""
    known = [fee for _, fee in _all_fees(content)]
    made: dict[str, list[rules.Fee]] = {}
    for row in rows:
        values = {key: row[key] for key in ("was", *FEE_KEYS)}
        made.setdefault(row["where"] or "", []).append(merged(rules.Fee, known, values))
    channels = tuple(
        replace(channel, fees=tuple(made[str(at)]) if str(at) in made else (() if channel.fees == () else None))
        for at, channel in enumerate(content.channels or ())
    )
    fees = listed(made.get("", []), own["empty"])
    return replace(content, fees=fees, channels=channels if content.channels is not None else None)


CHANNELS = Part(
    "cach-thuc", "Cách thức và thời hạn", "Nộp bằng cách nào, bao lâu có kết quả.", ("channels", "time_limit"),
    TermForm, ChannelRow, "cách thức", _read_channels, _write_channels,
)  # fmt: skip
FEES = Part(
    "phi", "Phí, lệ phí", "Mức thu và thời gian áp dụng.", ("fees",), EmptyForm, FeeRow, "khoản thu",
    _read_fees, _write_fees,
)  # fmt: skip
