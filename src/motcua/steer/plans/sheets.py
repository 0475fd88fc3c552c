"""The plan as a workbook: one sheet of tasks, one of targets."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

from motcua.steer.plans.queries import ItemView, Standing
from motcua.steer.plans.rules.completing import SHORT_LABELS

TASK_COLUMNS = (
    ("Số", 10), ("Nhiệm vụ", 80), ("Đơn vị chủ trì", 28), ("Đơn vị phối hợp", 28), ("Thời hạn", 14),
    ("Thời hạn theo văn bản", 28), ("Sản phẩm", 40), ("Căn cứ", 30), ("Cần bổ sung", 30),
)  # fmt: skip
TARGET_COLUMNS = (
    ("Số", 8), ("Chỉ tiêu", 80), ("Đơn vị chủ trì", 24), ("Mục tiêu", 18), ("Tử số", 10), ("Mẫu số", 10),
    ("Giá trị (%)", 12), ("Đánh giá", 20), ("Nguồn số liệu", 40),
)  # fmt: skip


def workbook(tasks: Sequence[ItemView], targets: Sequence[Standing]) -> bytes:
    """The XLSX file. Text stays text: a cell that begins like a formula is not one."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
        parts = (
            ("Nhiệm vụ", TASK_COLUMNS, [_task(task) for task in tasks]),
            ("Chỉ tiêu", TARGET_COLUMNS, [_target(target) for target in targets]),
        )
        for title, columns, rows in parts:
            page = book.add_worksheet(title)
            page.freeze_panes(1, 0)
            for index, (label, width) in enumerate(columns):
                page.set_column(index, index, width, wrap)
                page.write_string(0, index, label, head)
            for line, row in enumerate(rows, start=1):
                page.write_row(line, 0, row)
    return out.getvalue()


def _task(task: ItemView) -> list[str]:
    due = task.deadline.strftime("%d/%m/%Y") if task.deadline else task.recurrence_label
    return [
        task.code, task.text, ", ".join(task.owner), ", ".join(task.coordinators), due, task.deadline_text,
        task.product, ", ".join(task.content.get("legal_basis", ())),
        ", ".join(SHORT_LABELS[name] for name in task.missing),
    ]  # fmt: skip


def _target(standing: Standing) -> list[str | int | float | None]:
    figure, item = standing.figure, standing.item
    return [
        item.code, item.text, ", ".join(item.owner), standing.target_words,
        figure.numerator if figure else None, figure.denominator if figure else None,
        standing.value, standing.status, standing.source,
    ]  # fmt: skip
