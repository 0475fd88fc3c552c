"""Writes of satisfaction: giving out a rating link, rating with it."""

from motcua.measure.satisfaction.services.linking import EXPIRED, FORGED, holds, invite, rate

__all__ = ["EXPIRED", "FORGED", "holds", "invite", "rate"]
