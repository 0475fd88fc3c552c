"""Public addresses. Those of an edition are stable: what it says is never changed or taken away."""

from django.urls import path

from motcua.measure.disclosure import portal

app_name = "disclosure"
urlpatterns = [
    path("cong-khai/ky/", portal.listed, name="list"),
    path("cong-khai/ky/<str:key>/<int:number>/", portal.edition, name="edition"),
    path("cong-khai/ky/<str:key>/<int:number>/<slug:name>.<slug:form>", portal.file, name="file"),
    path("cong-khai/du-lieu/", portal.data, name="data"),
    path("cong-khai/du-lieu/dcat.jsonld", portal.catalogue, name="catalogue"),
    path("cong-khai/du-lieu/tu-dien.json", portal.dictionary, name="dictionary"),
    path("cong-khai/tin.atom", portal.feed, name="feed"),
    path("cong-khai/nhung/", portal.panel, name="panel"),
]
