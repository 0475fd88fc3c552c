"""Writes of connected handling: plan, send, follow, recall, go on without."""

from motcua.operate.linking.services.following import follow, watch
from motcua.operate.linking.services.groups import begin_filing, define_group, end_group, put_in_force, sent
from motcua.operate.linking.services.planning import plan, recall, resend, waive

__all__ = [
    "begin_filing",
    "define_group",
    "end_group",
    "follow",
    "plan",
    "put_in_force",
    "recall",
    "resend",
    "sent",
    "waive",
    "watch",
]
