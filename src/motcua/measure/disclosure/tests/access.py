"""Who may read what is published: everybody."""

from motcua.measure.disclosure.tests.stage import an_edition
from tests.access import EVERYONE, Access


def edition(cast):
    return an_edition()


def a_file(cast):
    return {**an_edition(), "name": "chi-tieu", "form": "csv"}


ACCESS = [
    Access("disclosure:list", allowed=EVERYONE),
    Access("disclosure:edition", allowed=EVERYONE, kwargs=edition),
    Access("disclosure:file", allowed=EVERYONE, kwargs=a_file),
    Access("disclosure:data", allowed=EVERYONE),
    Access("disclosure:catalogue", allowed=EVERYONE),
    Access("disclosure:dictionary", allowed=EVERYONE),
    Access("disclosure:feed", allowed=EVERYONE),
    Access("disclosure:panel", allowed=EVERYONE),
]
