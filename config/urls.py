"""Which address leads to which module."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config.api import api

MODULES = (
    "motcua.kernel.ui",
    "motcua.people",
    "motcua.operate.codelists",
    "motcua.operate.catalogue",
    "motcua.operate.publications",
    "motcua.operate.eforms",
    "motcua.operate.processes",
    "motcua.operate.dossiers",
    "motcua.operate.paperwork",
    "motcua.operate.journeys",
    "motcua.exchange.imports",
    "motcua.measure.registers",
    "motcua.measure.indicators",
    "motcua.measure.assessment",
    "motcua.measure.signals",
    "motcua.measure.checks",
    "motcua.measure.service_index",
    "motcua.measure.satisfaction",
    "motcua.measure.disclosure",
    "motcua.measure.editions",
    "motcua.steer.plans",
    "motcua.steer.reports",
    "motcua.pages",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
]
urlpatterns += [path("", include(f"{module}.urls")) for module in MODULES if find_spec(f"{module}.urls")]
handler400 = "motcua.kernel.ui.errors.bad_request"
handler403 = "motcua.kernel.ui.errors.forbidden"
handler404 = "motcua.kernel.ui.errors.not_found"
handler500 = "motcua.kernel.ui.errors.broken"
