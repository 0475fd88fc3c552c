"""Addresses of imports."""

from django.urls import path

from motcua.exchange.imports import desk

app_name = "imports"
BASE = "lam-viec/nhap-ho-so/"
urlpatterns = [
    path(BASE, desk.imports, name="list"),
    path(f"{BASE}chat-luong/", desk.report, name="quality"),
    path(f"{BASE}<uuid:pk>/", desk.one, name="one"),
    path(f"{BASE}<uuid:pk>/cot/", desk.columns, name="columns"),
    path(f"{BASE}dong/<int:pk>/", desk.row, name="row"),
]
