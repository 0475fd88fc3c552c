"""Addresses of editions for officials; the public reads them in disclosure."""

from django.urls import path

from motcua.measure.editions import desk

app_name = "editions"
urlpatterns = [
    path("lam-viec/ky-da-chot/", desk.listed, name="list"),
    path("lam-viec/ky-da-chot/chot/", desk.close, name="close"),
    path("lam-viec/ky-da-chot/<str:key>/<int:number>/", desk.one, name="one"),
    path("lam-viec/ky-da-chot/<str:key>/chot-lai/", desk.restate, name="restate"),
    path("lam-viec/ky-da-chot/<str:key>/<int:number>/tep.json", desk.file, name="file"),
]
