"""Officials' pages of the index: the whole, one metric with what stands behind it, the published figures."""

from motcua.measure.service_index.desk.comparing import side_by_side
from motcua.measure.service_index.desk.metric import metric
from motcua.measure.service_index.desk.overview import overview
from motcua.measure.service_index.desk.published import original, published, report

__all__ = ["metric", "original", "overview", "published", "report", "side_by_side"]
