"""Pages of officials: what the ratings say, and inviting an applicant to rate."""

from motcua.measure.satisfaction.desk.inviting import invite, slip, waiting
from motcua.measure.satisfaction.desk.reading import page

__all__ = ["invite", "page", "slip", "waiting"]
