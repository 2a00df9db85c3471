from hashlib import sha256

from django.db import migrations
from django.db.models import F


def mark_sources(apps, schema_editor):
    """Sources get the digest of their own words, so that a query can tell what is stale."""
    PostingText = apps.get_model('postings', 'PostingText')
    sources = PostingText.objects.filter(language=F('posting__source_language'), source_hash='')
    changed = []
    for text in sources.iterator():
        words = '\x1f'.join((text.title, text.summary, text.body))
        text.source_hash = sha256(words.encode()).hexdigest()
        changed.append(text)
        if len(changed) == 1000:
            PostingText.objects.bulk_update(changed, ['source_hash'])
            changed = []
    PostingText.objects.bulk_update(changed, ['source_hash'])


class Migration(migrations.Migration):

    dependencies = [
        ('postings', '0003_starts_on_of_all_postings'),
    ]

    operations = [
        migrations.RunPython(mark_sources, migrations.RunPython.noop),
    ]
