"""Dossiers of other one-stop systems brought in: messages (JSON) and tables (XLSX, CSV), row by row accounted for.

Knows the shapes DongBoHoSoMC and CapNhatTienDoHoSoMC, remembers how each agency names its columns, keeps what was
refused so that it can be corrected, and tells how good the data is. The dossiers themselves enter by `observe`.
"""
