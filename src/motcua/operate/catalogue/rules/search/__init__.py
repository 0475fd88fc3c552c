"""Search for everyday words: forgiving of accents, slips and sayings, the same on every database. Pure."""

from motcua.operate.catalogue.rules.search.ranking import Answer as Answer
from motcua.operate.catalogue.rules.search.ranking import Hit as Hit
from motcua.operate.catalogue.rules.search.ranking import answer as answer
from motcua.operate.catalogue.rules.search.shelf import Entry as Entry
from motcua.operate.catalogue.rules.search.shelf import Shelf as Shelf
from motcua.operate.catalogue.rules.search.shelf import build as build
