"""Acts about papers: asking for what is missing, taking it in at the counter, digitising one paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.dossiers.queries import Dossier, Paper
from motcua.operate.dossiers.rules import PaperIn, defects
from motcua.operate.journeys.forms.desk_acts import ActForm
from motcua.operate.journeys.services import scans

FILE_HINT = "PDF, JPEG hoặc PNG."
KIND_CHOICES = [("", "Đủ, không có lỗi"), *((kind.code, kind.words) for kind in defects.KINDS.values())]


class SupplementRequestForm(ActForm):
    """One list for everything: for each component what is wrong, chosen or typed; empty means enough.

    Asked a second time it asks why as well: what was there before goes out only with the head of the unit.
    """

    def __init__(self, *args: Any, components: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.components = list(components)
        for index, (_, name) in enumerate(self.components):
            self.fields[f"kind{index}"] = forms.ChoiceField(label=name, required=False, choices=KIND_CHOICES)
            self.fields[f"what{index}"] = CleanCharField(
                label=f"Nói rõ: {Truncator(name).words(8)}", required=False, max_length=500
            )
        self.fields["other"] = CleanCharField(
            label="Giấy tờ hoặc nội dung khác", required=False, max_length=500, help_text="Những gì chưa có ở trên."
        )
        self.fields["reason"] = CleanCharField(
            lines=True, rows=3, label="Lý do", max_length=2000,
            help_text="In vào phiếu Mẫu 02. Câu ngắn, người dân hiểu được.",
            error_messages={"required": "Hãy ghi lý do yêu cầu bổ sung."},
        )  # fmt: skip
        self.fields["contact"] = CleanCharField(
            label="Liên hệ để được hướng dẫn", required=False, max_length=200, help_text="Tên, số điện thoại."
        )
        if self.dossier.supplement_requests.exists():
            self.fields["repeat_reason"] = CleanCharField(
                lines=True, rows=2, label="Vì sao lần trước chưa nêu", required=False, max_length=1000,
                help_text="Chỉ khi yêu cầu lại điều đã có từ trước. Trưởng phòng duyệt; người nộp không thấy phần này.",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for index in range(len(self.components)):
            if data.get(f"kind{index}") == "other" and not data.get(f"what{index}"):
                self.add_error(f"what{index}", "Hãy nói rõ lỗi khác là gì.")
        if not self._items(data) and not self.errors:
            raise ValidationError("Hãy ghi ít nhất một giấy tờ hoặc nội dung cần bổ sung.", code="nothing")
        return data

    def _items(self, data: Mapping[str, Any]) -> list[dict[str, str]]:
        lines = [
            defects.item(
                component=code, kind=str(data.get(f"kind{index}") or ""), what=str(data.get(f"what{index}") or "")
            )
            for index, (code, _) in enumerate(self.components)
        ]
        lines.append(defects.item(component="", kind="other", what=str(data.get("other") or "")))
        return [line for line in lines if line["what"]]

    def data_for_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {"items": self._items(data), "reason": data["reason"], "contact": data["contact"]}
        return said | {"repeat_reason": data.get("repeat_reason", "")}


class ScansForm(ActForm):
    """A form with files. A good file is kept at once and carried by a token, so an error elsewhere loses no upload."""

    multipart = True

    def __init__(self, *args: Any, account_id: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account_id, self.now = account_id, now
        self.scans: dict[str, scans.Scan] = {}
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()

    def add_file(self, name: str, label: str) -> None:
        self.fields[name] = forms.FileField(label=label, required=False, help_text=FILE_HINT)
        self.fields[f"{name}_kept"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def take(self, name: str) -> None:
        """Keep what was uploaded under `name`, or take up what was kept before."""
        found: scans.Scan | scans.BadScan | None = None
        if upload := self.cleaned_data.get(name):
            found = scans.keep_scan(data=upload, name=upload.name, account_id=self.account_id, now=self.now)
        elif token := self.cleaned_data.get(f"{name}_kept"):
            found = scans.read_token(token, account_id=self.account_id)
        if isinstance(found, scans.BadScan):
            self.add_error(name, found.message)
        elif found is not None:
            self.scans[name] = found
            assert isinstance(self.data, QueryDict)
            self.data[f"{name}_kept"] = found.token
            self.fields[name].help_text = f"Đã giữ tệp “{found.name}”. Chọn tệp khác nếu muốn thay."


class SupplementForm(ScansForm):
    """What was asked for is handed in at the counter: sheets, files, or an answer in words."""

    def __init__(self, *args: Any, asked: Sequence[Mapping[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for index, item in enumerate(self.asked):
            for name, words in (("originals", "số bản chính"), ("copies", "số bản sao")):
                self.fields[f"{name}{index}"] = forms.IntegerField(
                    label=f"{item['what']}: {words}", required=False, min_value=0, max_value=99,
                    widget=forms.TextInput({"class": "input--2 input--number", "inputmode": "numeric"}),
                )  # fmt: skip
            self.add_file(f"file{index}", f"{item['what']}: tệp quét")
        self.fields["answer"] = CleanCharField(
            lines=True, rows=3, label="Nội dung giải trình", required=False, max_length=3000
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for index in range(len(self.asked)):
            self.take(f"file{index}")
        return data

    def data_for_service(self) -> dict[str, Any]:
        papers = [paper for index, item in enumerate(self.asked) if (paper := self._paper(index, item))]
        return {"papers": papers, "answer": self.cleaned_data["answer"]}

    def _paper(self, index: int, item: Mapping[str, str]) -> PaperIn | None:
        originals = self.cleaned_data.get(f"originals{index}") or 0
        copies = self.cleaned_data.get(f"copies{index}") or 0
        scan = self.scans.get(f"file{index}")
        if not (originals or copies or scan):
            return None
        code = item.get("component_code") or f"bo-sung-{index + 1}"
        names = {one.code: one.name for one in self.dossier.procedure_version.parsed.components or ()}
        return PaperIn(
            component_code=code,
            name=names.get(code, item["what"]),
            sha256=scan.sha256 if scan else "",
            file_name=scan.name if scan else "",
            source="scan" if scan else "",
            originals=originals,
            copies=copies,
        )


class PaperMarkForm(ScansForm):
    """One paper: scanned now, the same as one the office holds already, or not to be digitised."""

    way = forms.ChoiceField(
        label="Giấy tờ này",
        widget=forms.RadioSelect,
        initial="scan",
        error_messages={"required": "Hãy chọn một cách."},
    )

    def __init__(self, *args: Any, paper: Paper, earlier: Sequence[Paper] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        ways = [("scan", "Quét hoặc chọn tệp"), ("none", "Không thuộc diện phải số hoá")]
        self.add_file("file", "Tệp quét")
        if earlier:
            ways.insert(1, ("reuse", "Đã có từ hồ sơ trước"))
            self.fields["reused_from"] = forms.ChoiceField(
                label="Giấy tờ đã có",
                required=False,
                choices=[("", "Chọn giấy tờ"), *((str(one.pk), earlier_label(one)) for one in earlier)],
            )
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.label = ways, paper.name
        self.fields["reason"] = CleanCharField(label="Lý do không số hoá", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        way = data.get("way")
        if way == "scan":
            self.take("file")
            if "file" not in self.scans and "file" not in self.errors:
                self.add_error("file", "Hãy chọn tệp đã quét.")
        elif way == "reuse" and not data.get("reused_from"):
            self.add_error("reused_from", "Hãy chọn giấy tờ đã có.")
        elif way == "none" and not data.get("reason"):
            self.add_error("reason", "Hãy ghi lý do không số hoá.")
        return data

    def data_for_service(self) -> dict[str, Any]:
        data, way = self.cleaned_data, self.cleaned_data["way"]
        said: dict[str, Any] = {"paper_id": self.paper.pk}
        if way == "scan":
            scan = self.scans["file"]
            return said | {"file": scans.stored(scan), "file_name": scan.name}
        if way == "reuse":
            return said | {"reused_from": UUID(data["reused_from"])}
        return said | {"digitise": False, "reason": data["reason"]}


def earlier_label(paper: Paper) -> str:
    """An earlier paper as a choice: what it is, from which dossier and when."""
    return f"{paper.name} ({paper.dossier}, {paper.handed_in_at:%d/%m/%Y})"


def asked_items(dossier: Dossier) -> list[dict[str, str]]:
    """What the latest request asks for."""
    request = dossier.supplement_requests.order_by("-number").first()
    return list(request.items) if request else []
