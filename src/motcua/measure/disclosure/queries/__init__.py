"""Reads of what is published: an edition with its protected tables, as rows of open data, in words."""

from motcua.measure.disclosure.queries.datasets import DATASETS, Dataset, dataset_rows
from motcua.measure.disclosure.queries.published import Published, newest, published

__all__ = ["DATASETS", "Dataset", "Published", "dataset_rows", "newest", "published"]
