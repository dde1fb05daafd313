"""Refusals of campaigns, named by what happened."""


class CampaignClosed(Exception):
    """The campaign has its result: nobody is added and nothing is noted any more."""


class CampaignNotBegun(Exception):
    """The first day of the campaign is still to come."""


class CampaignHasRecipients(Exception):
    """Way and service decide who may be a recipient; with recipients they stay as they are."""


class NoLongerToBeContacted(Exception):
    """The recipient may not be contacted any more: nobody has reached her."""
