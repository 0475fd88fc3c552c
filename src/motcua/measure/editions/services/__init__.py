"""Writes of editions: closing a period, stating it again."""

from motcua.measure.editions.services.closing import Refusal, close, restate

__all__ = ["Refusal", "close", "restate"]
