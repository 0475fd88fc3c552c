"""Addresses of the screens that combine the operate modules: those of people and those of officials."""

from django.urls import path

from motcua.operate.journeys.desk import calendars, deadlines, handling_routes, office_hours, proofs, separation
from motcua.operate.journeys.desk import urlpatterns as desk_patterns
from motcua.operate.journeys.portal import urlpatterns as portal_patterns

app_name = "journeys"
deadline_patterns = [
    path("lam-viec/canh-bao/", deadlines.warnings, name="warnings"),
    path("lam-viec/han-phai-doi/", deadlines.moved, name="moved"),
    path("lam-viec/lich/", calendars.page, name="calendar"),
    path("lam-viec/lich/<slug:what>/", calendars.change, name="calendar-change"),
    path("lam-viec/ho-so/<uuid:dossier_id>/thoi-han/", proofs.page, name="proof"),
    path("lam-viec/ho-so/<uuid:dossier_id>/thoi-han.pdf", proofs.document, name="proof-pdf"),
    path("lam-viec/gio-lam-viec/", office_hours.page, name="office-hours"),
    path("lam-viec/quy-dinh-thoi-han/", calendars.rules, name="deadline-rules"),
    path("lam-viec/quy-tac-hai-nguoi/", separation.page, name="separation"),
]
urlpatterns = [*portal_patterns, *desk_patterns, *deadline_patterns, *handling_routes.urlpatterns]
