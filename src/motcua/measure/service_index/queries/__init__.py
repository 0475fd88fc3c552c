"""Reads of the index: scales, files of given figures, scores."""

from motcua.measure.service_index.queries.files import FileUnit, ReadFile, read_file, score_rows
from motcua.measure.service_index.queries.scales import ALL_SCALES, NoScale, scale, scale_for, scales

__all__ = [
    "ALL_SCALES",
    "FileUnit",
    "NoScale",
    "ReadFile",
    "read_file",
    "scale",
    "scale_for",
    "scales",
    "score_rows",
]
