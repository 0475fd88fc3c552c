"""Writes of connected handling: plan, send, follow, recall, go on without."""

from motcua.operate.linking.services.following import follow, watch
from motcua.operate.linking.services.planning import plan, recall, resend, waive

__all__ = ["follow", "plan", "recall", "resend", "waive", "watch"]
