"""Screens of people: apply, confirmation, my dossiers, one dossier, tracking."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
