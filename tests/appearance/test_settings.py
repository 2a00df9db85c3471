"""Administrators give the portal a name, pictures and a colour; everybody sees them at once."""

from email.message import EmailMessage
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from partners.accounts.models import User
from partners.deliveries.actions import promise
from partners.deliveries.rendering import render
from partners.organisations.models import Invitation, Organisation
from partners.organisations.notifications import MembershipOffered
from portal.appearance.current import current
from portal.appearance.models import Appearance
from portal.media.models import PortalImage

pytestmark = pytest.mark.django_db


def picture(title: str, description: str) -> PortalImage:
    file = BytesIO()
    Image.new("RGBA", (600, 200), "navy").save(file, "PNG")
    return PortalImage.objects.create(
        title=title,
        description=description,
        file=SimpleUploadedFile(f"{title}.png", file.getvalue()),
    )


def a_mail(company: Organisation) -> EmailMessage | None:
    invitation = Invitation.objects.create(organisation=company, email="nina@example.org")
    delivery = promise(
        MembershipOffered,
        to=invitation.email,
        subject_key=f"invitation:{invitation.pk}",
        payload={"invitation": invitation.pk},
        language="de",
    )
    return render(delivery)


def edit_url() -> str:
    return reverse("wagtailsettings:edit", args=["appearance", "appearance", Appearance.load().pk])


def typed(**fields: object) -> dict[str, object]:
    """What the editor's form sends."""
    rows = fields.pop("texts", [])
    data = {"name": "", "accent": "", "logo": "", "coat_of_arms": ""} | fields
    data |= {"texts-TOTAL_FORMS": len(rows), "texts-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"texts-{number}-{name}": value for name, value in row.items()}
        data |= {f"texts-{number}-ORDER": number, f"texts-{number}-id": ""}
    return data


@pytest.fixture
def editor(client_of, administrator: User) -> Client:
    return client_of(administrator)


def test_without_settings_the_portal_looks_as_it_ships(client: Client) -> None:
    page = client.get("/en/").content.decode()
    assert "Partnerkommune</title>" in page
    assert "theme.css" not in page
    assert client.get("/theme.css").content == b""


def test_the_name_is_seen_at_once_on_pages_and_in_mails(
    editor: Client, client: Client, company: Organisation
) -> None:
    assert "Partnerkommune" in client.get("/en/").content.decode()
    response = editor.post(edit_url(), typed(name="Ankommen im Osterland"))
    assert response.status_code == 302
    for path in ("/en/", "/de/accounts/login/", "/de/nowhere/"):
        page = client.get(path).content.decode()
        assert "– Ankommen im Osterland</title>" in page, path
        assert "Partnerkommune" not in page, path
    mail = a_mail(company)
    assert "Ankommen im Osterland" in mail.get_body(("plain",)).get_content()
    assert "Ankommen im Osterland" in mail.get_body(("html",)).get_content()


def test_a_colour_that_cannot_be_read_is_changed_and_the_editor_told(editor: Client) -> None:
    response = editor.post(edit_url(), typed(accent="#FFCC00"), follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert any("#ffcc00 war" in text or "#ffcc00 was" in text for text in said), said
    page = response.content.decode()
    assert "#705800" in page
    assert 'fill="#000000">#ffcc00</text>' in page


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#12345g", "#123456\n}", "url(x)"])
def test_what_is_no_colour_is_refused_at_its_field(editor: Client, colour: str) -> None:
    response = editor.post(edit_url(), typed(accent=colour, name="Bleibt stehen"))
    assert response.status_code == 200
    form = response.context["form"]
    assert "accent" in form.errors
    assert 'value="Bleibt stehen"' in response.content.decode()
    assert current().theme == ""


def test_pages_link_the_colour_under_an_address_that_may_be_kept_for_ever(client: Client) -> None:
    row = Appearance.objects.create(accent="#ffcc00")
    first = client.get("/en/").content.decode()
    address = f"/theme.css?v={current().fingerprint}"
    assert f'href="{address}"' in first
    sheet = client.get(address)
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "--kern-color-action-default: #705800" in sheet.content.decode()
    assert "--portal-accent: #ffcc00" in sheet.content.decode()
    row.accent = "#1a3da5"
    row.save()
    assert address not in client.get("/en/").content.decode()
    assert client.get(address)["Cache-Control"] == "no-cache"


def test_logo_and_coat_of_arms_are_described_and_keep_their_room(client: Client) -> None:
    Appearance.objects.create(
        logo=picture("logo", "Schriftzug"), coat_of_arms=picture("arms", "Ein Löwe auf Blau")
    )
    page = client.get("/en/").content.decode()
    assert 'alt="" width="288" height="96"' in page, "the name stands beside it"
    assert 'alt="Ein Löwe auf Blau" width="192" height="64"' in page
    assert "<span>Partnerkommune</span>" in page


def test_a_logo_that_shows_the_name_is_not_followed_by_it(client: Client) -> None:
    Appearance.objects.create(logo=picture("logo", "Schriftzug"), logo_says_name=True)
    page = client.get("/en/").content.decode()
    assert "<span>Partnerkommune</span>" not in page
    assert 'aria-label="Partnerkommune – to the start page"' in page


def test_a_picture_that_was_deleted_leaves_a_page_that_works(client: Client) -> None:
    logo = picture("logo", "Schriftzug")
    Appearance.objects.create(logo=logo)
    assert "portal-brand__logo" in client.get("/en/").content.decode()
    logo.delete()
    page = client.get("/en/").content.decode()
    assert "portal-brand__logo" not in page


def test_the_footer_speaks_the_readers_language_or_the_next_best(editor, client: Client) -> None:
    texts = [
        {"language": "de", "claim": "Hier bleiben wir.", "contact": "Landratsamt\nAltenburg"},
        {"language": "en", "claim": "Here we stay.", "contact": ""},
    ]
    assert editor.post(edit_url(), typed(texts=texts)).status_code == 302
    for language, claim, spoken in (
        ("de", "Hier bleiben wir.", "de"),
        ("de-simple", "Hier bleiben wir.", "de"),
        ("en", "Here we stay.", "en"),
        ("ar", "Here we stay.", "en"),
    ):
        page = client.get(f"/{language}/").content.decode()
        assert f'<div lang="{spoken}" dir="auto">' in page, language
        assert claim in page, language
    assert "Landratsamt<br>Altenburg" in client.get("/de/").content.decode()


def test_two_texts_in_one_language_are_refused(editor: Client) -> None:
    texts = [{"language": "de", "claim": claim, "contact": ""} for claim in ("Eins", "Zwei")]
    assert editor.post(edit_url(), typed(texts=texts)).status_code == 200
    assert current().texts == {}


def test_a_page_asks_once_and_only_once(client: Client) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/accounts/login/")
        return [one["sql"] for one in asked if "appearance" in one["sql"]]

    assert len(queries()) == 1
    Appearance.objects.create(accent="#ffcc00", logo=picture("logo", "Schriftzug"))
    queries()  # this process takes note
    assert len(queries()) == 1


@pytest.mark.parametrize("who", ["office", "owner"])
def test_nobody_else_changes_it(who: str, request, client_of) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(edit_url()).status_code == 404
    assert client.post(edit_url(), typed(name="Meins")).status_code == 404
    assert current().name == "Partnerkommune"


def test_the_colour_is_there_before_the_second_factor_is(client_of, office, settings) -> None:
    settings.SECOND_FACTOR_DEMANDED = True
    assert client_of(office).get("/theme.css").status_code == 200


def test_a_picture_that_is_lost_takes_no_page_with_it(company, caplog) -> None:
    """After a backup without the uploads, say: the built-in one stands in for it, in mails too."""
    lost = picture("logo", "Logo")
    Appearance.objects.create(name="Ankommen", logo=lost, coat_of_arms=lost)
    lost.file.storage.delete(lost.file.name)
    answer = Client().get("/de/")
    assert answer.status_code == 200
    assert "img/icon.svg" in answer.text
    assert "Ankommen" in answer.text
    assert a_mail(company) is not None
    assert "cannot be read" in caplog.text
