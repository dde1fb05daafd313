"""Settings common to all ways of running; each topic has its own part."""

from portal.settings.parts.accounts import *
from portal.settings.parts.apps import *
from portal.settings.parts.database import *
from portal.settings.parts.i18n import *
from portal.settings.parts.mail import *
from portal.settings.parts.payments import *
from portal.settings.parts.search import *
from portal.settings.parts.security import *
from portal.settings.parts.tasks import *
from portal.settings.parts.wagtail import *
