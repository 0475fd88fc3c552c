"""Addresses of paper, all for officials."""

from django.urls import path

from motcua.operate.paperwork.desk import book, book_files, drafting, many, slips, templates

app_name = "paperwork"
ONE = "lam-viec/ho-so/<uuid:dossier_id>/"
TEMPLATES = "lam-viec/mau-van-ban/"
BOOK = "lam-viec/so-theo-doi/"
urlpatterns = [
    path(f"{ONE}phieu/", slips.listing, name="slips"),
    path(f"{ONE}phieu/<slug:purpose>/<slug:occasion>.<slug:kind>", slips.slip, name="slip"),
    path(f"{ONE}phieu/<slug:purpose>/<slug:occasion>/cap-lai/", slips.reissue, name="reissue"),
    path(f"{ONE}kiem-soat/", slips.control, name="control"),
    path("lam-viec/ho-so/in-phieu/", many.page, name="many"),
    path("lam-viec/ho-so/in-phieu/phieu.pdf", many.pdf, name="many-pdf"),
    path(BOOK, book.page, name="book"),
    path(f"{BOOK}so.pdf", book.pdf, name="book-pdf"),
    path(f"{BOOK}so.xlsx", book.xlsx, name="book-xlsx"),
    path(f"{BOOK}tep/", book_files.order, name="book-order"),
    path(f"{BOOK}tep/<uuid:book_id>/", book_files.page, name="book-file"),
    path(f"{BOOK}tep/<uuid:book_id>/so.xlsx", book_files.take, name="book-take"),
    path(TEMPLATES, templates.listing, name="templates"),
    path(f"{TEMPLATES}moi/", templates.take, name="template-new"),
    path(f"{TEMPLATES}<uuid:template_id>/tep/", templates.file, name="template-file"),
    path(f"{TEMPLATES}<uuid:template_id>/ngung/", templates.withdraw, name="template-withdraw"),
    path(f"{ONE}soan-tu-mau/", drafting.page, name="drafting"),
    path(f"{ONE}soan-tu-mau/<uuid:template_id>.docx", drafting.filled, name="filled"),
    path(f"{ONE}soan-tu-mau/ban/<uuid:copy_id>/", drafting.copy, name="copy"),
]
