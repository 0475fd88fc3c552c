"""Every Django form of the product looks like the kit: labels, hints, errors and controls come from our templates."""

from pathlib import Path
from typing import Any, Final

import django.forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

_OURS: Final = Path(__file__).parent / "templates"
_DJANGO: Final = Path(django.forms.__file__).parent / "templates"


class Renderer(DjangoTemplates):
    """Our templates before Django's, with the kit's tags built in."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"

    @cached_property
    def engine(self) -> Any:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [_OURS, _DJANGO],
                "NAME": "kit",
                "OPTIONS": {"builtins": ["motcua.kernel.ui.templatetags.ui"]},
            }
        )
