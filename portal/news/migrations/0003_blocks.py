"""News are made of blocks: what stood in one field of rich text becomes paragraphs and headings."""

import html
import json
import re
import uuid

from django.db import migrations
import wagtail.fields

_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def blocks_of(source):
    """Rich text as raw blocks: an h2 is a heading block, what stands between is a paragraph block."""
    found = []
    for place, part in enumerate(_HEADING.split(source or "")):
        text = html.unescape(_TAG.sub("", part)).strip() if place % 2 else part.strip()
        if text:
            kind = "heading" if place % 2 else "paragraph"
            found.append({"type": kind, "value": text, "id": str(uuid.uuid4())})
    return found


def rich_text_of(blocks):
    """The way back, for what rich text can hold."""
    parts = []
    for block in blocks:
        if block["type"] == "heading":
            parts.append(f"<h2>{html.escape(block['value'], quote=False)}</h2>")
        elif block["type"] == "paragraph":
            parts.append(block["value"])
    return "".join(parts)


def to_blocks(apps, schema_editor):
    NewsPage = apps.get_model("news", "NewsPage")
    for page in NewsPage.objects.only("pk", "body").iterator():
        page.blocks = json.dumps(blocks_of(page.body))
        page.save(update_fields=["blocks"])
    _rewrite_revisions(apps, lambda body: json.dumps(blocks_of(body)))


def to_rich_text(apps, schema_editor):
    NewsPage = apps.get_model("news", "NewsPage")
    for page in NewsPage.objects.only("pk", "blocks").iterator():
        NewsPage.objects.filter(pk=page.pk).update(body=rich_text_of(page.blocks.raw_data))
    _rewrite_revisions(apps, lambda body: rich_text_of(json.loads(body or "[]")))


def _rewrite_revisions(apps, change):
    """Drafts and the history of news hold their text in the shape of their time."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Revision = apps.get_model("wagtailcore", "Revision")
    kind = ContentType.objects.filter(app_label="news", model="newspage").first()
    if kind is None:
        return
    for revision in Revision.objects.filter(content_type=kind).iterator():
        revision.content["body"] = change(revision.content.get("body"))
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("news", "0002_project_label"),
    ]

    operations = [
        migrations.AddField(
            model_name="newspage",
            name="blocks",
            field=wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('quote', 4), ('list', 6), ('key_figure', 10), ('before_after', 18), ('steps', 24), ('table', 27), ('picture', 30), ('picture_pair', 34), ('documents', 38), ('call_to_action', 44), ('related', 47)], block_lookup={0: ('portal.core.blocks.words.HeadingBlock', (), {'group': 'Words', 'max_length': 200}), 1: ('portal.core.blocks.words.ParagraphBlock', (), {'features': ['h3', 'bold', 'italic', 'link', 'document-link', 'ol', 'ul'], 'group': 'Words'}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Words'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 160, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 2), ('said_by', 3)]], {'group': 'Words'}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Item', 'rows': 2}), 6: ('wagtail.blocks.ListBlock', (5,), {'description': 'Short items, one below another', 'group': 'Words', 'icon': 'list-ul', 'label': 'List', 'preview_value': ['кайсы мектеп иштей берет', 'кайсы курулуш бүткөрүлөт'], 'template': 'core/blocks/list.html'}), 7: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Value', 'max_digits': 16}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'Som, households, km of pipe…', 'label': 'Unit', 'max_length': 60}), 9: ('wagtail.blocks.CharBlock', (), {'help_text': 'Document and year', 'label': 'Source', 'max_length': 160}), 10: ('wagtail.blocks.StructBlock', [[('value', 7), ('unit', 8), ('source', 9)]], {'group': 'Numbers'}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'What is counted', 'max_length': 160}), 12: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Before', 'max_digits': 16, 'min_value': 0}), 13: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'After', 'max_digits': 16, 'min_value': 0}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 60}), 15: ('wagtail.blocks.StructBlock', [[('name', 11), ('before', 12), ('after', 13), ('unit', 14)]], {}), 16: ('wagtail.blocks.ListBlock', (15,), {'label': 'Figures', 'max_num': 6, 'min_num': 1}), 17: ('wagtail.blocks.CharBlock', (), {'help_text': 'Document and year', 'label': 'Source', 'max_length': 160, 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('figures', 16), ('source', 17)]], {'group': 'Numbers'}), 19: ('wagtail.blocks.CharBlock', (), {'label': 'What is done', 'max_length': 300}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'As people say it: “March 2025”, “in the second week”.', 'label': 'When', 'max_length': 60, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'By whom', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.TextBlock', (), {'label': 'In a few words', 'required': False, 'rows': 2}), 23: ('wagtail.blocks.StructBlock', [[('what', 19), ('when', 20), ('who', 21), ('text', 22)]], {}), 24: ('wagtail.blocks.ListBlock', (23,), {'description': 'What to do in which order, by whom and when', 'group': 'Numbers', 'icon': 'list-ol', 'label': 'Steps', 'min_num': 1, 'preview_value': [{'what': 'Айыл жыйыны өткөрүлдү', 'when': '2024-жылдын марты', 'who': 'айыл башчысы'}, {'what': 'Кеңеш токтом кабыл алды', 'when': '2024-жылдын апрели'}], 'template': 'core/blocks/steps.html'}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'Column of words', 'max_length': 300, 'required': False}), 26: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 2, 'label': 'Column of numbers', 'max_digits': 16, 'required': False}), 27: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 25), ('number', 26)]], {'group': 'Numbers'}), 28: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 29: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who, where, when. The description for the blind is written beside the file.', 'label': 'Caption', 'max_length': 240, 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('picture', 28), ('caption', 29)]], {'group': 'Pictures and files'}), 31: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Before'}), 32: ('wagtail.images.blocks.ImageBlock', [], {'label': 'After'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 240, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('before', 31), ('after', 32), ('caption', 33)]], {'group': 'Pictures and files'}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120, 'required': False}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.ListBlock', (36,), {'label': 'Documents', 'min_num': 1}), 38: ('wagtail.blocks.StructBlock', [[('title', 35), ('documents', 37)]], {'group': 'Pictures and files'}), 39: ('wagtail.blocks.CharBlock', (), {'label': 'Invitation', 'max_length': 120}), 40: ('wagtail.blocks.TextBlock', (), {'label': 'In a sentence', 'max_length': 300, 'required': False, 'rows': 2}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': 'Begins with a verb: “Send your practice”.', 'label': 'Button', 'max_length': 60}), 42: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 43: ('wagtail.blocks.URLBlock', (), {'help_text': 'Of another site, when no page is chosen.', 'label': 'Address', 'required': False}), 44: ('wagtail.blocks.StructBlock', [[('title', 39), ('text', 40), ('button', 41), ('page', 42), ('address', 43)]], {'group': 'Where next'}), 45: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 46: ('wagtail.blocks.ListBlock', (45,), {'label': 'Pages', 'max_num': 6, 'min_num': 1}), 47: ('wagtail.blocks.StructBlock', [[('title', 35), ('pages', 46)]], {'group': 'Where next'})}, default='[]', verbose_name='text'),
            preserve_default=False,
        ),
        migrations.RunPython(to_blocks, to_rich_text),
        # With a default the way back finds something to fill the column with.
        migrations.AlterField(
            model_name="newspage", name="body", field=wagtail.fields.RichTextField(default="")
        ),
        migrations.RemoveField(model_name="newspage", name="body"),
        migrations.RenameField(model_name="newspage", old_name="blocks", new_name="body"),
    ]
