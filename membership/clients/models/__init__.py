"""The client base: cards, contacts, consents, offices, the timeline, and who looked at what."""

from membership.clients.models.answers import SelfDescription as SelfDescription
from membership.clients.models.care import AccessTrace as AccessTrace
from membership.clients.models.care import DuplicateSuspicion as DuplicateSuspicion
from membership.clients.models.care import Note as Note
from membership.clients.models.consents import Consent as Consent
from membership.clients.models.invitations import Invitation as Invitation
from membership.clients.models.invitations import SignupList as SignupList
from membership.clients.models.merges import MatchKey as MatchKey
from membership.clients.models.merges import Merge as Merge
from membership.clients.models.offices import Office as Office
from membership.clients.models.offices import OfficeNorm as OfficeNorm
from membership.clients.models.people import Client as Client
from membership.clients.models.people import ClientTag as ClientTag
from membership.clients.models.people import Contact as Contact
from membership.clients.models.people import TaggedClient as TaggedClient
from membership.clients.models.segments import Segment as Segment
from membership.clients.models.sheets import SheetExport as SheetExport
from membership.clients.models.sheets import SheetImport as SheetImport
from membership.clients.models.sheets import SheetLine as SheetLine
from membership.clients.models.standing import Standing as Standing
from membership.clients.models.standing import Tally as Tally
from membership.clients.models.tasks import Task as Task
from membership.clients.models.timeline import TimelineEntry as TimelineEntry
from membership.clients.models.visits import EventVisit as EventVisit
