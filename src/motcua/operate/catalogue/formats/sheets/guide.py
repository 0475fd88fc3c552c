"""The words of the sheet "Hướng dẫn": what a clerk must know before changing a cell."""

from typing import Final

from motcua.operate.catalogue.formats.sheets.layout import CHANNEL, LONG, NONE, ORDER, SHEETS

_SHEETS: Final = "; ".join(sheet.title for sheet in SHEETS)
_HELP: Final = tuple(
    (f"{sheet.title}: {column.heading}", column.help) for sheet in SHEETS for column in sheet.columns if column.help
)
LINES: Final = (
    ("Danh mục thủ tục hành chính", ""),
    (
        "",
        "Sửa tệp này rồi nhập lại ở trang “Nhập, xuất danh mục”. Trước khi ghi, hệ thống cho xem sẽ tạo, cập nhật gì.",
    ),
    ("Các trang tính", f"{_SHEETS}. Đừng xoá trang, đừng đổi tên cột; đổi thứ tự cột hoặc dòng thì được."),
    ("Một thủ tục", "Một dòng ở trang Thủ tục; các dòng cùng mã ở trang khác là các phần của thủ tục đó."),
    (
        "Phải có đủ",
        "Tệp chỉ cần có những thủ tục muốn nhập; nhưng mỗi thủ tục phải có đủ các phần, vì tệp thay cả bản cũ.",
    ),
    ("Ô trống", "Chưa có dữ liệu. Khác với số 0 và khác với “không có”."),
    ("Số 0", "Con số không, ví dụ mức thu 0 đồng."),
    (
        f"“{NONE}” ở cột {ORDER}",
        "Đã biết là phần đó không có gì: một dòng “không có” ở trang Phí, lệ phí nghĩa là không thu phí; ở trang "
        "Điều kiện nghĩa là không có điều kiện. Không có dòng nào: chưa có dữ liệu.",
    ),
    (ORDER, "Thứ tự trong một thủ tục: 1, 2, 3…, không lặp lại."),
    (CHANNEL, "Phí riêng của một cách thức nộp: ghi STT của cách thức đó. Để trống: phí chung của thủ tục."),
    ("Có, không", "Ba trường hợp: “có”, “không”, để trống là chưa biết."),
    ("Mã", "Cột mã ở kiểu chữ (Text). Nếu Excel đổi 1.000280 thành số, mã bị sai và dòng bị từ chối."),
    ("Ngày", "Ô kiểu ngày (Date), hiện dd/mm/yyyy. Ngày gõ thành chữ bị từ chối."),
    ("Số", "Ô kiểu số (Number), không dấu chấm ngăn nghìn gõ tay, không chữ."),
    ("Không dùng", "Công thức, ô gộp, khoảng trắng thừa ở đầu hoặc cuối ô: dòng bị từ chối với vị trí và lý do."),
    ('json:"…"', "Chữ mà ô không chứa nguyên được (ký tự đặc biệt, khoảng trắng ở đầu). Giữ nguyên nếu không cần sửa."),
    (LONG, "Chữ dài hơn 32.767 ký tự nằm ở trang này thành nhiều đoạn; ô gốc ghi số của nó."),
    ("Một thủ tục sai", "Không dòng nào của thủ tục đó được nhập; các thủ tục khác vẫn nhập."),
    ("Tệp này không có", "Các bản cũ, bản nháp, nguồn từng trang, mức độ trực tuyến đã khai: xuất dạng JSON để có đủ."),
    *_HELP,
)
