"""What the magazine puts on pages of the portal."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from magazine.issues import selectors
from portal.core import clock, feeds, skeletons, slots
from portal.core.navigation import reading_language
from portal.topics.counts import counts

counts.add("issues.articles", selectors.count_by_topic)
feeds.sections.add("magazine", selectors.latest_articles)


@skeletons.places.named("article.sign_in")
def sign_in_to_read(request: HttpRequest | None, page: Any) -> str:
    """Under what is closed, for those who are not signed in."""
    if request is not None and request.user.is_authenticated:
        return ""
    return render_to_string("issues/sign_in.html", {"page": page})


@slots.fill("home.issue")
def current_issue(context: dict[str, Any]) -> str:
    """The current issue with its contents."""
    language = reading_language(context["page"].locale.language_code)
    issue = selectors.current_issue(language)
    if issue is None:
        return ""
    rubrics = selectors.contents(issue, today=clock.today())
    return render_to_string(
        "issues/home_issue.html", {"issue": issue, "rubrics": rubrics, "language": language}
    )


@slots.fill("topic.sections", order=40)
def articles_of_topic(context: dict[str, Any]) -> str:
    """The newest articles on the topic of the page."""
    page = context["page"]
    language = reading_language(page.locale.language_code)
    lines = selectors.lines_on(page.topic_id, language, today=clock.today())
    if not lines:
        return ""
    return render_to_string("issues/topic_articles.html", {"lines": lines, "language": language})
