"""Pages, files, feed and panel for everybody."""

from motcua.measure.disclosure.portal.files import catalogue, dictionary, file
from motcua.measure.disclosure.portal.pages import data, edition, listed
from motcua.measure.disclosure.portal.spreading import feed, panel

__all__ = ["catalogue", "data", "dictionary", "edition", "feed", "file", "listed", "panel"]
