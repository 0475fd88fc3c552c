"""Who may open the pages on which forms are made."""

from motcua.operate.eforms.tests.building import KEY, on_bench, published
from tests.access import Access
from tests.cast import Cast

MAKERS = frozenset({"kiem", "quan"})


def _live(cast: Cast) -> dict[str, object]:
    published(cast.actor("kiem"))
    return {"key": KEY}


def _bench(cast: Cast) -> dict[str, object]:
    on_bench(cast.actor("kiem"))
    return {"key": KEY}


def _with(**more: object):  # type: ignore[no-untyped-def]
    return lambda cast: {**_bench(cast), **more}


ACCESS = [
    Access("eforms:builder-list", allowed=MAKERS),
    Access("eforms:builder-new", allowed=MAKERS),
    Access("eforms:builder-form", allowed=MAKERS, kwargs=_live),
    Access("eforms:builder-act", allowed=MAKERS, kwargs=_live, method="post", data={"lam": "open"}),
    Access("eforms:builder-version", allowed=MAKERS, kwargs=lambda cast: {**_live(cast), "number": 1}),
    Access("eforms:builder-edit", allowed=MAKERS, kwargs=_bench),
    Access("eforms:builder-do", allowed=MAKERS, kwargs=_bench, method="post", data={"lam": "up:loai"}),
    Access("eforms:builder-preview", allowed=MAKERS, kwargs=_bench),
    Access("eforms:builder-settings", allowed=MAKERS, kwargs=_bench),
    Access("eforms:builder-check", allowed=MAKERS, kwargs=_bench),
    Access("eforms:builder-section-add", allowed=MAKERS, kwargs=_bench),
    Access("eforms:builder-section", allowed=MAKERS, kwargs=_with(section="mon")),
    Access("eforms:builder-kinds", allowed=MAKERS, kwargs=_with(section="mon")),
    Access("eforms:builder-question-add", allowed=MAKERS, kwargs=_with(section="mon", type="choice")),
    Access("eforms:builder-question", allowed=MAKERS, kwargs=_with(field="truong")),
    Access("eforms:builder-move", allowed=MAKERS, kwargs=_with(field="truong")),
]
