"""A start page in every language of the portal, and who takes over what from whom.

What is not translated yet stands in the tree of its language as Wagtail's alias of the page that the
reader gets by the fallback: easy German takes German, the others English, English takes German.
"""

from django.conf import settings
from django.db import migrations
from treebeard.numconv import NumConv

SYNC_FROM = {"en": "de", "de-simple": "de", "uk": "en", "ar": "en", "tr": "en"}
PATHS = NumConv("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
STEP = 4


def create_start_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("cms", "HomePage")
    LocaleSynchronization = apps.get_model("wagtail_localize", "LocaleSynchronization")

    locales = {
        code: Locale.objects.get_or_create(language_code=code)[0] for code in ("de", *SYNC_FROM)
    }
    for code, source in SYNC_FROM.items():
        LocaleSynchronization.objects.get_or_create(
            locale=locales[code], defaults={"sync_from": locales[source]}
        )

    site = Site.objects.filter(is_default_site=True).first()
    german = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if german is None:
        return
    content_type = ContentType.objects.get(app_label="cms", model="homepage")
    root = Page.objects.get(depth=1)
    last = Page.objects.filter(depth=2).order_by("path").last().path
    number = PATHS.str2int(last[len(root.path) :])
    pages = {
        page.locale.language_code: page
        for page in HomePage.objects.filter(translation_key=german.translation_key)
    }
    for code, source in SYNC_FROM.items():
        if code in pages:
            continue
        number += 1
        slug = f"home-{code}"
        pages[code] = HomePage.objects.create(
            title=pages[source].title,
            draft_title=pages[source].title,
            intro=pages[source].intro,
            slug=slug,
            content_type=content_type,
            locale=locales[code],
            translation_key=german.translation_key,
            alias_of_id=pages[source].pk,
            path=root.path + PATHS.int2str(number).rjust(STEP, "0"),
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            live=True,
        )
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_start_pages"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(create_start_pages, migrations.RunPython.noop)]
