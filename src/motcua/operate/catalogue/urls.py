"""Addresses of the catalogue: /thu-tuc/ for everybody, /lam-viec/thu-tuc/ for officials."""

from django.urls import path

from motcua.operate.catalogue import comparing, desk_import, guide, portal, previewing
from motcua.operate.catalogue.desk import clauses, deciding, drafts, editor, facts, lists

app_name = "catalogue"
DESK = "lam-viec/thu-tuc"
urlpatterns = [
    path("thu-tuc/", portal.listing, name="list"),
    path("thu-tuc/<str:code>.jsonld", portal.linked_data, name="linked-data"),
    path("thu-tuc/<str:code>/", portal.procedure, name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>/", portal.version, name="version"),
    path("thu-tuc/<str:code>/so-sanh/<int:old>/<int:new>/", comparing.difference, name="difference"),
    path("chon-thu-tuc/", guide.which, name="which"),
    path("chon-thu-tuc/<path:answers>/", guide.which, name="which-answers"),
    path("viec/<slug:key>/", guide.event, name="event"),
    path(f"{DESK}/nhap-xuat/", desk_import.page, name="import"),
    path(f"{DESK}/nhap-xuat/tai/<slug:shape>/", desk_import.export, name="export"),
    path(f"{DESK}/nhap-xuat/tep/<int:pk>/", desk_import.report, name="import-report"),
    path(f"{DESK}/nhap-xuat/tep/<int:pk>/tu-choi.xlsx", desk_import.refused, name="import-refused"),
    path(f"{DESK}/", lists.listing, name="desk"),
    path(f"{DESK}/moi/", drafts.new, name="draft-new"),
    path(f"{DESK}/ban-thao/", drafts.in_hand, name="drafts"),
    path(f"{DESK}/ban-thao/<int:draft_id>/", editor.home, name="draft"),
    path(f"{DESK}/ban-thao/<int:draft_id>/phan/<slug:key>/", editor.part, name="draft-part"),
    path(f"{DESK}/ban-thao/<int:draft_id>/so-sanh/", editor.compare, name="draft-compare"),
    path(f"{DESK}/ban-thao/<int:draft_id>/xem-truoc/", previewing.draft, name="draft-preview"),
    path(f"{DESK}/ban-thao/<int:draft_id>/gui/", deciding.send, name="draft-send"),
    path(f"{DESK}/ban-thao/<int:draft_id>/duyet/", deciding.decide, name="draft-decide"),
    path(f"{DESK}/ban-thao/<int:draft_id>/tra-lai/", deciding.send_back, name="draft-back"),
    path(f"{DESK}/ban-thao/<int:draft_id>/bo/", deciding.drop, name="draft-drop"),
    path(f"{DESK}/can-cu/", clauses.orphans, name="orphans"),
    path(f"{DESK}/van-ban-phap-luat/", clauses.touched, name="touched"),
    path(f"{DESK}/giay-to-da-co/", facts.papers, name="papers"),
    path(f"{DESK}/giay-to-da-co.xlsx", facts.papers_export, name="papers-export"),
    path(f"{DESK}/phan-cap/", facts.decentralisations, name="decentralisations"),
    path(f"{DESK}/<str:code>/muc-do/", lists.level, name="desk-level"),
    path(f"{DESK}/<str:code>/van-ban/", drafts.texts, name="texts"),
    path(f"{DESK}/<str:code>/soan/", drafts.begin, name="draft-begin"),
    path(f"{DESK}/<str:code>/bai-bo/", deciding.repeal, name="repeal"),
    path(f"{DESK}/<str:code>/phan-cap/", facts.decentralisation, name="decentralisation"),
    path(f"{DESK}/<str:code>/giay-to/<path:component>/", facts.mark, name="paper-mark"),
]
