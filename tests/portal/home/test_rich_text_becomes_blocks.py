"""What stood in one field of rich text stands in blocks after the migration, and back."""

from importlib import import_module

migration = import_module("portal.home.migrations.0004_blocks")

TEXT = '<p>Бир</p><h2 data-block-key="a">Аты <b>&amp;</b> жөнү</h2><p>Эки</p><h3>Үч</h3>'


def test_headings_and_what_stands_between_them_become_blocks():
    blocks = migration.blocks_of(TEXT)

    assert [(block["type"], block["value"]) for block in blocks] == [
        ("paragraph", "<p>Бир</p>"),
        ("heading", "Аты & жөнү"),
        ("paragraph", "<p>Эки</p><h3>Үч</h3>"),
    ]


def test_nothing_becomes_nothing():
    assert migration.blocks_of("") == migration.blocks_of(None) == []


def test_the_way_back_keeps_the_words():
    assert (
        migration.rich_text_of(migration.blocks_of(TEXT))
        == "<p>Бир</p><h2>Аты &amp; жөнү</h2><p>Эки</p><h3>Үч</h3>"
    )
