"""Addresses of the assessment."""

from django.urls import path

from motcua.measure.assessment import desk

app_name = "assessment"
urlpatterns = [
    path("lam-viec/ket-qua/", desk.board, name="desk"),
    path("lam-viec/ket-qua/cua-toi/", desk.mine, name="mine"),
    path("lam-viec/ket-qua/chi-tiet/", desk.one, name="one"),
    path("lam-viec/ket-qua/chi-tiet.xlsx", desk.one_file, name="file"),
]
