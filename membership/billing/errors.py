"""Refusals of billing. Each is named after what happened."""


class BillingRefusal(Exception):
    """Anything billing declines to do."""


class SellerUnknown(BillingRefusal):
    """The publisher's bank details are not entered, so nobody could pay the invoice."""


class ReferenceReused(BillingRefusal):
    """A known payment reference came again with another invoice or another amount."""


class AmountNotPositive(BillingRefusal):
    """A payment, a line or a reversal must be above zero."""


class ReversalTooLarge(BillingRefusal):
    """More would be given back than has been paid."""


class InvoiceNotOpen(BillingRefusal):
    """The invoice is cancelled already."""


class InvoiceHasMoney(BillingRefusal):
    """Money has been counted against the invoice: reverse it before cancelling."""


class AlreadyAllocated(BillingRefusal):
    """This money has already been counted against an invoice."""


class WrongCurrency(BillingRefusal):
    """Money came in another currency than the invoice's; nothing is ever converted."""


class NoAccountInCurrency(BillingRefusal):
    """The publisher has no account on which money of this currency could arrive."""


class ReductionTooLarge(BillingRefusal):
    """More would be taken off than is left of the invoice."""


class NotPaidByCard(BillingRefusal):
    """Only what came from a card can be sent back to it."""


class NoCardKept(BillingRefusal):
    """The payer keeps no card at the provider that could be charged."""


class ChargeUnderWay(BillingRefusal):
    """The kept card of the payer is being charged for this invoice right now."""


class MoneyDisputed(BillingRefusal):
    """The payer's bank has taken the money of this invoice and has not decided about it yet."""


class EntryIsFinal(BillingRefusal):
    """An entry of the ledger is never changed or deleted, only put right by another one."""


class NothingPaidYet(BillingRefusal):
    """Only the rest of a part payment can be forgiven; an invoice nobody paid is cancelled."""


class ReasonMissing(BillingRefusal):
    """Nobody said why."""


class AlreadyReturned(BillingRefusal):
    """This money went back to its sender already."""


class MovedAtTheProvider(BillingRefusal):
    """Card money is given back by the provider and paid anew: here and there must agree."""
