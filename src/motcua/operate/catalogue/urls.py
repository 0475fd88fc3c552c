"""Addresses of the catalogue: /thu-tuc/ for everybody, /lam-viec/thu-tuc/ for officials."""

from django.urls import path

from motcua.operate.catalogue import desk, portal

app_name = "catalogue"
urlpatterns = [
    path("thu-tuc/", portal.listing, name="list"),
    path("thu-tuc/<str:code>/", portal.procedure, name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>/", portal.version, name="version"),
    path("lam-viec/thu-tuc/", desk.listing, name="desk"),
    path("lam-viec/thu-tuc/<str:code>/muc-do/", desk.level, name="desk-level"),
]
