"""The page a counter saves before it is cut off: one file with everything in it, nothing is asked of any server."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString

from motcua.operate.intake.rules.blocks import COLUMNS

ALONE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
ROOM = Path(__file__).parent.parent / "offline"


def page(*, key: str, title: str, agency: str, codes: Sequence[str]) -> str:
    """The page with one line for each code. Typed by hand into a table; without script it is printed or copied."""
    style, script = ((ROOM / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    head = "".join(f'<th scope="col">{escape(words)}</th>' for _, words in COLUMNS)
    rows = "".join(_row(code) for code in codes)
    return f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{ALONE}">
<style>{style}</style></head><body><main>
<h1>{escape(title)}</h1>
<p>{escape(agency)}. Mỗi mã chỉ dùng cho một hồ sơ. Ghi đủ mã thủ tục và họ tên; các giấy tờ cách nhau bằng dấu “;”.</p>
<p class="no-print">Dữ liệu ở lại trên máy này. Có mạng lại: lưu CSV rồi nộp ở trang “Dải số ngoại tuyến”.</p>
<p class="no-print"><button type="button">Lưu tệp CSV</button> <span id="luu" role="status"></span></p>
<div class="frame" tabindex="0" role="region" aria-label="Hồ sơ tiếp nhận">
<table data-block="{escape(key)}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>
</main><script>{script}</script></body></html>
"""


def _row(code: str) -> SafeString:
    cells = "".join(
        f'<td><input aria-label="{escape(words)}, mã {escape(code)}" autocomplete="off"></td>'
        for _, words in COLUMNS[1:]
    )
    return SafeString(f'<tr><th scope="row">{escape(code)}</th>{cells}</tr>\n')
