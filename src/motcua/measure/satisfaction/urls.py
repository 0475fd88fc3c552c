"""Addresses of rating: for people without an account, and for the officials who invite and who read."""

from django.urls import path

from motcua.measure.satisfaction import desk, portal

app_name = "satisfaction"
urlpatterns = [
    path("danh-gia/", portal.enter, name="enter"),
    path("danh-gia/tai-quay/", portal.kiosk, name="kiosk"),
    path("danh-gia/cam-on/", portal.thanks, name="thanks"),
    path("danh-gia/<str:token>/", portal.rate, name="rate"),
    path("lam-viec/hai-long/", desk.page, name="desk"),
    path("lam-viec/moi-danh-gia/", desk.waiting, name="waiting"),
    path("lam-viec/moi-danh-gia/<uuid:dossier_id>/", desk.invite, name="invite"),
    path("lam-viec/moi-danh-gia/<uuid:dossier_id>/phieu.pdf", desk.slip, name="slip"),
]
