"""Many needs and offers that all fit together, each with a contact of its own, made in a moment."""

from datetime import timedelta

from django.utils import timezone

from offers.postings.areas import Area
from offers.postings.generator import Row, store
from offers.postings.models import Need, Offer, Posting, PostingText
from partners.outbox import actions as outbox
from tests.cast import organisation, territory
from tests.postings.builders import term


def crowd(needs: int, offers: int) -> tuple[list[int], list[int]]:
    """Stores them as published, with their rows of the outbox; gives the keys of both.

    Their contacts are need<number>@beispiel.example and offer<number>@…; nobody is a member.
    """
    made = [_rows(Need, needs), _rows(Offer, offers)]
    store([row for rows in made for row in rows])
    wanted, offered = ([row.posting.pk for row in rows] for rows in made)
    outbox.write_many("posting", [*wanted, *offered])
    return wanted, offered


def _rows(model: type[Posting], many: int) -> list[Row]:
    name = model.__name__.lower()
    of_all = organisation(f"Verein {name}", "club", "16077001")
    place = territory("16077001")
    area = Area.objects.of([place])
    kind = term(f"{name}_kind", "housing")
    now = timezone.now()
    return [
        Row(
            posting=Posting(
                content_type=model.get_content_type(),
                organisation=of_all,
                kind=kind,
                place=place,
                area=area,
                curated_ags=place.ags,
                contact_name="Kim Muster",
                contact_email=f"{name}{number}@beispiel.example",
                live=True,
                first_published_at=now,
                last_published_at=now,
                expire_at=now + timedelta(days=90),
            ),
            child={},
            topics=[term("topic", "housing")],
            audiences=[],
            territories=[],
            spoken=[],
            texts=[PostingText(language="de", title=f"{name} {number}", summary="Kurz.")],
            tokens={},
        )
        for number in range(many)
    ]
