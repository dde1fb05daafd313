"""The full-text side of the index: FTS5 with triggers on SQLite, a generated column on PostgreSQL."""

from django.db import migrations

COLUMNS = "title_exact, title_terms, body_exact, body_terms, folded"
OLD = ", ".join(f"old.{name.strip()}" for name in COLUMNS.split(","))
NEW = ", ".join(f"new.{name.strip()}" for name in COLUMNS.split(","))

SQLITE = [
    f"""CREATE VIRTUAL TABLE search_fulltext USING fts5(
        {COLUMNS}, content='search_indexedentry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0")""",
    f"""CREATE TRIGGER search_fulltext_added AFTER INSERT ON search_indexedentry BEGIN
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.id, {NEW}); END""",
    f"""CREATE TRIGGER search_fulltext_removed AFTER DELETE ON search_indexedentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
        VALUES ('delete', old.id, {OLD}); END""",
    f"""CREATE TRIGGER search_fulltext_changed AFTER UPDATE ON search_indexedentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, {COLUMNS})
        VALUES ('delete', old.id, {OLD});
        INSERT INTO search_fulltext(rowid, {COLUMNS}) VALUES (new.id, {NEW}); END""",
]
POSTGRES = [
    """ALTER TABLE search_indexedentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_exact || ' ' || title_terms), 'A') ||
        setweight(to_tsvector('simple', body_exact), 'B') ||
        setweight(to_tsvector('simple', body_terms), 'C') ||
        setweight(to_tsvector('simple', folded), 'D')) STORED""",
    "CREATE INDEX search_vector ON search_indexedentry USING gin (vector)",
]


def build(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
