from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def to_posting(apps, schema_editor):
    """Copies the first day of each offer to its parent."""
    Posting, Offer = (apps.get_model('postings', name) for name in ('Posting', 'Offer'))
    given = Offer.objects.filter(offer_starts_on__isnull=False)
    own = given.filter(pk=OuterRef('pk')).values('offer_starts_on')
    Posting.objects.filter(pk__in=given.values('pk')).update(starts_on=Subquery(own))


def to_offer(apps, schema_editor):
    Posting, Offer = (apps.get_model('postings', name) for name in ('Posting', 'Offer'))
    given = Posting.objects.filter(starts_on__isnull=False)
    parents = given.filter(pk=OuterRef('pk')).values('starts_on')
    Offer.objects.filter(pk__in=given.values('pk')).update(offer_starts_on=Subquery(parents))


class Migration(migrations.Migration):
    """A child must not have a field of its parent's name, so the child's goes by another first."""

    dependencies = [
        ('postings', '0002_token_weight'),
    ]

    operations = [
        migrations.RenameField('offer', 'starts_on', 'offer_starts_on'),
        migrations.AddField(
            model_name='posting',
            name='starts_on',
            field=models.DateField(blank=True, null=True, verbose_name='from'),
        ),
        migrations.RunPython(to_posting, to_offer),
        migrations.RemoveField('offer', 'offer_starts_on'),
    ]
