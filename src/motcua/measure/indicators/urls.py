"""Addresses of the indicators."""

from django.urls import path

from motcua.measure.indicators import desk

app_name = "indicators"
urlpatterns = [
    path("lam-viec/chi-tieu/", desk.overview, name="desk"),
    path("lam-viec/chi-tieu/<str:code>/", desk.detail, name="detail"),
    path("lam-viec/chi-tieu/<str:code>/danh-sach/", desk.members, name="members"),
    path("lam-viec/chi-tieu/<str:code>/danh-sach.xlsx", desk.members_file, name="members-file"),
]
