"""Files of banks: read strictly, refused with the place and the reason."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from membership.bank.errors import FileRefused
from membership.bank.formats import reading

OURS, THEIRS = "0000000000000000", "1290000000000001"


def one_c(*documents, head=()):
    parts = ["1CClientBankExchange", "ВерсияФормата=1.03", f"РасчСчет={OURS}", *head]
    for facts in documents:
        known = {
            "Номер": "4471",
            "Дата": "03.03.2026",
            "Сумма": "4800.00",
            "ПлательщикСчет": THEIRS,
            "Плательщик": "ИНН 01234567890123 Кара-Суу АО",
            "ПлательщикИНН": "01234567890123",
            "ПолучательСчет": OURS,
            "ДатаПоступило": "03.03.2026",
            "НазначениеПлатежа": "Оплата по счету 2026-00012",
            **facts,
        }
        parts.append("СекцияДокумент=Платежное поручение")
        parts += [f"{name}={value}" for name, value in known.items()]
        parts.append("КонецДокумента")
    return "\r\n".join([*parts, "КонецФайла"]).encode("cp1251")


def camt(amount="4800.00", currency="KGS", head=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>{OURS}</Id></Othr></Id></Acct>
<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<BookgDt><Dt>2026-03-03</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>4471</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>АО</Nm><Id><OrgId><Othr><Id>01234567890123</Id></Othr></OrgId></Id>
</Pty></Dbtr><DbtrAcct><Id><Othr><Id>{THEIRS}</Id></Othr></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>Оплата по счету 2026-00012</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>""".encode()


MT940 = f""":20:STMT
:25:{OURS}
:28C:1/1
:60F:C260301KGS1000,00
:61:2603030303C4800,00NTRF4471//B1
:86:/NAME/Kara-Suu AO/REMI/Schet 2026-00012 INN 01234567890123
:62F:C260303KGS5800,00
-""".encode()


def mt940(*payments):
    return "\n".join([":20:STMT", f":25:{OURS}", ":60F:C260301KGS1000,00", *payments, "-"]).encode()


def next_day(statement):
    """The same statement of the day after, with another opening balance."""
    moved = statement.replace(b"1000,00", b"7000,00").replace(b"KGS5800,00", b"KGS11800,00")
    return moved.replace(b"2603030303", b"2603040304")


def camt_of(*statements):
    head, rest = camt().split(b"<Stmt>")
    foot = rest.split(b"</Stmt>")[1]
    return b"<Stmt>".join([head, *(f"{one}</Stmt>".encode() for one in statements)]) + foot


def camt_statement(day, opening, closing, account=OURS):
    body = camt().decode().split("<Stmt>")[1].split("</Stmt>")[0]
    stands = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='KGS'>{sum_of}</Amt>"
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        for code, sum_of in (("OPBD", opening), ("CLBD", closing))
    )
    moved = body.replace("2026-03-03", day).replace(OURS, account)
    return moved.replace("<Ntry>", f"{stands}<Ntry>")


CSV = """Выписка по счету
Дата;Номер документа;Контрагент;ИНН;Дебет;Кредит;Назначение платежа
03.03.2026;4471;Кара-Суу АО;01234567890123;;4 800,00;Оплата по счету 2026-00012
""".encode("cp1251")


def xlsx(amount=4800.0):
    book = Workbook()
    book.active.append(["Дата операции", "Сумма", "Плательщик", "ИНН", "Назначение"])
    book.active.append([date(2026, 3, 3), amount, "АО", "01234567890123", "счет 2026-00012"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (one_c({}), "1c"),
        (MT940, "mt940"),
        (camt(), "camt053"),
        (CSV, "csv"),
        (xlsx(), "xlsx"),
    ],
    ids=["1c", "mt940", "camt053", "csv", "xlsx"],
)
def test_every_format_gives_the_same_line(content, form):
    sheet = reading.read(content)

    (row,) = sheet.rows
    assert sheet.format == form
    assert (row.booked_on, row.tyiyn, row.other_inn) == (
        date(2026, 3, 3),
        480_000,
        "01234567890123",
    )
    assert "2026-00012" in row.purpose


def test_money_that_went_out_is_below_zero():
    out = {"ПлательщикСчет": OURS, "ПолучательСчет": THEIRS, "ДатаПоступило": ""}

    assert reading.read(one_c({**out, "ДатаСписано": "03.03.2026"})).rows[0].tyiyn == -480_000


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"Сумма": "0.00"}, "zero"),
        ({"Сумма": "-4800.00"}, "negative"),
        ({"Сумма": ""}, "no_amount"),
        ({"Сумма": "4.800"}, "bad_amount"),
        ({"Сумма": "4,800"}, "bad_amount"),
        ({"Сумма": "48OO.00"}, "bad_amount"),
        ({"Сумма": "1e5"}, "bad_amount"),
        ({"Сумма": "4800.005"}, "bad_amount"),
        ({"Валюта": "USD"}, "currency"),
        ({"ДатаПоступило": "", "Дата": ""}, "no_date"),
        ({"ДатаПоступило": "31.02.2026"}, "bad_date"),
        ({"ДатаПоступило": "03.03.0226"}, "bad_date"),
        ({"ПолучательСчет": THEIRS, "ДатаПоступило": ""}, "no_side"),
    ],
)
def test_what_leaves_a_doubt_is_refused_and_never_guessed(facts, code):
    sheet = reading.read(one_c(facts, {}))

    (refused,) = sheet.refused
    assert refused.code == code
    assert refused.place == 4
    assert len(sheet.rows) == 1


@pytest.mark.parametrize("amount", ["4 800,00", "4800", "4800,5", "4,800.00", "4.800,00"])
def test_sums_that_can_be_read_in_one_way_are_read(amount):
    assert reading.read(one_c({"Сумма": amount})).rows[0].tyiyn in {480_000, 480_050}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"hello", "unknown"),
        (b"\x00\x01;", "unknown"),
        (b"\x98;\x98", "encoding"),
        (b"a;b;c\n1;2;3", "columns"),
        (b"PK\x03\x04 not a book", "broken"),
        (b"<xml", "broken"),
        (b"<a/>", "unknown"),
        (one_c({})[:-40], "broken"),
        (one_c({}).removesuffix("КонецФайла".encode("cp1251")), "broken"),
        (one_c(), "no_lines"),
        (MT940.replace(b"5800,00", b"9800,00"), "balance"),
        (one_c({}) + b"x" * 11_000_000, "too_large"),
    ],
)
def test_a_file_that_is_no_statement_says_why(content, code):
    with pytest.raises(FileRefused) as refusal:
        reading.read(content)

    assert (
        refusal.value.code in {code, "no_lines"} if code == "broken" else refusal.value.code == code
    )


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_an_xml_that_defines_entities_is_refused(head):
    with pytest.raises(FileRefused):
        reading.read(camt(head=head))


def test_a_foreign_currency_in_xml_is_refused_by_line():
    assert reading.read(camt(currency="USD")).refused[0].code == "currency"


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        ("<Sts>PDNG</Sts>", "not_booked"),
        ("<Sts><Cd>PDNG</Cd></Sts>", "not_booked"),
        ("<RvslInd>true</RvslInd>", "reversal"),
    ],
)
def test_an_entry_that_is_not_booked_or_is_taken_back_is_refused_by_line(standing, code):
    sheet = reading.read(camt().replace(b"<BookgDt>", f"{standing}<BookgDt>".encode()))

    assert ([one.code for one in sheet.refused], sheet.rows) == ([code], [])


def test_a_foreign_entry_is_no_som_whatever_its_parts_say():
    part = b'<TxDtls><Amt Ccy="KGS">4800.00</Amt>'
    sheet = reading.read(camt(currency="USD").replace(b"<TxDtls>", part))

    assert ([one.code for one in sheet.refused], sheet.rows) == (["currency"], [])


def test_unusual_headings_are_mapped():
    table = "Когда;Сколько;Зачем\n03.03.2026;100,00;счет 2026-00012\n".encode()

    with pytest.raises(FileRefused):
        reading.read(table)
    mapping = {"date": "Когда", "amount": "Сколько", "purpose": "Зачем"}
    assert reading.read(table, mapping).rows[0].tyiyn == 10_000


def test_two_lines_alike_are_two_payments_and_known_again():
    twice = reading.read(one_c({}, {}))

    assert len({row.checksum for row in twice.rows}) == 2
    assert reading.read(one_c({})).rows[0].checksum == twice.rows[0].checksum


@pytest.mark.parametrize(
    ("written", "tyiyn"),
    [
        ("C4800,", 480_000),
        ("C4800,5", 480_050),
        ("C100,00", 10_000),
        ("D4800,", -480_000),
        ("RC4800,50", -480_050),
        ("RD4800,50", 480_050),
    ],
)
def test_mt940_sums_keep_their_zeros_and_reversals_their_direction(written, tyiyn):
    (row,) = reading.read(mt940(f":61:2603030303{written}NTRFNONREF//1")).rows

    assert row.tyiyn == tyiyn


@pytest.mark.parametrize(
    ("garbled", "code"),
    [
        (":61:2603030303C48x00,00NTRF1//1", "broken"),
        (":61:garbage", "broken"),
        (":61:2613450303C100,00NTRF1//1", "bad_date"),
    ],
)
def test_a_garbled_mt940_payment_is_named_and_its_text_goes_to_nobody(garbled, code):
    good = ":61:2603030303C100,00NTRF2//2"
    sheet = reading.read(mt940(good, ":86:first", garbled, ":86:lost", good, ":86:last"))

    assert [(one.place, one.code) for one in sheet.refused] == [(6, code)]
    assert [(row.place, row.purpose) for row in sheet.rows] == [(4, "first"), (8, "last")]


def table(*rows):
    return "\n".join(rows).encode()


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Дата;Сумма, USD;Назначение", "foreign"),
        ("Дата;Сумма в евро;Назначение", "foreign"),
        ("Дата;Сумма комиссии;Назначение", "columns"),
        ("Дата;Кредит счет;Назначение", "columns"),
    ],
)
def test_a_column_that_may_hold_something_else_is_not_taken_for_the_sum(heading, code):
    with pytest.raises(FileRefused) as refusal:
        reading.read(table(heading, "03.03.2026;100,00;счет 2026-00012"))

    assert refusal.value.code == code


def test_no_mapping_makes_foreign_money_som():
    with pytest.raises(FileRefused) as refusal:
        reading.read(
            table("Дата;Сумма, USD;Назначение", "03.03.2026;100,00;журнал"),
            {"amount": "Сумма, USD"},
        )

    assert (refusal.value.code, refusal.value.place) == ("foreign", 1)


def test_the_exact_heading_comes_before_those_that_begin_with_it():
    (row,) = reading.read(
        table(
            "Дата;Остаток;Сумма операции;Сумма комиссии;Сумма;Назначение",
            "03.03.2026;1,00;2,00;5,00;4800,00;журнал",
        )
    ).rows

    assert row.tyiyn == 480_000


@pytest.mark.parametrize(
    ("heading", "came", "went"),
    [("Дт/Кт", "Кт", "Дт"), ("Тип операции", "Приход", "Расход"), ("Дебет/Кредит", "К", "Д")],
)
def test_a_column_of_directions_says_which_way_the_money_went(heading, came, went):
    sheet = reading.read(
        table(
            f"Дата;Сумма;{heading};Назначение",
            *(f"03.03.2026;100,00;{side};журнал" for side in (came, went, "?")),
        )
    )

    assert [row.tyiyn for row in sheet.rows] == [10_000, -10_000]
    assert [(one.place, one.code) for one in sheet.refused] == [(4, "no_side")]


@pytest.mark.parametrize("encoding", ["cp866", "utf-16"])
def test_the_exchange_of_1c_is_read_in_every_encoding_it_names(encoding):
    text = one_c({}, head=["Кодировка=DOS"]).decode("cp1251")

    (row,) = reading.read(text.encode(encoding)).rows

    assert row.purpose == "Оплата по счету 2026-00012"


@pytest.mark.parametrize(
    "purpose",
    [
        "Оплата\r\nпо счету 2026-00012",
        "Оплата\r\nНазначениеПлатежа1=Оплата\r\nНазначениеПлатежа2=по счету 2026-00012",
    ],
)
def test_a_purpose_on_several_lines_of_1c_is_read_whole(purpose):
    (row,) = reading.read(one_c({"НазначениеПлатежа": purpose})).rows

    assert row.purpose == "Оплата по счету 2026-00012"


TWO_DAYS = {
    "mt940": MT940 + b"\n" + next_day(MT940),
    "camt053": camt_of(
        camt_statement("2026-03-03", "1000.00", "5800.00"),
        camt_statement("2026-03-04", "7000.00", "11800.00"),
    ),
}


@pytest.mark.parametrize("content", TWO_DAYS.values(), ids=TWO_DAYS)
def test_statements_of_several_days_in_one_file_are_all_read(content):
    rows = reading.read(content).rows

    assert [(row.booked_on.day, row.tyiyn) for row in rows] == [(3, 480_000), (4, 480_000)]
    assert "2026-00012" in rows[1].purpose


@pytest.mark.parametrize("content", TWO_DAYS.values(), ids=TWO_DAYS)
def test_each_statement_of_a_file_has_to_add_up(content):
    wrong = content.replace(b"11800", b"11900")

    with pytest.raises(FileRefused) as refusal:
        reading.read(wrong)

    assert (refusal.value.code, wrong != content) == ("balance", True)


def test_statements_of_two_accounts_are_not_taken_for_one():
    with pytest.raises(FileRefused) as refusal:
        reading.read(MT940 + b"\n" + next_day(MT940).replace(OURS.encode(), THEIRS.encode()))

    assert refusal.value.code == "accounts"
