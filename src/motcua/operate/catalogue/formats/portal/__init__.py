"""The portal's `LayThuTuc`: {"error_code":"0","result":[…]} with its key names, codes and texts.

The shape is lossy: it has no place for the number of sets, the period, older texts, "known to be empty" (except fees
and conditions), clauses, the digitisation mark, or a limit and fees without a channel. So a record is compared with
the projection of the text held here: equal projections are the same record, and what a changed record cannot say is
kept from the text before (`merge`).
"""

from motcua.operate.catalogue.formats.portal.codes import Codes as Codes
from motcua.operate.catalogue.formats.portal.merging import merge as merge
from motcua.operate.catalogue.formats.portal.reading import Read as Read
from motcua.operate.catalogue.formats.portal.reading import read as read
from motcua.operate.catalogue.formats.portal.reading import read_one as read_one
from motcua.operate.catalogue.formats.portal.writing import dump as dump
from motcua.operate.catalogue.formats.portal.writing import project as project
