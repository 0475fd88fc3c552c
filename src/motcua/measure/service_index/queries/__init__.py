"""Reads of the index: scales, files of given figures, our own scores, what was published and why it differs."""

from motcua.measure.service_index.queries.files import FileUnit, ReadFile, read_file, score_rows
from motcua.measure.service_index.queries.members import IndexMember, Side, index_members
from motcua.measure.service_index.queries.own import FACTS, OwnScore, own_score, own_scores
from motcua.measure.service_index.queries.published import (
    PublishedUnit,
    SideBySide,
    published_file,
    published_files,
    published_score,
    published_units,
    side_by_side,
)
from motcua.measure.service_index.queries.scales import ALL_SCALES, NoScale, scale, scale_for, scales

__all__ = [
    "ALL_SCALES",
    "FACTS",
    "FileUnit",
    "IndexMember",
    "NoScale",
    "OwnScore",
    "PublishedUnit",
    "ReadFile",
    "Side",
    "SideBySide",
    "index_members",
    "own_score",
    "own_scores",
    "published_file",
    "published_files",
    "published_score",
    "published_units",
    "read_file",
    "scale",
    "scale_for",
    "scales",
    "score_rows",
    "side_by_side",
]
