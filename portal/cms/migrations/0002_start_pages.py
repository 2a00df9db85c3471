"""Puts a German and an English start page in place of Wagtail's welcome page."""

import uuid

from django.conf import settings
from django.db import migrations

TITLES = {"de": "Partnerkommune", "en": "Partnerkommune"}


def create_start_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("cms", "HomePage")

    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    content_type, _ = ContentType.objects.get_or_create(app_label="cms", model="homepage")
    shared_key = uuid.uuid4()
    pages = {}
    for position, (language, title) in enumerate(TITLES.items(), start=1):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        slug = f"home-{language}"
        pages[language] = HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            locale=locale,
            translation_key=shared_key,
            path=f"{root.path}{position:04d}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            live=True,
        )
    Page.objects.filter(pk=root.pk).update(numchild=len(TITLES))
    Site.objects.create(
        hostname="localhost",
        port=80,
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page_id=pages[settings.LANGUAGE_CODE].pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_start_pages, migrations.RunPython.noop)]
