"""What stands on the printed invoice."""

import io

import pypdfium2
import pytest

from membership.billing import papers
from membership.billing.words import sum_in_words
from membership.billing.words_ky import in_words
from portal.core import outbox
from portal.core.models import Letter
from tests.factories.membership import ClientFactory, InvoiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text_of(invoice, language):
    document = pypdfium2.PdfDocument(io.BytesIO(papers.render(invoice, language)))
    return document[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ky", "Төрт миң сегиз жүз сом 00 тыйын"),
        ("ru", "Четыре тысячи восемьсот сомов 00 тыйынов"),
    ],
)
def test_the_paper_names_parties_sum_and_number(language, words):
    invoice = InvoiceFactory(total_tyiyn=480_000)

    text = text_of(invoice, language)

    assert invoice.number in text
    assert invoice.snapshot["seller"][language]["bank"] in text
    assert invoice.buyer["name"] in text
    assert words in " ".join(text.split())


def test_what_a_payer_typed_is_printed_as_text():
    invoice = InvoiceFactory()
    invoice.snapshot["buyer"]["name"] = '#panic("x") *қалың* ]{"\\'

    assert '#panic("x")' in text_of(invoice, "ky")


def test_the_worker_mails_both_papers_once():
    invoice = InvoiceFactory(client=ClientFactory(email="aigul@example.kg"))
    papers.ask_for(invoice.pk)

    outbox.drain()
    papers.make_and_mail(invoice_id=invoice.pk)

    letter = Letter.objects.get(kind="invoice_issued")
    assert [paper["name"][-6:] for paper in letter.attachments] == ["ky.pdf", "ru.pdf"]
    assert invoice.papers.count() == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "нөл"),
        (1, "бир"),
        (10, "он"),
        (19, "он тогуз"),
        (20, "жыйырма"),
        (45, "кырк беш"),
        (100, "бир жүз"),
        (615, "алты жүз он беш"),
        (1000, "бир миң"),
        (4800, "төрт миң сегиз жүз"),
        (12_007, "он эки миң жети"),
        (250_360, "эки жүз элүү миң үч жүз алтымыш"),
        (1_000_001, "бир миллион бир"),
        (9_005_000_000, "тогуз миллиард беш миллион"),
    ],
)
def test_kyrgyz_numbers(number, words):
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, 10**15])
def test_no_words_for_what_nobody_pays(number):
    with pytest.raises(ValueError):
        in_words(number)


@pytest.mark.parametrize(
    ("tyiyn", "words"),
    [
        (100, "Один сом 00 тыйынов"),
        (2_02, "Два сома 02 тыйына"),
        (11_11, "Одиннадцать сомов 11 тыйынов"),
        (2_100, "Двадцать один сом 00 тыйынов"),
        (480_050, "Четыре тысячи восемьсот сомов 50 тыйынов"),
    ],
)
def test_russian_sums_agree_with_their_number(tyiyn, words):
    assert sum_in_words(tyiyn, "ru") == words
