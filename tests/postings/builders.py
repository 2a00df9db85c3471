"""Postings for tests, in the state that the test begins with, made by the actions themselves.

draft = offer(company)
live = need(company, State.PUBLISHED, title="Wohnung gesucht", place="16077032")
sent = offer(company, State.SUBMITTED, topics=["housing"], texts={"en": "A flat"})
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import TaskState

from offers.postings import actions
from offers.postings.enums import Reach, State, Visibility
from offers.postings.models import Need, Offer, Posting
from partners.accounts.models import User
from partners.organisations.models import Organisation
from partners.taxonomy.models import Term
from tests.cast import person, territory


def details(model: type[Posting], title: str = "Wohnung mit Garten", **changes: Any) -> dict:
    """What `actions.create` takes. Slugs stand for terms, keys for places and territories.

    `texts` adds translations: language → title, or language → all fields. `languages` are codes,
    or pairs of code and level.
    """
    kind = {"offer": "information", "need": "housing", "event": "welcome"}[model._meta.model_name]
    given: dict[str, Any] = {
        "kind": kind,
        "topics": ["housing"],
        "audiences": [],
        "languages": [],
        "place": "16077001",
        "reach": Reach.PLACE,
        "radius_km": None,
        "territories": [],
        "visibility": Visibility.EVERYONE,
        "source_language": "de",
        "link": "",
        "contact_name": "Kim Muster",
        "contact_email": "kontakt@example.org",
        "contact_phone": "",
        "expires_on": None,
        "summary": "Kurz gesagt.",
        "body": "Ausführlich erzählt.",
        "texts": {},
    } | changes
    words = {"title": title, "summary": given.pop("summary"), "body": given.pop("body")}
    texts = {given["source_language"]: words}
    for language, text in given["texts"].items():
        texts[language] = (
            {"title": text, "summary": "In short.", "body": ""} if isinstance(text, str) else text
        )
    return given | {
        "texts": texts,
        "kind": term(f"{model._meta.model_name}_kind", given["kind"]),
        "topics": [term("topic", slug) for slug in given["topics"]],
        "audiences": [term("audience", slug) for slug in given["audiences"]],
        "languages": [_language(entry) for entry in given["languages"]],
        "place": territory(given["place"]) if given["place"] else None,
        "territories": [territory(ags) for ags in given["territories"]],
    }


def offer(organisation: Organisation, state: str = State.DRAFT, **changes: Any) -> Offer:
    """An offer of this organisation in this state, see `details` for what can be changed."""
    return posting_of(Offer, organisation, state, changes)


def need(organisation: Organisation, state: str = State.DRAFT, **changes: Any) -> Need:
    """A need of this organisation in this state, see `details` for what can be changed."""
    return posting_of(Need, organisation, state, changes)


def publish(posting: Posting) -> None:
    """Puts the latest version on show, as an approval does at its end."""
    posting.latest_revision.publish()
    posting.refresh_from_db()


def send_back(posting: Posting, user: User | None = None, reason: str = "Bitte ergänzen.") -> None:
    """Returns a submitted posting with this reason, as the office does."""
    waiting: TaskState = posting.current_workflow_state.current_task_state.specific
    waiting.reject(user=user, comment=reason)


def author_of(organisation: Organisation) -> User:
    """Somebody who writes for the organisation; made where it has nobody."""
    author = User.objects.filter(memberships__organisation=organisation).order_by("pk").first()
    return author or person(f"Autor{organisation.pk}")


def term(vocabulary: str, slug: str) -> Term:
    return Term.objects.get(vocabulary=vocabulary, slug=slug)


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def posting_of(model: Any, organisation: Organisation, state: str, changes: dict[str, Any]) -> Any:
    author = author_of(organisation)
    if state == State.EXPIRED:
        changes = {"expires_on": yesterday()} | changes
    posting = actions.create(author, model(organisation=organisation), details(model, **changes))
    if state in (State.SUBMITTED, State.RETURNED):
        actions.submit(author, posting)
    if state == State.RETURNED:
        send_back(posting)
    if state in (State.PUBLISHED, State.EXPIRED, State.CLOSED):
        publish(posting)
    if state == State.CLOSED:
        actions.close(author, posting)
    fresh = model.objects.get(pk=posting.pk)
    assert fresh.state == state, f"the builder made it {fresh.state}"
    return fresh


def _language(entry: str | tuple[str, str]) -> tuple[Term, str]:
    code, level = (entry, "") if isinstance(entry, str) else entry
    return term("language", code), level
