"""Spreadsheets: any encoding read, hostile files answered clearly, no formula ever written."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from portal.core import sheets
from portal.core.sheets import SheetUnreadable

TABLE = [["Аты", "Телефон"], ["Өмүрбек уулу Үсөн", "0555123456"]]


def xlsx(rows, merge=""):
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(target)
    return target


def csv(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))


def code_of(file):
    with pytest.raises(SheetUnreadable) as refusal:
        list(sheets.rows(file))
    return refusal.value.code


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_in_any_of_its_ways(separator, encoding):
    text = "\r\n".join(separator.join(row) for row in TABLE)

    assert list(sheets.rows(csv(text, encoding))) == TABLE


@pytest.mark.parametrize(
    "encoding", ["cp1251", "cp866", "koi8-r", "koi8-u", "iso8859-5", "mac-cyrillic"]
)
@pytest.mark.parametrize(
    "text",
    [
        "Фамилия;Имя\r\nАсанова;Назгуль\r\n",
        "ФАМИЛИЯ;ИМЯ\r\nАСАНОВА;НАЗГУЛЬ\r\nЖУМАБЕКОВ;ЭРКИН\r\n",
        "no;name;phone\r\n1;Токтогулов Бакыт Жолдошович;0555123456\r\n",
        "ФИО;Тел.;Должность\r\n" + "Щукина Юлия;0555123456;съезд ёлок\r\n" * 5,
    ],
)
def test_old_encodings_are_told_by_their_letters(encoding, text):
    rows = [line.split(";") for line in text.split("\r\n") if line]

    assert list(sheets.rows(csv(text, encoding))) == rows


@pytest.mark.parametrize("heading", ["№", "Эл. почта", "Аты", "ЖШЧК", "Район/шаар", "Улгайган"])
def test_a_single_cyrillic_heading_saved_by_windows_is_read(heading):
    assert next(sheets.rows(csv(f"name;{heading}\nAsan;1\n", "cp1251"))) == ["name", heading]


@pytest.mark.parametrize(
    "content",
    [
        "ad;telefon\nÇolpon Gülnara;0555\nÖskön Ayşe;0556\n".encode("cp1254"),
        "名前;電話\n田中花子;0555\n".encode("shift-jis"),
        bytes(range(0x80, 0x100)) + b";name\nAsan;1\n",
        b"name\n" + "Чүй".encode("cp1251", errors="replace")[:1] + b"\n",
    ],
)
def test_letters_that_no_encoding_makes_sense_of_are_refused_and_never_shown_wrong(content):
    assert code_of(io.BytesIO(content)) == "encoding"


def test_a_byte_that_is_no_letter_deep_in_a_file_says_that_it_is_the_encoding():
    content = "ФИО\n".encode("cp1251") + "Асанова Айгуль\n".encode("cp1251") * 5000 + b"\x98\n"

    assert code_of(io.BytesIO(content)) == "encoding"


def test_numbers_and_days_are_read_as_they_are_typed():
    import datetime

    file = xlsx([[555123456, 1.5, datetime.datetime(2026, 3, 1), None, True]])

    assert next(sheets.rows(file)) == ["555123456", "1.5", "2026-03-01", "", "True"]


def test_a_formula_is_never_computed():
    assert next(sheets.rows(xlsx([["=1+1", "Асан"]])))[1] == "Асан"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old_excel"),
        (b"PK\x03\x04" + b"x" * 99, "not_a_sheet"),
        (b"name;phone\nA\x00san;1\n", "not_a_sheet"),
        (b"a;" * 80 + b"a\n" + b"b;" * 80 + b"b", "too_many_columns"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_reason(content, code):
    assert code_of(io.BytesIO(content)) == code


def test_a_document_that_is_no_sheet_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert code_of(target) == "not_a_sheet"


@pytest.mark.parametrize(
    ("part", "mark", "grown", "code"),
    [
        ("worksheets/sheet1.xml", b"</row>", b"<c/>" * 300_000, "bomb"),
        ("worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 200_001, "too_many_rows"),
        ("sharedStrings.xml", b"</sst>", b"<si/>" * 1_000_100, "bomb"),
        ("styles.xml", b"</cellXfs>", b"<xf/>" * 220_000, "bomb"),
    ],
)
def test_what_grows_in_the_memory_is_refused_before_it_is_read(part, mark, grown, code):
    small, big = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(small) as book:
        book.add_worksheet().write_row(0, 0, TABLE[0])
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(mark, grown + mark, 1) if part in name else text)

    with pytest.raises(SheetUnreadable) as refusal:
        next(sheets.rows(big))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('Аты;Жер\nАйгүл;"Нарын\nБакыт;Ош\n', "quotes 2"),
        ('Аты;Жер;Тел\n"Айгүл;Нарын;1\nБакыт;Ош;2\n"Бек";Талас;3\n', "quotes 2"),
        ("Аты;Жер\nАйгүл;Нарын\nБакыт;" + "о" * 140_000, "cell_too_long 3"),
    ],
)
def test_a_mark_that_is_not_closed_swallows_nothing_and_its_line_is_told(text, told):
    closed = 'Аты;Жер\nАйгүл;"Нарын\nшаары; борбор"\n'

    with pytest.raises(SheetUnreadable) as refusal:
        list(sheets.rows(csv(text)))
    assert str(refusal.value) == told
    assert list(sheets.rows(csv(closed)))[1] == ["Айгүл", "Нарын\nшаары; борбор"]


def test_a_look_at_the_head_leaves_the_file_open():
    file = csv("Аты\n" * 30)

    (head,) = sheets.heads(file, at_most=3)

    assert len(head) == 3
    assert sum(1 for _row in sheets.rows(file)) == 30


def test_a_zip_bomb_is_not_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _number in range(401):
                part.write(b"0" * 1024 * 1024)

    assert code_of(target) == "bomb"


def test_the_limits_on_bytes_and_rows_hold(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    assert code_of(csv("Аты;Телефон\n")) == "too_large"
    monkeypatch.undo()

    with pytest.raises(SheetUnreadable):
        list(sheets.rows(csv("a;b\n" * 4), at_most=3))


def test_merged_cells_are_seen():
    assert sheets.has_merged_cells(xlsx(TABLE, merge="A1:B1"))
    assert not sheets.has_merged_cells(xlsx(TABLE))


HOSTILE = ["=1+1", "+996555123456", "-1", "@SUM(A1)", "\t=1", "жөн текст"]


def test_nothing_written_is_a_formula():
    book, plain = io.BytesIO(), io.BytesIO()
    sheets.write_xlsx(book, ["a"] * 6, [HOSTILE])
    sheets.write_csv(plain, ["a"] * 6, [HOSTILE])

    cells = load_workbook(io.BytesIO(book.getvalue())).active[2]
    assert {cell.data_type for cell in cells} == {"s"}
    line = plain.getvalue().decode("utf-8-sig").splitlines()[1]
    assert all(not cell.strip('"').startswith(tuple("=+-@\t")) for cell in line.split(";"))


def test_what_is_written_is_read_again():
    for write in (sheets.write_xlsx, sheets.write_csv):
        target = io.BytesIO()
        assert write(target, TABLE[0], [["=1+1", "+996555123456"]]) == 1

        assert list(sheets.rows(target)) == [TABLE[0], ["=1+1", "+996555123456"]]
