"""Everything that changes around an issue beside its text: the PDF, and days of opening."""

from datetime import date, datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from magazine.issues import printing, selectors
from magazine.issues.models import ArticlePage, IssuePage, IssuePdf
from membership.subscriptions import services as subscriptions
from portal.core import clock, outbox, pagecache, pdf_words, shared_facts
from portal.core.pages import page_mark
from search import services as search

PDF_KIND = "issues.make_pdf"
#: Days back in which an opening is made good after the worker was down.
_CAUGHT_UP_DAYS = 31


def ask_for_pdf(*, issue_id: int, at: datetime) -> None:
    """Have the PDF of an issue made anew in the minute after next.

    Articles of an issue are often published one after another: all that is asked for within a
    minute is one effect.
    """
    due_at = at.replace(second=0, microsecond=0) + timedelta(seconds=90)
    outbox.enqueue(
        PDF_KIND, key=f"{issue_id}:{due_at:%Y%m%d%H%M}", due_at=due_at, issue_id=issue_id
    )


@outbox.handles(PDF_KIND, reaches_outside=True)
def make_pdf(*, issue_id: int) -> None:
    """Make the PDF from what is published now; nothing where the issue is gone. Repeatable."""
    issue = IssuePage.objects.live().filter(pk=issue_id).first()
    if issue is None:
        return
    content = printing.render(issue)
    keep_pdf(issue_id=issue.pk, name=printing.file_name(issue), content=content, at=clock.now())


@transaction.atomic
def keep_pdf(*, issue_id: int, name: str, content: bytes, at: datetime) -> IssuePdf:
    """Put a new PDF in the place of the former one, whose file goes after the commit."""
    pdf = IssuePdf.objects.select_for_update().filter(issue_id=issue_id).first()
    pdf = pdf or IssuePdf(issue_id=issue_id)
    storage, former = pdf.file.storage, pdf.file.name
    pdf.made_at = at
    pdf.pages = list(pdf_words.pages_of(content))
    pdf.file.save(name, ContentFile(content), save=False)
    pdf.save()
    if former:
        transaction.on_commit(lambda: storage.delete(former))
    search.put_page(pdf.issue)
    transaction.on_commit(lambda: pagecache.forget(page_mark(issue_id)))
    return pdf


@transaction.atomic
def reprint(*, issue: IssuePage, at: datetime) -> None:
    """What stands in the issue has changed: search forgets the printed words until the new PDF."""
    IssuePdf.objects.filter(issue=issue).update(pages=[])
    search.put_page(issue)
    ask_for_pdf(issue_id=issue.pk, at=at)


def count_in_subscriptions(*, issue: IssuePage, at: datetime) -> None:
    """Tell subscriptions that an issue came out. Both languages of it are one; repeatable."""
    subscriptions.count_issue(
        key=f"{issue.year}-{issue.first_month:02}",
        published_on=issue.published_on,
        counts=issue.counts_as,
        at=at,
    )


def open_articles_of_the_day(today: date) -> None:
    """Let search find the whole text of articles that have opened. Repeatable."""
    since = today - timedelta(days=_CAUGHT_UP_DAYS)
    opened = ArticlePage.objects.live().filter(
        access=ArticlePage.Access.OPEN_FROM, opens_on__range=(since, today)
    )
    for article in opened:
        search.put_page(article)
    for issue in {selectors.issue_of(article) for article in opened}:
        search.put_page(issue)  # its PDF may have opened with its last article
    if opened:
        pagecache.forget_all()


@transaction.atomic
def share_place(*, article: ArticlePage) -> None:
    """All languages of an article tell of the same place: what is published holds for its twins.

    A twin that appears for the first time without one takes the place that the others have.
    """
    twins = article.get_translations()
    if article.territory_id is None and article.first_published_at == article.last_published_at:
        told = twins.exclude(territory=None).first()
        if told is None:
            return
        article = told
    changed = shared_facts.write_on_twins(article, ["territory"])
    for twin in ArticlePage.objects.live().filter(pk__in=changed):
        search.put_page(twin)
        marks = twin.touched_marks()
        transaction.on_commit(partial(pagecache.forget, *marks))
