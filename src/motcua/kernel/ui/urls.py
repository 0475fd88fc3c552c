"""Addresses of the kit: its style sheet, the theme switch, the session, what was kept, the pattern page."""

from django.urls import path

from motcua.kernel.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.patterns, name="patterns"),
    path("ui/kit-<str:digest>.css", views.stylesheet, name="stylesheet"),
    path("ui/giao-dien/", views.theme, name="theme"),
    path("ui/phien/", views.stay, name="stay"),
    path("tiep-tuc/<str:key>/", views.kept, name="kept"),
]
