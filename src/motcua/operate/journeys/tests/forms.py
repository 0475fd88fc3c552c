"""Forms made for a test, used by a procedure that has none of its own."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from motcua.operate.eforms import services as eforms
from motcua.operate.eforms.tests.samples import field, form
from motcua.operate.journeys.tests import scenes
from motcua.operate.journeys.tests.browsing import Browser

PUPILS = {
    "key": "hoc_sinh",
    "title": "Danh sách học sinh",
    "layout": "table",
    "repeat": {"min": 1, "max": 4, "item": "Học sinh"},
    "fields": [
        field("stt", "number", label="STT", compute="row"),
        field("ho_ten", label="Họ và tên học sinh", required=True),
        field("ngay_sinh", "date", label="Ngày sinh", required=True),
        field("gioi", "choice", label="Giới tính", options=[{"value": v, "label": v} for v in ("Nữ", "Nam")]),
    ],
}
SCHOOL = {
    "key": "truong",
    "title": "Trường",
    "fields": [
        field("ten_truong", label="Tên trường", required=True),
        field("cong_lap", "checkbox", label="Trường công lập"),
        field("dia_ban", label="Địa bàn", when="cong_lap", required=True),
        field("ghi_chu", "long_text", label="Ghi chú"),
    ],
}


def use(folder: Path, **more: Any) -> None:
    """Make a form of a list of pupils and a school the one of `scenes.RIGHTS`."""
    sections = more.pop("sections", [SCHOOL, PUPILS])
    data = form(sections=sections, **{"key": "ds", "title": "Danh sách", "procedures": [scenes.RIGHTS], **more})
    (folder / "ds.json").write_text(json.dumps(data), encoding="utf-8")
    report = eforms.load_forms(now=timezone.now(), folder=folder)
    assert report.created == ["ds"], report.refused


def begin(browser: Browser) -> Browser:
    """A fresh draft, with the task about the filer done; on the first page of the form."""
    browser.go(f"/nop-ho-so/{scenes.RIGHTS}/").press("Bắt đầu")
    return browser.follow("Thông tin người nộp").press("Lưu và tiếp tục", for_whom="self")


def finish(browser: Browser) -> Browser:
    """From the list of tasks to the check: no papers, result at the counter."""
    draft = browser.path.split("/")[2]
    browser.go(f"/ban-khai/{draft}/giay-to/")
    for one in browser.page.select("ul.tasks a"):
        if "khác" not in one.get_text():
            browser.go(str(one["href"])).press("Lưu và tiếp tục", how="none")
    return browser.go(f"/ban-khai/{draft}/nhan-ket-qua/").press("Lưu và tiếp tục", delivery="counter")
