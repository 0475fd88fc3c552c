"""The form of one question: what belongs to every question, and what belongs to its type."""

from collections.abc import Mapping
from typing import Any

from django import forms

from motcua.kernel.ui.fields import CleanCharField
from motcua.operate.eforms.forms.conditions import formula_problem, grouped
from motcua.operate.eforms.forms.words import PATTERNS, source_groups
from motcua.operate.eforms.rules import computing
from motcua.operate.eforms.rules.definition import SILENT_TYPES
from motcua.operate.eforms.rules.expressions import MAX_PATTERN, matches
from motcua.operate.eforms.rules.questions import Question, kinds
from motcua.operate.eforms.rules.shape import LONGEST_LABEL

WORDS = {"text", "long_text", "school", "address"}
CHOICES = {"choice", "multi"}
COMPUTED = {"text", "number", "money", "date", "year"}
MOST_OPTIONS = 200
OWN, NONE = "own", ""
_NO_PREFILL = SILENT_TYPES | {"file"}


def _whole(label: str, *, low: int, high: int) -> forms.IntegerField:
    widget = forms.TextInput({"inputmode": "numeric", "class": "input--4"})
    return forms.IntegerField(label=label, required=False, widget=widget, min_value=low, max_value=high)


def _kept(choices: list[tuple[str, str]], value: object) -> list[tuple[str, str]]:
    """`choices` with the stored value among them, so that saving a page never loses what it cannot offer."""
    known = {key for key, _ in choices}
    return choices if not value or value in known else [*choices, (str(value), f"{value} (đang ghi)")]


def _number(label: str) -> forms.FloatField:
    widget = forms.TextInput({"inputmode": "decimal", "class": "input--10"})
    return forms.FloatField(label=label, required=False, widget=widget, min_value=-1e15, max_value=1e15, localize=True)


class FieldForm(forms.Form):
    """One question. `bases`: numbers of the legal bases; `lists`: (key, name) of code lists; `papers`: components.

    `groups` says under which heading each control stands: question, limits, filling, law, more.
    """

    label = CleanCharField(label="Câu hỏi", max_length=LONGEST_LABEL, help_text="Như trên mẫu giấy, hoặc rõ hơn.")
    help = CleanCharField(
        label="Lời giải thích dưới câu hỏi", required=False, max_length=1000, lines=True, rows=2,
        help_text="Lấy thông tin ở giấy tờ nào, viết thế nào.",
    )  # fmt: skip
    required = forms.BooleanField(label="Bắt buộc trả lời", required=False)

    def __init__(
        self, *args: Any, type: str, key: str, questions: tuple[Question, ...], columns: tuple[Question, ...],
        bases: list[str], lists: list[tuple[str, str]], papers: list[tuple[str, str]], results: list[tuple[str, str]],
        repeated: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.type, self.questions, self.columns, self.repeated, self.bases = type, questions, columns, repeated, bases
        if type in SILENT_TYPES:
            del self.fields["required"]
        self._answers(lists, papers)
        self._limits()
        self._filling(key, results)
        self._law(bases)
        if key:
            self.fields["key"] = CleanCharField(
                label="Mã của ô",
                max_length=60,
                help_text="Dùng trong công thức. Đổi mã thì mọi điều kiện được đổi theo.",
            )
        self.fields["note"] = CleanCharField(
            label="Ghi chú nội bộ", required=False, max_length=1000, help_text="Chỉ người làm biểu mẫu thấy."
        )

    def _answers(self, lists: list[tuple[str, str]], papers: list[tuple[str, str]]) -> None:
        if self.type in CHOICES:
            self.fields["options"] = CleanCharField(
                label="Các câu trả lời", lines=True, rows=5, required=False, help_text="Mỗi dòng một câu trả lời."
            )
        if self.type in CHOICES | {"address"} and lists:
            first = "Xã, phường (mặc định)" if self.type == "address" else "Không, dùng các dòng trên"
            self.fields["codelist"] = forms.ChoiceField(
                label="Lấy từ danh mục dùng chung",
                required=False,
                choices=_kept([(NONE, first), *lists], self.initial.get("codelist")),
            )
            days = [(one.key, f"ngày ở ô «{one.label}»") for one in self.questions if one.kind == "date"]
            self.fields["on"] = forms.ChoiceField(
                label="Danh mục có hiệu lực vào",
                required=False,
                choices=_kept([(NONE, "ngày khai"), *days], self.initial.get("on")),
            )
        if self.type == "file":
            self.fields["component"] = forms.ChoiceField(
                label="Là thành phần hồ sơ nào",
                required=False,
                choices=_kept([(NONE, "Giấy tờ riêng của tờ khai này"), *papers], self.initial.get("component")),
            )

    def _limits(self) -> None:
        if self.type in WORDS:
            self.fields["max_length"] = _whole("Số ký tự nhiều nhất", low=1, high=20_000)
        if self.type == "text":
            named = [(name, words) for name, (words, _, _) in PATTERNS.items()]
            self.fields["pattern_name"] = forms.ChoiceField(
                label="Cách viết", required=False, choices=[(NONE, "Tuỳ ý"), *named, (OWN, "Mẫu tự viết…")]
            )
            self.fields["pattern"] = CleanCharField(
                label="Mẫu tự viết",
                required=False,
                max_length=MAX_PATTERN,
                help_text="Ví dụ: [A-Z]{2}[0-9]{6} là hai chữ in hoa rồi sáu chữ số.",
            )
            self.fields["pattern_message"] = CleanCharField(
                label="Lời báo khi viết chưa đúng", required=False, max_length=300
            )
        if self.type == "number":
            self.fields["decimals"] = _whole("Số chữ số sau dấu phẩy", low=0, high=6)
        if self.type in {"number", "money", "year"}:
            self.fields["min"], self.fields["max"] = _number("Nhỏ nhất"), _number("Lớn nhất")
        if self.type in {"date", "year"}:
            self.fields["not_future"] = forms.BooleanField(label="Không được sau hôm nay", required=False)
        if self.type == "date":
            self.fields["not_past"] = forms.BooleanField(label="Không được trước hôm nay", required=False)
        if self.type == "identity":
            self.fields["passport"] = forms.BooleanField(label="Nhận cả số hộ chiếu", required=False)

    def _filling(self, key: str, results: list[tuple[str, str]]) -> None:
        if self.type not in _NO_PREFILL and not self.repeated:
            groups = source_groups(key, results)
            chosen = str(self.initial.get("prefill") or "")
            listed = {value for _, group in groups for value, _ in group}
            extra = [(chosen, chosen)] if chosen and chosen not in listed else []
            self.fields["prefill"] = forms.ChoiceField(
                label="Điền sẵn từ", required=False, choices=[(NONE, "Không điền sẵn"), *extra, *groups]
            )
        if self.type in COMPUTED:
            self.fields["recipe"] = forms.ChoiceField(
                label="Hệ thống tự tính",
                required=False,
                choices=[(NONE, "Không, người khai tự điền"), *self._recipes()],
            )
            tables = [(one.key, one.label) for one in self.questions if one.kind == "rows"]
            plain = [one for one in self.questions if one.kind != "rows"]
            first = [("", "Chọn"), ("Cột của bảng", [(c.key, f"{c.section}: {c.label}") for c in self.columns]),
                     ("Bảng", tables), *grouped(plain)]  # fmt: skip
            self.fields["first"] = forms.ChoiceField(
                label="Tính từ", required=False, choices=[g for g in first if g[1]]
            )
            self.fields["second"] = forms.ChoiceField(
                label="và", required=False, choices=[("", "Chọn"), ("today", "Ngày hôm nay"), *grouped(plain)]
            )
            self.fields["formula"] = CleanCharField(
                label="Công thức tự viết", required=False, max_length=500,
                widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
                help_text="Chỉ dùng khi chọn «Công thức tự viết». Dùng mã của ô, ví dụ: so_ban * 2.",
            )  # fmt: skip

    def _recipes(self) -> list[tuple[str, str]]:
        apart = set() if self.repeated else {computing.ROW}
        return [(name, words) for name, words in computing.RECIPES.items() if name not in apart]

    def _law(self, bases: list[str]) -> None:
        if bases:
            self.fields["basis"] = forms.ChoiceField(
                label="Văn bản", required=False, choices=[(NONE, "Chọn văn bản của thủ tục"), *((b, b) for b in bases)]
            )
        self.fields["point"] = CleanCharField(
            label="Điểm, khoản, điều" if bases else "Điều khoản", required=False, max_length=500,
            help_text="Ví dụ: khoản 2 Điều 5" + ("" if bases else " Thông tư 24/2024/TT-BGDĐT"),
        )  # fmt: skip
        self.fields["origin"] = forms.ChoiceField(
            label="Ô này", widget=forms.RadioSelect,
            choices=[("official", "Có trên mẫu chính thức"), ("ours", "Do đơn vị thêm")],
        )  # fmt: skip

    @property
    def groups(self) -> dict[str, list[forms.BoundField]]:
        """The controls under their headings."""
        names = {
            "question": ("label", "help", "required", "options", "codelist", "on", "component"),
            "limits": ("decimals", "min", "max", "max_length", "pattern_name", "pattern", "pattern_message",
                       "not_future", "not_past", "passport"),
            "filling": ("prefill", "recipe", "first", "second", "formula"),
            "law": ("basis", "point", "origin"),
            "more": ("key", "note"),
        }  # fmt: skip
        return {group: [self[name] for name in known if name in self.fields] for group, known in names.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.type in CHOICES:
            self._clean_options(cleaned)
        if cleaned.get("pattern_name") == OWN:
            outcome = matches(cleaned.get("pattern") or "", "x")
            if not cleaned.get("pattern") or outcome.status != "ok":
                self.add_error("pattern", "Mẫu viết sai hoặc để trống. Hãy xem lại, hoặc chọn một cách viết có sẵn.")
        least, most = cleaned.get("min"), cleaned.get("max")
        if least is not None and most is not None and least > most:
            self.add_error("min", "Giá trị nhỏ nhất đang lớn hơn giá trị lớn nhất.")
        if cleaned.get("recipe"):
            self._clean_compute(cleaned)
        return cleaned

    def _clean_options(self, cleaned: dict[str, Any]) -> None:
        lines = [line.strip() for line in (cleaned.get("options") or "").splitlines() if line.strip()]
        twice = sorted({line for line in lines if lines.count(line) > 1})
        if cleaned.get("codelist") and lines:
            self.add_error("options", "Đã lấy câu trả lời từ danh mục dùng chung thì để trống ô này.")
        elif not cleaned.get("codelist") and not lines:
            self.add_error("options", "Hãy ghi ít nhất một câu trả lời, mỗi dòng một câu.")
        elif twice:
            self.add_error("options", f"Câu trả lời «{twice[0]}» ghi hai lần.")
        elif len(lines) > MOST_OPTIONS:
            self.add_error("options", f"Nhiều quá {MOST_OPTIONS} câu trả lời. Hãy dùng danh mục dùng chung.")
        cleaned["lines"] = lines

    def _clean_compute(self, cleaned: dict[str, Any]) -> None:
        recipe, first, second = cleaned["recipe"], cleaned.get("first") or "", cleaned.get("second") or ""
        known = kinds(self.questions)
        if recipe == computing.FREE:
            source = cleaned.get("formula") or ""
            problem = formula_problem(source, known, repeated=self.repeated) if source else "Hãy viết công thức."
            if problem:
                self.add_error("formula", problem)
            return
        fits = {
            computing.SUM: first in {column.key for column in self.columns},
            computing.COUNT: known.get(first) == "rows",
            computing.YEARS: known.get(first) == "date" and (second in {"", "today"} or known.get(second) == "date"),
            computing.PRODUCT: {known.get(first), known.get(second)} <= {"number", "decimal"},
            computing.SAME: first in known and known[first] != "rows",
        }
        words = {
            computing.SUM: "Hãy chọn một cột số của một bảng.",
            computing.COUNT: "Hãy chọn một bảng (mục điền nhiều lần).",
            computing.YEARS: "Hãy chọn hai ô ngày; ô thứ hai có thể là ngày hôm nay.",
            computing.PRODUCT: "Hãy chọn hai ô số.",
            computing.SAME: "Hãy chọn ô để chép.",
        }
        if not fits.get(recipe, True):
            self.add_error("first", words[recipe])

    def values(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """What to set in the definition; `before`: the question as it stands, whose stored option values are kept."""
        data = self.cleaned_data
        plain = ("label", "help", "required", "codelist", "component", "max_length", "decimals", "min", "max",
                 "not_future", "not_past", "passport", "prefill", "note", "origin")  # fmt: skip
        values: dict[str, Any] = {name: data[name] for name in plain if name in self.fields}
        values = {name: _plain_number(value) if name in {"min", "max"} else value for name, value in values.items()}
        if "on" in self.fields:
            values["on"] = data["on"] if data["codelist"] or self.type == "address" else ""
        if self.type in CHOICES:
            values["options"] = kept_options(data["lines"], list(before.get("options", ())))
        if "pattern_name" in self.fields:
            values |= self._pattern(data)
        if "recipe" in self.fields:
            values["compute"] = self._compute(data)
        values["clause"] = " ".join(part for part in (data["point"], data.get("basis") or "") if part)
        return values

    def _pattern(self, data: Mapping[str, Any]) -> dict[str, str]:
        name = data["pattern_name"]
        if name in PATTERNS:
            _, pattern, message = PATTERNS[name]
            return {"pattern": pattern, "pattern_message": data["pattern_message"] or message}
        own = name == OWN
        return {"pattern": data["pattern"] if own else "", "pattern_message": data["pattern_message"] if own else ""}

    def _compute(self, data: Mapping[str, Any]) -> str:
        recipe = data["recipe"]
        if not recipe:
            return ""
        first, _, column = data["first"].partition(".")
        second = column if recipe == computing.SUM else data["second"]
        return computing.build(computing.Computation(recipe, first, second, data["formula"]))


def kept_options(lines: list[str], before: list[Mapping[str, str]]) -> list[dict[str, str]]:
    """Options for the typed lines. One that stood there keeps its stored value, as does one reworded in its place."""
    by_label = {option["label"]: option["value"] for option in before}
    taken = {by_label[line] for line in lines if line in by_label}
    options: list[dict[str, str]] = []
    for index, line in enumerate(lines):
        value = by_label.get(line)
        reworded = before[index] if len(lines) == len(before) and before[index]["label"] not in lines else None
        if value is None and reworded is not None and reworded["value"] not in taken:
            value = reworded["value"]
        value = value or line
        while value in {option["value"] for option in options} | (taken - {by_label.get(line)}):
            value += "_"
        options.append({"value": value, "label": line})
    return options


def _plain_number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def field_initial(field: Mapping[str, Any], bases: list[str]) -> dict[str, Any]:
    """What the form of a question shows at first."""
    initial = dict(field)
    initial["options"] = "\n".join(option["label"] for option in field.get("options", ()))
    pattern = field.get("pattern", "")
    named = next((name for name, (_, known, _) in PATTERNS.items() if known == pattern), OWN if pattern else NONE)
    initial["pattern_name"] = named
    clause = str(field.get("clause", ""))
    basis = next((number for number in sorted(bases, key=len, reverse=True) if clause.endswith(number)), "")
    initial |= {"basis": basis, "point": clause.removesuffix(basis).strip(), "origin": field.get("origin", "ours")}
    computation = computing.read(str(field.get("compute", "")))
    if computation is not None:
        column = computation.recipe == computing.SUM
        initial |= {
            "recipe": computation.recipe,
            "first": f"{computation.first}.{computation.second}" if column else computation.first,
            "second": "" if column else computation.second,
            "formula": computation.source,
        }
    return initial
