"""Where campaigns stand in the admin."""

from django.urls import reverse


def campaign_url(campaign_id: int) -> str:
    """The page of a campaign."""
    return reverse("campaigns:inspect", args=[campaign_id])
