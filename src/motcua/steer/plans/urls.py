"""Addresses of plans."""

from django.urls import path

from motcua.steer.plans import desk, portal

app_name = "plans"
urlpatterns = [
    path("ke-hoach/", portal.public, name="public"),
    path("lam-viec/ke-hoach/", desk.plan, name="plan"),
    path("lam-viec/ke-hoach/muc/<uuid:item_id>/", desk.item, name="item"),
    path("lam-viec/ke-hoach/van-ban/", desk.text, name="text"),
    path("lam-viec/ke-hoach/ban-in/", desk.sheet, name="sheet"),
    path("lam-viec/ke-hoach/bang.xlsx", desk.export, name="export"),
    path("lam-viec/ke-hoach/nhap/", desk.bring, name="import"),
]
