"""The index starts anew with facets and pages of PDFs; it is filled by ``manage.py prepare``."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_full_text = import_module("search.migrations.0002_full_text")
POSTGRES = [
    # the marks between the parts keep a phrase from beginning in one and ending in the next
    """ALTER TABLE search_indexedentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_exact || ' partends ' || title_terms), 'A') ||
        setweight(to_tsvector('simple', 'partends ' || body_exact), 'B') ||
        setweight(to_tsvector('simple', 'partends ' || body_terms), 'C') ||
        setweight(to_tsvector('simple', 'partends ' || folded), 'D')) STORED""",
    # small enough to be read beside the row, to tell which of many hits have the words in the title
    """ALTER TABLE search_indexedentry ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', title_exact || ' partends ' || title_terms)) STORED""",
    "CREATE INDEX search_vector ON search_indexedentry USING gin (vector)",
]
REMOVE = {
    "sqlite": [
        "DROP TRIGGER search_fulltext_added",
        "DROP TRIGGER search_fulltext_removed",
        "DROP TRIGGER search_fulltext_changed",
        "DROP TABLE search_fulltext",
        "DELETE FROM search_indexedentry",
    ],
    "postgresql": ["DELETE FROM search_indexedentry"],
}
# the words of the index with the number of entries each stands in
WORDS = "CREATE VIRTUAL TABLE search_words USING fts5vocab(search_fulltext, col)"
BUILD = {"sqlite": [*_full_text.SQLITE, WORDS], "postgresql": POSTGRES}


def remove(apps, schema_editor):
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def build(apps, schema_editor):
    for statement in BUILD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ('search', '0003_synonyms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]
    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.DeleteModel("IndexedEntry"),
        migrations.CreateModel(
            name='AskedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('key', models.CharField(db_index=True, max_length=200)),
                ('locale', models.CharField(max_length=8)),
                ('hits', models.PositiveIntegerField()),
                ('filters', models.JSONField(default=dict)),
                ('category', models.CharField(blank=True, max_length=12)),
                ('opened_rank', models.PositiveSmallIntegerField(null=True)),
                ('asked_on', models.DateField(db_index=True)),
            ],
            options={
                'verbose_name': 'search that was made',
                'verbose_name_plural': 'searches that were made',
            },
        ),
        migrations.CreateModel(
            name='FacetCombination',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=32)),
                ('locale', models.CharField(max_length=8)),
                ('year', models.CharField(blank=True, max_length=4)),
                ('access', models.CharField(max_length=16)),
                ('oblast', models.CharField(blank=True, max_length=14)),
                ('rayon', models.CharField(blank=True, max_length=14)),
                ('topics', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'combination of facets',
                'verbose_name_plural': 'combinations of facets',
            },
        ),
        migrations.CreateModel(
            name='IndexCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField()),
                ('entries', models.PositiveIntegerField()),
                ('missing', models.PositiveIntegerField(default=0)),
                ('surplus', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('examples', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'check of the search index',
                'verbose_name_plural': 'checks of the search index',
                'ordering': ['-checked_at'],
            },
        ),
        migrations.CreateModel(
            name='IndexedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('entry_id', models.BigIntegerField()),
                ('locale', models.CharField(max_length=8)),
                ('weight', models.FloatField(default=1)),
                ('day', models.IntegerField(default=0)),
                ('version', models.PositiveSmallIntegerField()),
                ('published_on', models.DateField(null=True)),
                ('access', models.CharField(default='open', max_length=16)),
                ('url', models.CharField(max_length=500)),
                ('pdf_url', models.CharField(blank=True, max_length=500)),
                ('title', models.CharField(max_length=500)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('authors', models.JSONField(default=list)),
                ('twin_key', models.CharField(blank=True, max_length=64)),
                ('topics', models.JSONField(default=list)),
                ('territories', models.JSONField(default=list)),
                ('summary', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('title_exact', models.TextField(blank=True)),
                ('title_terms', models.TextField(blank=True)),
                ('body_exact', models.TextField(blank=True)),
                ('body_terms', models.TextField(blank=True)),
                ('folded', models.TextField(blank=True)),
                ('facets', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='search.facetcombination')),
            ],
            options={
                'verbose_name': 'entry of the search index',
                'verbose_name_plural': 'search index',
            },
        ),
        migrations.CreateModel(
            name='Hint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('title', 'Title'), ('topic', 'Topic'), ('place', 'Place'), ('author', 'Author'), ('query', 'Earlier search')], max_length=8)),
                ('locale', models.CharField(max_length=8)),
                ('text', models.CharField(max_length=500)),
                ('key', models.CharField(db_index=True, max_length=60)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='hints', to='search.indexedentry')),
            ],
            options={
                'verbose_name': 'hint while typing',
                'verbose_name_plural': 'hints while typing',
            },
        ),
        migrations.CreateModel(
            name='IndexedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('terms', models.TextField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='search.indexedentry')),
            ],
            options={
                'verbose_name': 'page of a PDF',
                'verbose_name_plural': 'pages of PDFs',
                'ordering': ['entry', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='What people search for. Several searches are separated by commas.', max_length=200, verbose_name='words')),
                ('note', models.CharField(blank=True, help_text='Shown instead of the summary.', max_length=200, verbose_name='note')),
                ('is_used', models.BooleanField(default=True, verbose_name='shown')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'promoted result',
                'verbose_name_plural': 'promoted results',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200)),
                ('locale', models.CharField(max_length=8)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('met_at', models.DateTimeField(null=True)),
                ('met_kind', models.CharField(blank=True, max_length=32)),
                ('met_entry_id', models.BigIntegerField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish to be told',
                'verbose_name_plural': 'wishes to be told',
            },
        ),
        migrations.AddIndex(
            model_name='indexedentry',
            index=models.Index(fields=['kind', 'locale'], name='search_kind_locale'),
        ),
        migrations.AddConstraint(
            model_name='indexedentry',
            constraint=models.UniqueConstraint(fields=('kind', 'entry_id'), name='search_one_row_per_entry'),
        ),
        migrations.AddConstraint(
            model_name='indexedpage',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='search_one_row_per_page'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('email', ''), _negated=True), _connector='OR'), name='search_a_wish_has_somebody'),
        ),
        migrations.RunPython(build, migrations.RunPython.noop),
    ]
