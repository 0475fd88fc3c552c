"""Screens of officials: inbox, list, counter, dossier page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
