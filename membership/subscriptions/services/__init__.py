"""Every change to orders, terms, seats and quotas."""

from membership.subscriptions.services.automatic import BY_PAYER as BY_PAYER
from membership.subscriptions.services.automatic import CONSENT_GONE as CONSENT_GONE
from membership.subscriptions.services.automatic import agree_to_renew as agree_to_renew
from membership.subscriptions.services.automatic import follow_new_term as follow_new_term
from membership.subscriptions.services.automatic import go_on_with_card as go_on_with_card
from membership.subscriptions.services.automatic import renew_by_card as renew_by_card
from membership.subscriptions.services.automatic import stop_renewing as stop_renewing
from membership.subscriptions.services.automatic import (
    stop_without_consent as stop_without_consent,
)
from membership.subscriptions.services.automatic import take_refusal as take_refusal
from membership.subscriptions.services.cancelling import cancel_paid as cancel_paid
from membership.subscriptions.services.changing import ask_change as ask_change
from membership.subscriptions.services.changing import drop_change_of as drop_change_of
from membership.subscriptions.services.changing import make_change_of as make_change_of
from membership.subscriptions.services.handing_over import take_over as take_over
from membership.subscriptions.services.issues_out import count_issue as count_issue
from membership.subscriptions.services.issues_out import covering_month as covering_month
from membership.subscriptions.services.issues_out import pause_post as pause_post
from membership.subscriptions.services.issues_out import skip_issue as skip_issue
from membership.subscriptions.services.issues_out import take_back_pause as take_back_pause
from membership.subscriptions.services.issues_out import take_back_skip as take_back_skip
from membership.subscriptions.services.orders import Entered as Entered
from membership.subscriptions.services.orders import PostTo as PostTo
from membership.subscriptions.services.orders import Wanted as Wanted
from membership.subscriptions.services.orders import cancel_draft as cancel_draft
from membership.subscriptions.services.orders import cancel_order_of as cancel_order_of
from membership.subscriptions.services.orders import issue_invoice_for as issue_invoice_for
from membership.subscriptions.services.orders import place_order as place_order
from membership.subscriptions.services.orders import place_orders as place_orders
from membership.subscriptions.services.renewals import choose_next_plan as choose_next_plan
from membership.subscriptions.services.renewals import remind_of_ends as remind_of_ends
from membership.subscriptions.services.renewals import renew as renew
from membership.subscriptions.services.seats import end_seat as end_seat
from membership.subscriptions.services.seats import give_seat as give_seat
from membership.subscriptions.services.seats import take_seat as take_seat
from membership.subscriptions.services.several import Share as Share
from membership.subscriptions.services.several import place_for_bodies as place_for_bodies
from membership.subscriptions.services.terms import cancel_term as cancel_term
from membership.subscriptions.services.terms import give_from_quota as give_from_quota
from membership.subscriptions.services.terms import grant_term as grant_term
from membership.subscriptions.services.terms import open_terms as open_terms
from membership.subscriptions.services.terms import suspend_terms as suspend_terms
