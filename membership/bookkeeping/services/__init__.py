"""Every paper that is made, and what comes back of it."""

from membership.bookkeeping.services.accounts import make_receipt as make_receipt
from membership.bookkeeping.services.accounts import make_reconciliation as make_reconciliation
from membership.bookkeeping.services.acts import make_act as make_act
from membership.bookkeeping.services.acts import make_act_of_issues as make_act_of_issues
from membership.bookkeeping.services.acts import stretches_without_act as stretches_without_act
from membership.bookkeeping.services.contracts import correct_papers as correct_papers
from membership.bookkeeping.services.contracts import prepare_papers as prepare_papers
from membership.bookkeeping.services.contracts import save_details as save_details
from membership.bookkeeping.services.contracts import void_paper as void_paper
from membership.bookkeeping.services.making import details_of as details_of
from membership.bookkeeping.services.returned import keep_signed as keep_signed
from membership.bookkeeping.services.returned import note_state_invoice as note_state_invoice
