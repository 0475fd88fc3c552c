"""Officials' pages of the registers: what is held, files brought in, figures declared."""

from motcua.measure.registers.desk.declaring import declare, evidence
from motcua.measure.registers.desk.files import original, refused, report
from motcua.measure.registers.desk.kinds import kind, overview, template

__all__ = ["declare", "evidence", "kind", "original", "overview", "refused", "report", "template"]
