"""The catalogue as files: how one is recognised, read and written.

Knows four shapes: the whole catalogue with its history (JSON), the workbook a clerk edits (XLSX), the portal's
`LayThuTuc`, and lists of collected records. Pure: bytes and values, no database.
"""

from motcua.operate.catalogue.formats.entries import BadFile as BadFile
from motcua.operate.catalogue.formats.entries import Entry as Entry
from motcua.operate.catalogue.formats.entries import History as History
from motcua.operate.catalogue.formats.entries import Item as Item
from motcua.operate.catalogue.formats.entries import Level as Level
from motcua.operate.catalogue.formats.entries import Mark as Mark
from motcua.operate.catalogue.formats.entries import Option as Option
from motcua.operate.catalogue.formats.entries import Version as Version
from motcua.operate.catalogue.formats.entries import Wrong as Wrong
from motcua.operate.catalogue.formats.recognise import JSON as JSON
from motcua.operate.catalogue.formats.recognise import LABELS as LABELS
from motcua.operate.catalogue.formats.recognise import MOST_BYTES as MOST_BYTES
from motcua.operate.catalogue.formats.recognise import PORTAL as PORTAL
from motcua.operate.catalogue.formats.recognise import RECORDS as RECORDS
from motcua.operate.catalogue.formats.recognise import XLSX as XLSX
from motcua.operate.catalogue.formats.recognise import Opened as Opened
from motcua.operate.catalogue.formats.recognise import open_file as open_file
