"""Practices cite norms in their legal basis."""

from portal.norms.citing import Citations, citations
from portal.practices.models import LegalBasis

citations.add("practices", Citations(model=LegalBasis, page="practice", norm="cited"))
