"""Jobs of the day."""

from magazine.issues import services
from portal.core import daily

daily.jobs.add("issues.open_articles", services.open_articles_of_the_day)
