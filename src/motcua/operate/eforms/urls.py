"""Addresses of forms: /lam-viec/bieu-mau/ for those who make them. People fill forms under the pages of journeys."""

from django.urls import path

from motcua.operate.eforms.desk import bench, parts, release, shelf

app_name = "eforms"
_FORM = "lam-viec/bieu-mau/<slug:key>/"
_BENCH = f"{_FORM}soan/"
urlpatterns = [
    path("lam-viec/bieu-mau/", shelf.listing, name="builder-list"),
    path("lam-viec/bieu-mau/moi/", shelf.new, name="builder-new"),
    path(_FORM, shelf.form_page, name="builder-form"),
    path(f"{_FORM}lam/", shelf.act, name="builder-act"),
    path(f"{_FORM}phien-ban/<int:number>/", shelf.version, name="builder-version"),
    path(_BENCH, bench.edit, name="builder-edit"),
    path(f"{_BENCH}lam/", bench.do, name="builder-do"),
    path(f"{_BENCH}xem-thu/", bench.preview, name="builder-preview"),
    path(f"{_BENCH}chung/", parts.form_settings, name="builder-settings"),
    path(f"{_BENCH}kiem-tra/", release.check, name="builder-check"),
    path(f"{_BENCH}muc-moi/", parts.section_add, name="builder-section-add"),
    path(f"{_BENCH}muc/<slug:section>/", parts.section, name="builder-section"),
    path(f"{_BENCH}muc/<slug:section>/o-moi/", parts.kinds, name="builder-kinds"),
    path(f"{_BENCH}muc/<slug:section>/o-moi/<slug:type>/", parts.question_add, name="builder-question-add"),
    path(f"{_BENCH}o/<slug:field>/", parts.question_edit, name="builder-question"),
    path(f"{_BENCH}o/<slug:field>/chuyen/", parts.move, name="builder-move"),
]
