"""Addresses of giving out, of acts on many dossiers, and of mending the office's own errors."""

from django.urls import path

from motcua.operate.journeys.desk import assigning, bulk, correcting

urlpatterns = [
    path("lam-viec/ho-so/<uuid:dossier_id>/sua-loi/", correcting.page, name="corrections"),
    path("lam-viec/ho-so/<uuid:dossier_id>/sua-loi/<uuid:correction_id>/", correcting.decide, name="correction-decide"),
    path("lam-viec/quy-tac-phan-cong/", assigning.page, name="assigning"),
    path("lam-viec/quy-tac-phan-cong/<uuid:rule_id>/bo/", assigning.end, name="assigning-end"),
    path("lam-viec/hang-loat/", bulk.listing, name="bulk-runs"),
    path("lam-viec/hang-loat/xem-truoc/", bulk.preview, name="bulk-preview"),
    path("lam-viec/hang-loat/lam/", bulk.begin, name="bulk-begin"),
    path("lam-viec/hang-loat/<uuid:run_id>/", bulk.report, name="bulk"),
    path("lam-viec/hang-loat/<uuid:run_id>/lam-lai/", bulk.retry, name="bulk-retry"),
]
