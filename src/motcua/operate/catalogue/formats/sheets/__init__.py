"""The catalogue as a workbook: one sheet for each part of a procedure, one row for each thing."""

from motcua.operate.catalogue.formats.sheets.reading import read as read
from motcua.operate.catalogue.formats.sheets.refused import refused as refused
from motcua.operate.catalogue.formats.sheets.rows import rows_of as rows_of
from motcua.operate.catalogue.formats.sheets.writing import dump as dump
