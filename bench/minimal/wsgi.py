"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.minimal.settings"
application = get_wsgi_application()
# The same housekeeping as in config/wsgi.py, so that the two differ only in what a request does.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
