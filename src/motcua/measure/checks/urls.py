"""Addresses of the audit checks."""

from django.urls import path

from motcua.measure.checks import desk

app_name = "checks"
urlpatterns = [
    path("lam-viec/kiem-tra-so-lieu/", desk.listed, name="list"),
    path("lam-viec/kiem-tra-so-lieu/<uuid:pk>/", desk.one, name="one"),
    path("lam-viec/kiem-tra-so-lieu/<uuid:pk>/xu-ly/", desk.decide, name="decide"),
]
