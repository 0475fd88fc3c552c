"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Every address is imported now: otherwise the first visitor of each server process waits seconds for it.
get_resolver().url_patterns  # noqa: B018
# What is loaded now stays: the collector need not go through it again and again, nor begin after every 700 objects,
# which is less than one request makes.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
