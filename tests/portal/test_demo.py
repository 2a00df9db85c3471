"""The demo region: what a visitor of a new portal sees first."""

import tomllib
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.test import TestCase
from django.utils import timezone

from offers.postings import actions
from offers.postings.enums import (
    FIELDS_OF_KIND,
    KIND_FIELDS,
    Reach,
    State,
    TextState,
    Visibility,
)
from offers.postings.models import Need, Offer, Posting, PostingText
from partners.accounts.models import User
from partners.deliveries.models import Delivery
from partners.deliveries.rendering import render
from partners.organisations.models import Office, Organisation
from partners.taxonomy.languages import interface_languages
from partners.taxonomy.models import Term
from portal.cms.models import ArticlePage
from portal.cockpit import coverage
from portal.demo.cast import LOG_INS, ORGANISATIONS, PASSWORD
from portal.demo.loader import load
from portal.demo.postings import FOLDER
from portal.media.models import PortalImage


@pytest.mark.once
@pytest.mark.xdist_group("demo")
@time_machine.travel(timezone.now() + timedelta(days=400))
class DemoTest(TestCase):
    """Loads the demo once; each test looks at it and leaves it as it was.

    It never looks old: loaded a year later, it is as fresh as today.
    """

    @classmethod
    def setUpTestData(cls) -> None:
        assert load()

    def test_there_is_plenty_to_see(self) -> None:
        shown = [posting.state for posting in Offer.objects.all()]
        assert Counter(shown)[State.PUBLISHED] >= 40
        assert Need.objects.published().count() >= 12
        public = Need.objects.published().filter(visibility=Visibility.EVERYONE)
        assert public.count() >= 6
        assert set(Need.objects.values_list("visibility", flat=True)) == set(Visibility.values)

    def test_every_kind_topic_and_sort_of_area_is_there(self) -> None:
        def slugs(vocabulary: str) -> set[str]:
            return set(Term.objects.filter(vocabulary=vocabulary).values_list("slug", flat=True))

        offers, needs = Offer.objects.published(), Need.objects.published()
        assert set(offers.values_list("kind__slug", flat=True)) == slugs("offer_kind")
        assert set(needs.values_list("kind__slug", flat=True)) == slugs("need_kind")
        assert set(offers.values_list("topics__slug", flat=True)) == slugs("topic")
        assert set(offers.values_list("reach", flat=True)) == set(Reach.values)
        counties = {ags[:5] for ags in offers.values_list("place__ags", flat=True) if ags}
        assert counties == {"16052", "16076", "16077"}
        assert set(offers.values_list("audiences__slug", flat=True)) >= slugs("audience")

    def test_every_state_is_there(self) -> None:
        states = Counter(posting.state for posting in Posting.objects.all())
        assert set(states) == set(State)
        assert states[State.DRAFT] >= 2
        assert states[State.SUBMITTED] >= 2

    def test_most_are_translated_and_some_are_not(self) -> None:
        languages = PostingText.objects.values_list("posting", "language")
        assert {language for _posting, language in languages} == set(dict(interface_languages()))
        number = Posting.objects.count()
        count = Counter(language for _posting, language in languages)
        assert 0.6 < count["en"] / number < 0.95
        assert all(count[code] / number > 0.1 for code in ("uk", "ar", "tr", "de-simple"))

    def test_every_further_text_belongs_to_a_posting(self) -> None:
        titles = set(PostingText.objects.values_list("title", flat=True))
        files = sorted((FOLDER / "texts").glob("*.toml"))
        assert {file.stem for file in files} == {"uk", "ar", "tr", "de-simple"}
        for file in files:
            assert set(tomllib.loads(file.read_text())) <= titles, file.name

    def test_the_board_of_languages_has_something_of_everything(self) -> None:
        administrator = User.objects.get(is_superuser=True)
        for row in coverage.of_postings(administrator):
            counts = dict(row.counts)
            if row.language in ("uk", "ar", "tr"):
                assert all(counts[s] for s in TextState if s != TextState.SOURCE), row

    def test_what_is_published_would_pass_the_forms(self) -> None:
        for posting in [*Offer.objects.all(), *Need.objects.all()]:
            posting.full_clean()
            for text in posting.texts.all():
                text.full_clean()
                assert text.title == text.title.strip()
            assert posting.place or isinstance(posting, Offer)
            if isinstance(posting, Offer):
                given = {name for name in KIND_FIELDS if getattr(posting, name) not in (None, "")}
                assert given <= set(FIELDS_OF_KIND[posting.kind.slug]), posting

    def test_it_lies_in_the_past_and_runs_on(self) -> None:
        now = timezone.now()
        newest = Posting.objects.published().order_by("-first_published_at")
        ages = [now - posting.first_published_at for posting in newest]
        assert timedelta(hours=23) < ages[0] < timedelta(days=3)
        assert ages[-1] > timedelta(days=30)
        assert len({age.days for age in ages}) > 20
        assert all(posting.expires_on > timezone.localdate() for posting in newest)

    def test_each_who_logs_in_finds_something_of_her_own(self) -> None:
        for who, email in LOG_INS:
            user = User.objects.get(email=email)
            own = Posting.objects.filter(organisation__in=Organisation.objects.of_member(user))
            assert own.exists() or user.is_superuser, who
            if Office.objects.of_editor(user).exists():
                waiting = [p for p in Posting.objects.for_office(user) if p.state == "submitted"]
                assert waiting, who
        school = Posting.objects.filter(organisation__slug__startswith="sprachschule")
        assert {posting.state for posting in school} >= {State.RETURNED, State.DRAFT, State.EXPIRED}

    def test_the_reason_of_the_returned_one_can_be_read(self) -> None:
        returned = next(p for p in Offer.objects.all() if p.state == State.RETURNED)
        assert "Uhrzeit" in returned.current_workflow_state.current_task_state.comment

    def test_mails_go_only_to_who_has_something_to_decide(self) -> None:
        told = Counter(
            delivery.message for delivery in Delivery.objects.waiting() if render(delivery)
        )
        assert set(told) <= {
            "postings.review_wanted",
            "postings.returned",
            "organisations.verification_wanted",
        }
        assert sum(told.values()) <= 8

    def test_it_can_be_found_by_its_words(self) -> None:
        for posting in Posting.objects.all():
            assert posting.tokens.exists() == posting.live

    def test_members_can_go_on_with_it(self) -> None:
        author = User.objects.get(email="personal@kastanienhof.example")
        for posting in Posting.objects.filter(organisation__slug__startswith="klinik"):
            specific = posting.specific
            copy = actions.duplicate(author, specific)
            assert copy.state == State.DRAFT
        closed = next(p for p in Offer.objects.all() if p.state == State.CLOSED)
        actions.renew(author, closed, timezone.localdate() + timedelta(days=30))
        assert Offer.objects.get(pk=closed.pk).state == State.PUBLISHED

    def test_pages_are_found_and_their_pictures_in_use(self) -> None:
        assert ArticlePage.objects.search("Schicht").count() >= 1
        assert PortalImage.objects.get(title="bus").get_usage().count() >= 1

    def test_everybody_is_invented_and_can_log_in(self) -> None:
        assert all(user.email.endswith(".example") for user in User.objects.all())
        assert all(user.check_password(PASSWORD) for user in User.objects.all())
        assert all("(Demo)" in organisation.name for organisation in ORGANISATIONS)
        assert len({organisation.key for organisation in ORGANISATIONS}) == len(ORGANISATIONS)

    def test_it_is_not_loaded_a_second_time(self) -> None:
        before = Posting.objects.count()
        assert load() is False
        assert Posting.objects.count() == before
