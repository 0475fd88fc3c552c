"""Addresses of the catalogue: /thu-tuc/ for everybody, /lam-viec/thu-tuc/ for officials."""

from django.urls import path

from motcua.operate.catalogue import desk, guide, portal

app_name = "catalogue"
urlpatterns = [
    path("thu-tuc/", portal.listing, name="list"),
    path("thu-tuc/<str:code>.jsonld", portal.linked_data, name="linked-data"),
    path("thu-tuc/<str:code>/", portal.procedure, name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>/", portal.version, name="version"),
    path("chon-thu-tuc/", guide.which, name="which"),
    path("chon-thu-tuc/<path:answers>/", guide.which, name="which-answers"),
    path("viec/<slug:key>/", guide.event, name="event"),
    path("lam-viec/thu-tuc/", desk.listing, name="desk"),
    path("lam-viec/thu-tuc/<str:code>/muc-do/", desk.level, name="desk-level"),
]
