"""Addresses of processes: /lam-viec/quy-trinh/."""

from django.urls import path

from motcua.operate.processes import desk

app_name = "processes"
_DRAFT = "lam-viec/quy-trinh/<slug:key>/soan/"
urlpatterns = [
    path("lam-viec/quy-trinh/", desk.listing, name="desk"),
    path("lam-viec/quy-trinh/moi/", desk.new, name="new"),
    path("lam-viec/quy-trinh/<slug:key>/phien-ban/<int:number>/", desk.version, name="version"),
    path("lam-viec/quy-trinh/<slug:key>/soan-moi/", desk.revise, name="revise"),
    path("lam-viec/quy-trinh/<slug:key>/thu-tuc/", desk.follow, name="follow"),
    path(_DRAFT, desk.draft, name="draft"),
    path(f"{_DRAFT}ban-ve/", desk.drawing, name="drawing"),
    path(f"{_DRAFT}vi-du/", desk.examples, name="examples"),
    path(f"{_DRAFT}ban-hanh/", desk.publish, name="publish"),
    path(f"{_DRAFT}buoc/<str:node>/", desk.step, name="step"),
    path(f"{_DRAFT}buoc/<str:node>/re-nhanh/", desk.branch, name="branch"),
]
