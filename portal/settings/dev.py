"""For building: ``manage.py runserver --settings portal.settings.dev`` with Django's error pages."""

from portal.settings.demo import *

DEBUG = True
