"""The client base: cards, contacts, consents, offices, the timeline, and who looked at what."""

from membership.clients.models.care import AccessTrace as AccessTrace
from membership.clients.models.care import DuplicateSuspicion as DuplicateSuspicion
from membership.clients.models.care import Note as Note
from membership.clients.models.consents import Consent as Consent
from membership.clients.models.offices import Office as Office
from membership.clients.models.people import Client as Client
from membership.clients.models.people import ClientTag as ClientTag
from membership.clients.models.people import Contact as Contact
from membership.clients.models.people import TaggedClient as TaggedClient
from membership.clients.models.segments import Segment as Segment
from membership.clients.models.standing import Standing as Standing
from membership.clients.models.standing import Tally as Tally
from membership.clients.models.timeline import TimelineEntry as TimelineEntry
from membership.clients.models.visits import EventVisit as EventVisit
