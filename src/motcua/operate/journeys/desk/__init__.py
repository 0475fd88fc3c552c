"""Screens of officials: inbox, list, counter, dossier page, returns."""

from django.urls import path

from motcua.operate.journeys.desk import (
    acts,
    consult,
    counter,
    export,
    groups,
    intake_routes,
    link,
    lists,
    migrating,
    reading,
    returns,
    talk,
    work,
)

WORK = "lam-viec/ho-so/<uuid:dossier_id>/"
OPINION = "lam-viec/xin-y-kien/<uuid:consultation_id>/"
urlpatterns = [
    path("lam-viec/", lists.inbox, name="inbox"),
    path("lam-viec/ho-so/", lists.listing, name="list"),
    path("lam-viec/ho-so/xuat.xlsx", export.export, name="list-export"),
    path("lam-viec/tiep-nhan/", counter.page, name="counter"),
    path("lam-viec/tiep-nhan/<uuid:dossier_id>/", counter.done, name="counter-done"),
    path("lam-viec/tra-ket-qua/", returns.page, name="returns"),
    path("lam-viec/trao-doi/", talk.waiting, name="talks"),
    path("lam-viec/xin-y-kien/", consult.listing, name="consultations"),
    path(OPINION, consult.page, name="consultation"),
    path(f"{OPINION}rut/", consult.withdraw, name="consultation-withdraw"),
    path(f"{OPINION}giay-to/<uuid:paper_id>/", consult.paper, name="consultation-paper"),
    path(f"{OPINION}tra-loi/tep/", consult.answer_file, name="consultation-file"),
    path(f"{WORK}xin-y-kien/", consult.ask, name="consult"),
    path(f"{WORK}lien-thong/", link.plan, name="link"),
    path("lam-viec/nhom-thu-tuc/", groups.groups, name="desk-groups"),
    path("lam-viec/nhom-thu-tuc/<slug:key>/<slug:slug>/", groups.act, name="desk-group-act"),
    path("lam-viec/lien-thong/<uuid:leg_id>/ket-qua/", link.result, name="link-result"),
    path("lam-viec/lien-thong/<uuid:leg_id>/<slug:slug>/", link.act, name="link-act"),
    path(f"{WORK}trao-doi/", talk.page, name="work-talk"),
    path(f"{WORK}trao-doi/tep/<int:file_id>/", talk.file, name="work-talk-file"),
    path(f"{WORK}trao-doi/<uuid:message_id>/xoa/", talk.erase, name="work-talk-erase"),
    path("lam-viec/ai-da-xem/", reading.page, name="readings"),
    path("lam-viec/ai-da-xem/xuat.xlsx", reading.export, name="readings-export"),
    path(f"{WORK}muc-dich/", reading.purpose, name="purpose"),
    path(WORK, work.page, name="work"),
    path(f"{WORK}tep/<uuid:paper_id>/", work.paper_file, name="work-file"),
    path(f"{WORK}tep/<uuid:paper_id>/anh-goc/<int:number>/", work.original, name="work-original"),
    path(f"{WORK}ket-qua/<str:part>/", work.result_file, name="work-result"),
    path(f"{WORK}mau/<str:form>/", work.slip, name="work-slip"),
    path(f"{WORK}to-khai.<str:kind>", work.filed_form, name="work-form"),
    path(f"{WORK}viec/du-thao/xem-truoc/", acts.preview, name="work-preview"),
    path(f"{WORK}viec/<str:slug>/", acts.act, name="work-act"),
    path("lam-viec/quy-trinh/<slug:key>/chuyen-ho-so/", migrating.page, name="migrate"),
    *intake_routes.urlpatterns,
]
