"""Reads of the index: scales, files of given figures, scores."""

from motcua.measure.service_index.queries.files import FileUnit, ReadFile, read_file, score_rows
from motcua.measure.service_index.queries.own import FACTS, OwnScore, own_score, own_scores
from motcua.measure.service_index.queries.scales import ALL_SCALES, NoScale, scale, scale_for, scales

__all__ = [
    "ALL_SCALES",
    "FACTS",
    "FileUnit",
    "NoScale",
    "OwnScore",
    "ReadFile",
    "own_score",
    "own_scores",
    "read_file",
    "scale",
    "scale_for",
    "scales",
    "score_rows",
]
