"""What is sold, who ordered it, and the terms of access that came of it."""

from membership.subscriptions.models.changes import CountedIssue as CountedIssue
from membership.subscriptions.models.changes import PrintPause as PrintPause
from membership.subscriptions.models.changes import Prolongation as Prolongation
from membership.subscriptions.models.changes import Reminder as Reminder
from membership.subscriptions.models.changes import SkippedIssue as SkippedIssue
from membership.subscriptions.models.orders import Order as Order
from membership.subscriptions.models.orders import Recipient as Recipient
from membership.subscriptions.models.plan_changes import PlanChange as PlanChange
from membership.subscriptions.models.plan_changes import RefundRule as RefundRule
from membership.subscriptions.models.plans import COPIES_AT_MOST as COPIES_AT_MOST
from membership.subscriptions.models.plans import Currency as Currency
from membership.subscriptions.models.plans import ForWhom as ForWhom
from membership.subscriptions.models.plans import Opens as Opens
from membership.subscriptions.models.plans import Plan as Plan
from membership.subscriptions.models.quotas import SponsorQuota as SponsorQuota
from membership.subscriptions.models.renewals import AutoRenewal as AutoRenewal
from membership.subscriptions.models.seats import Seat as Seat
from membership.subscriptions.models.terms import ENDING_DAYS as ENDING_DAYS
from membership.subscriptions.models.terms import GRACE_DAYS as GRACE_DAYS
from membership.subscriptions.models.terms import Term as Term
