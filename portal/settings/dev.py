"""For building: ``runserver`` with Django's error pages."""

from portal.settings.demo import *

DEBUG = True
