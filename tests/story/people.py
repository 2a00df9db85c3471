"""Who is there before the story begins, and what they already offer. All of them are invented."""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from offers.postings import actions
from offers.postings.enums import Reach, Visibility
from offers.postings.models import Offer
from partners.accounts.models import User
from partners.organisations.enums import Role, Verification
from partners.organisations.models import Membership, Office, Organisation
from partners.taxonomy.models import Term
from partners.territories.models import Territory
from partners.territories.words import fold

PASSWORD = "willkommen-hier-2026"
ALTENBURG, SCHMOELLN, WEIMAR = "16077001", "16077043", "16055000"
COUNTY = "16077"

OFFICE = "amt@landkreis.example"
SCHOOL = "schule@zugvogel.example"
HELPERS = "helfen@tueroeffner.example"
LANDLORD = "vermietung@lindenwinkel.example"  # has no account
FAR_LANDLORD = "vermietung@ferne.example"  # nor this one


def settle() -> None:
    """The office of the county, a school, two landlords and some helpers, all verified."""
    office = _organisation("Amt für Ankommen", "county", ALTENBURG, OFFICE)
    _member(office, OFFICE, "Anna", "Amsel")
    Office.objects.create(organisation=office, territory=_place(COUNTY))
    school = _organisation("Sprachschule Zugvogel", "education_provider", ALTENBURG, SCHOOL)
    _member(school, SCHOOL, "Selma", "Storch")
    helpers = _organisation("Freiwilligenkreis Türöffner", "club", ALTENBURG, HELPERS, trusted=True)
    _member(helpers, HELPERS, "Theo", "Turmfalke")
    _organisation("Wohnbau Lindenwinkel", "housing_provider", SCHMOELLN, LANDLORD)
    _organisation("Wohnbau Ferne", "housing_provider", WEIMAR, FAR_LANDLORD)


def offer_course() -> Offer:
    """The school's course, for the whole county."""
    return _publish(
        "Sprachschule Zugvogel",
        SCHOOL,
        kind="course",
        topics=["language"],
        languages=["de"],
        place=ALTENBURG,
        reach=Reach.TERRITORIES,
        territories=[COUNTY],
        title="Deutsch B2 für die Pflege",
    )


def offer_flat() -> Offer:
    """The flat in the neighbouring town, for whoever works within 25 km."""
    return _publish(
        "Wohnbau Lindenwinkel", LANDLORD, place=SCHMOELLN, title="Drei Zimmer in Schmölln"
    )


def offer_far_flat() -> Offer:
    """The same, but 80 km away."""
    return _publish("Wohnbau Ferne", FAR_LANDLORD, place=WEIMAR, title="Drei Zimmer weit weg")


def kilometres() -> tuple[int, int]:
    """From the hospital to the near and to the far flat."""
    here = _place(ALTENBURG)
    near, far = (here.distance_km(_place(ags)) or 0 for ags in (SCHMOELLN, WEIMAR))
    return round(near), round(far)


def _publish(organisation: str, contact: str, **changes: Any) -> Offer:
    owner = Organisation.objects.get(name=organisation)
    author = User.objects.filter(is_superuser=True)[0]
    posting = actions.create(author, Offer(organisation=owner), _details(contact, **changes))
    posting.latest_revision.publish()
    return Offer.objects.get(pk=posting.pk)


def _details(
    contact: str,
    *,
    title: str,
    place: str,
    kind: str = "housing",
    topics: tuple[str, ...] | list[str] = ("housing",),
    languages: tuple[str, ...] | list[str] = (),
    reach: str = Reach.RADIUS,
    territories: tuple[str, ...] | list[str] = (),
) -> dict[str, Any]:
    return {
        "kind": _term("offer_kind", kind),
        "topics": [_term("topic", slug) for slug in topics],
        "audiences": [],
        "languages": [(_term("language", code), "B2") for code in languages],
        "place": _place(place),
        "reach": reach,
        "radius_km": 25 if reach == Reach.RADIUS else None,
        "territories": [_place(ags) for ags in territories],
        "visibility": Visibility.EVERYONE,
        "source_language": "de",
        "link": "",
        "contact_name": "Kim Muster",
        "contact_email": contact,
        "contact_phone": "",
        "expires_on": None,
        "starts_on": date(timezone.localdate().year + 1, 1, 1),
        "texts": {"de": {"title": title, "summary": "Kurz gesagt.", "body": ""}},
    }


def administrator() -> None:
    """Whoever set the portal up."""
    User.objects.create_superuser("technik@portal.example", PASSWORD, first_name="Ada")


def _organisation(
    name: str, kind: str, seat: str, contact: str, trusted: bool = False
) -> Organisation:
    return Organisation.objects.create(
        slug=fold(name).replace(" ", "-"),
        name=name,
        folded_name=fold(name),
        kind=_term("organisation_kind", kind),
        seat=_place(seat),
        contact_name="Kim Muster",
        contact_email=contact,
        verification=Verification.VERIFIED,
        publishes_at_once=trusted,
    )


def _member(organisation: Organisation, email: str, first_name: str, last_name: str) -> None:
    user = User.objects.create_user(email, PASSWORD, first_name=first_name, last_name=last_name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(organisation=organisation, user=user, role=Role.OWNER)


def _term(vocabulary: str, slug: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)


def _place(ags: str) -> Territory:
    return Territory.objects.get(ags=ags)
