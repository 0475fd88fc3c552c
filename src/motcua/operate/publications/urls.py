"""Addresses of publication: /quyet-dinh-cong-bo/ for everybody, /lam-viec/cong-bo/ for officials."""

from django.urls import path

from motcua.operate.publications import desk, portal

app_name = "publications"
BASE = "lam-viec/cong-bo/"
ONE = f"{BASE}quyet-dinh/<uuid:pk>/"
urlpatterns = [
    path("quyet-dinh-cong-bo/", portal.listing, name="public"),
    path("quyet-dinh-cong-bo/<uuid:pk>/", portal.one, name="public-one"),
    path("quyet-dinh-cong-bo/<uuid:pk>/tep/", portal.file, name="public-file"),
    path(BASE, desk.due, name="desk"),
    path(f"{BASE}quyet-dinh/", desk.decisions, name="decisions"),
    path(f"{BASE}quyet-dinh/moi/<slug:kind>/", desk.enter, name="enter"),
    path(ONE, desk.decision, name="decision"),
    path(f"{ONE}sua/", desk.revise, name="revise"),
    path(f"{ONE}buoc/<slug:step>/", desk.step, name="step"),
    path(f"{ONE}noi/<slug:place>/", desk.proof, name="proof"),
    path(f"{ONE}tep/", desk.file, name="file"),
    path(f"{ONE}minh-chung/<int:fact>/", desk.evidence, name="evidence"),
    path(f"{ONE}anh/<int:proof>/", desk.proof_file, name="proof-file"),
    path(f"{BASE}theo-doi/", desk.watch, name="watch"),
    path(f"{BASE}noi-cong-khai/", desk.places, name="places"),
    path(f"{BASE}niem-yet/", desk.board, name="board"),
    path(f"{BASE}niem-yet/danh-muc.pdf", desk.board_file, name="board-file"),
    path(f"{BASE}quy-tac/", desk.limits, name="limits"),
]
