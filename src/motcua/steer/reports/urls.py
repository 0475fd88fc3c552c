"""Addresses of the periodic reports."""

from django.urls import path

from motcua.steer.reports import desk

app_name = "reports"
urlpatterns = [
    path("lam-viec/bao-cao/", desk.listed, name="list"),
    path("lam-viec/bao-cao/xlsx/", desk.xlsx, name="xlsx"),
    path("lam-viec/bao-cao/pdf/", desk.pdf, name="pdf"),
    path("lam-viec/bao-cao/luu/", desk.keep, name="keep"),
]
