"""The WSGI entry. A worker whose server process died ends itself instead of serving on."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.core.pagecache import KeptPages
from portal.core.parent_watch import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")

end_with_parent()
application = KeptPages(get_wsgi_application())
# What is loaded stays until the end: no search for cycles need go through it at every turn.
gc.collect()
gc.freeze()
