"""Addresses of the screens that combine the operate modules: those of people and those of officials."""

from motcua.operate.journeys.desk import urlpatterns as desk_patterns
from motcua.operate.journeys.portal import urlpatterns as portal_patterns

app_name = "journeys"
urlpatterns = [*portal_patterns, *desk_patterns]
