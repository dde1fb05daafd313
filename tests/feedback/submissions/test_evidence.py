"""Files are judged by what is in them."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from PIL import Image

from feedback.submissions import services
from feedback.submissions.errors import NotEditable, TooManyFiles
from feedback.submissions.models import EvidenceFile, Submission
from tests.factories.feedback import MONDAY, draft, paper, photo, sent

pytestmark = pytest.mark.django_db

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 500
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"


def _bomb():
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("сүрөт.jpg", PROGRAM),
        ("сүрөт.svg", DRAWING),
        ("сүрөт.png", DRAWING),
        ("токтом.pdf", PAGE),
        ("бош.jpg", b""),
        ("жарым.jpg", photo().read()[:40]),
        ("бомба.png", _bomb()),
        ("../../etc/passwd", PROGRAM),
        ("чоң.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 30 * 1024 * 1024),
    ],
    ids=["exe", "svg", "svg-as-png", "html-as-pdf", "empty", "cut", "bomb", "path", "30MB"],
)
def test_what_is_no_photo_and_no_pdf_is_refused_and_the_text_kept(name, content):
    begun = draft()
    browser = Browser()
    browser.force_login(begun.owner)

    answer = browser.post(
        reverse("submissions:sheet", args=[begun.pk, "proof"]),
        {
            "contact_name": "Бакыт Орозалиев",
            "files": [SimpleUploadedFile(name, content), paper()],
            "do": "upload",
        },
    )

    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert [kept.name for kept in EvidenceFile.objects.all()] == ["токтом.pdf"]
    assert Submission.objects.get().contact_name == "Бакыт Орозалиев"


def test_the_same_file_is_kept_once():
    begun = draft()

    for _ in range(2):
        services.add_evidence(submission_id=begun.pk, file=photo(), at=MONDAY)

    assert EvidenceFile.objects.count() == 1


def test_the_name_is_shown_and_never_a_path():
    begun = draft()

    kept = services.add_evidence(
        submission_id=begun.pk, file=photo(name="C:\\Users\\айгүл\\ка\u202eптаж.jpg"), at=MONDAY
    )

    assert "айгүл" not in kept.file.name
    assert kept.name.endswith("птаж.jpg")
    assert kept.file.name.endswith(".jpg")


def test_there_is_an_end_to_files(monkeypatch):
    monkeypatch.setattr("feedback.submissions.services.drafts.MOST_FILES", 1)
    begun = draft()
    services.add_evidence(submission_id=begun.pk, file=photo(), at=MONDAY)

    with pytest.raises(TooManyFiles):
        services.add_evidence(submission_id=begun.pk, file=paper(), at=MONDAY)


def test_in_review_no_file_comes_or_goes():
    submission = sent()

    with pytest.raises(NotEditable):
        services.add_evidence(submission_id=submission.pk, file=photo(), at=MONDAY)
    with pytest.raises(NotEditable):
        services.remove_evidence(submission_id=submission.pk, evidence_id=1)


def test_a_removed_file_leaves_the_storage(django_capture_on_commit_callbacks):
    begun = draft()
    kept = services.add_evidence(submission_id=begun.pk, file=photo(), at=MONDAY)
    storage, name = kept.file.storage, kept.file.name

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_evidence(submission_id=begun.pk, evidence_id=kept.pk)

    assert not storage.exists(name)


def test_broken_content_says_so():
    with pytest.raises(ValidationError):
        services.add_evidence(
            submission_id=draft().pk, file=SimpleUploadedFile("a.jpg", photo().read()[:40]),
            at=MONDAY,
        )  # fmt: skip
