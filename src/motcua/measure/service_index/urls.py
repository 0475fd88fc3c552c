"""Addresses of the index."""

from django.urls import path

from motcua.measure.service_index import desk

app_name = "service_index"
BASE = "lam-viec/chi-so-766/"
urlpatterns = [
    path(BASE, desk.overview, name="desk"),
    path(f"{BASE}doi-chieu/", desk.side_by_side, name="compare"),
    path(f"{BASE}cong-bo/", desk.published, name="published"),
    path(f"{BASE}cong-bo/<int:pk>/", desk.report, name="report"),
    path(f"{BASE}cong-bo/<int:pk>/goc/", desk.original, name="original"),
    path(f"{BASE}chi-so/<slug:code>/", desk.metric, name="metric"),
]
