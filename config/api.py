"""The JSON interface: the modules' routers under one document at /api/openapi.json."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

from motcua import __version__
from motcua.kernel import problems
from motcua.people.tokens import signed_in

ROUTERS = {
    "motcua.operate.catalogue": None,
    "motcua.operate.dossiers": signed_in,
    "motcua.measure.indicators": None,
}

api = NinjaAPI(
    title="Một Cửa",
    version=__version__,
    description="Procedures, own dossiers, tracking and indicators, over the same services as the pages. "
    "Sign in on the pages; requests that change something carry the CSRF token. Errors are problem details.",
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
)
problems.register(api)
for module, auth in ROUTERS.items():
    if find_spec(f"{module}.api"):
        api.add_router("", import_module(f"{module}.api").router, auth=auth)
