"""Addresses of the registers and of declared figures."""

from django.urls import path

from motcua.measure.registers import desk

app_name = "registers"
BASE = "lam-viec/so-lieu/"
urlpatterns = [
    path(BASE, desk.overview, name="desk"),
    path(f"{BASE}khai-bao/", desk.declare, name="declare"),
    path(f"{BASE}khai-bao/<int:pk>/minh-chung/", desk.evidence, name="evidence"),
    path(f"{BASE}tep/<int:pk>/", desk.report, name="report"),
    path(f"{BASE}tep/<int:pk>/goc/", desk.original, name="original"),
    path(f"{BASE}tep/<int:pk>/dong-tu-choi.csv", desk.refused, name="refused"),
    path(f"{BASE}<slug:kind>/", desk.kind, name="kind"),
    path(f"{BASE}<slug:kind>/mau.csv", desk.template, name="template"),
]
