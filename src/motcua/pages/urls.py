"""Addresses of pages that join several modules."""

from django.urls import path

from motcua.pages import portal

app_name = "pages"
urlpatterns = [
    path("", portal.home, name="home"),
    path("healthz", portal.healthz, name="healthz"),
    path("cong-khai/", portal.public, name="public"),
    path("cong-khai/phuong-phap/", portal.method, name="method"),
]
