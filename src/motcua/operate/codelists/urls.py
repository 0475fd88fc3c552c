"""Addresses of the code lists: /lam-viec/danh-muc/."""

from django.urls import path

from motcua.operate.codelists import desk

app_name = "codelists"
urlpatterns = [
    path("lam-viec/danh-muc/", desk.listing, name="desk"),
    path("lam-viec/danh-muc/moi/", desk.bring, name="new"),
    path("lam-viec/danh-muc/<slug:key>/", desk.one, name="list"),
    path("lam-viec/danh-muc/<slug:key>/nhap/", desk.bring, name="bring"),
]
