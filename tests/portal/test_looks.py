"""What every page promises: its policy, its languages, fields that keep and explain."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import override_settings

from partners.accounts.models import User
from portal.gallery import ExampleForm

# Mail programs know nothing but inline styles; no browser opens those templates.
TEMPLATES = sorted(
    file for file in (settings.BASE_DIR / "templates").rglob("*.html") if "emails" not in file.parts
)


def draw(code: str, **values: object) -> str:
    request = RequestFactory().get("/de/")
    return engines["django"].from_string(code).render(values, request)


# --- Policy -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/de/", "/de/accounts/login/", "/de/nowhere/"])
def test_public_pages_forbid_inline_scripts_styles_and_other_hosts(
    client: Client, path: str
) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert re.search(r"script-src 'self'(;|$)", policy)
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:", policy)


@pytest.mark.django_db
def test_only_the_editor_may_write_styles_into_its_pages(
    client: Client, administrator: User
) -> None:
    client.force_login(administrator, settings.AUTHENTICATION_BACKENDS[0])
    assert "'unsafe-inline'" in client.get("/admin/").headers["Content-Security-Policy"]
    assert "unsafe" not in client.get("/de/").headers["Content-Security-Policy"]


class Forbidden(HTMLParser):
    """Collects what the policy would refuse: inline styles, scripts and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name[:2] == "on"]
        data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.found.append(tag)


def test_templates_hold_no_inline_styles_scripts_or_handlers() -> None:
    faults = []
    for file in TEMPLATES:
        parser = Forbidden()
        parser.feed(re.sub(r"{%.*?%}|{{.*?}}", "", file.read_text()))
        faults += [(str(file), found) for found in parser.found]
    assert faults == []


def test_the_collector_finds_what_it_should() -> None:
    parser = Forbidden()
    parser.feed('<p style="a" onclick="b"></p><script>c</script><script src="d"></script>')
    assert parser.found == ["p style", "p onclick", "script"]


@pytest.mark.django_db
def test_a_visitor_gets_no_cookie_for_reading(client: Client) -> None:
    for path in ("/de/", "/en/", "/de/organisations/"):
        assert not client.get(path).cookies, path
    assert client.get("/de/accounts/login/").cookies, "a form needs one"


# --- Files --------------------------------------------------------------------------------


def test_of_the_design_system_only_what_pages_need_is_served() -> None:
    assert finders.find("vendor/kern/kern.min.css").endswith("dist/kern.min.css")
    assert not finders.find("vendor/kern/js/kern-kopfzeile.js")
    assert not finders.find("vendor/kern/../../package.json")


def test_collecting_puts_the_design_system_where_pages_look_for_it(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "vendor/kern/kern.min.css").stat().st_size > 100_000
    assert (tmp_path / "css/portal.css").is_file()


# --- Fields -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ExampleForm.base_fields)
def test_every_widget_gets_a_label_and_its_error_is_tied_to_it(name: str) -> None:
    bound = ExampleForm({"email": "no address"})[name]
    html = draw("{% field bound %}", bound=bound)
    assert f"id_{name}_error" in html
    assert re.search(rf'aria-describedby="[^"]*id_{name}_error', html)
    assert str(bound.label) in html
    tag = "<legend" if bound.use_fieldset else "<label"
    assert tag in html


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("name", "kern-form-input__input"),
        ("about", "kern-form-input__input"),
        ("kind", "kern-form-input__select"),
        ("topic", "kern-form-check__radio"),
        ("topics", "kern-form-check__checkbox"),
        ("agreed", "kern-form-check__checkbox"),
    ],
)
def test_widgets_look_like_the_design_system(name: str, css: str) -> None:
    assert f'class="{css}"' in draw("{% field bound %}", bound=ExampleForm()[name])


def test_drawing_a_field_leaves_the_form_as_it_is() -> None:
    form = ExampleForm()
    before = str(form["name"])
    draw("{% field bound %}", bound=form["name"])
    assert str(form["name"]) == before


def test_a_widget_that_draws_itself_is_left_alone() -> None:
    class Own(forms.TextInput):
        template_name = "territories/own.html"

        def render(self, name, value, attrs=None, renderer=None) -> str:
            return f"own {attrs['aria-describedby']}"

    class Form(forms.Form):
        place = forms.CharField(widget=Own, help_text="Where it is.")

    html = draw("{% field bound %}", bound=Form()["place"])
    assert "own id_place_helptext" in html
    assert 'id="id_place_helptext"' in html


def test_what_was_typed_and_what_is_wrong_are_both_shown() -> None:
    form = ExampleForm({"name": "Klinikum <b>", "email": "no address"})
    html = draw("{% form form 'Save' %}", form=form)
    assert 'value="Klinikum &lt;b&gt;"' in html
    assert 'href="#id_email"' in html
    assert "novalidate" in html


def test_only_optional_fields_are_marked() -> None:
    optional = "kern-label__optional"
    assert optional in draw("{% field bound %}", bound=ExampleForm()["email"])
    assert optional not in draw("{% field bound %}", bound=ExampleForm()["name"])


# --- Components ---------------------------------------------------------------------------


def test_components_escape_what_they_are_given() -> None:
    bad = "<script>alert(1)</script>"
    for code in (
        "{% page_header bad intro=bad preline=bad %}",
        "{% button bad name=bad value=bad %}{% link_button bad bad %}",
        "{% alert title=bad %}{{ bad }}{% endalert %}{% badge bad %}",
        "{% card title=bad href=bad preline=bad footer=bad %}{{ bad }}{% endcard %}",
        "{% description bad %}{{ bad }}{% enddescription %}",
        "{% table bad %}{% endtable %}{% breadcrumb bad bad bad %}",
        "{% empty_state bad %}{{ bad }}{% endempty_state %}",
        "{% confirm bad bad cancel=bad %}{{ bad }}{% endconfirm %}",
    ):
        assert "<script>" not in draw(code, bad=bad), code


def test_pagination_keeps_the_rest_of_the_question() -> None:
    from django.core.paginator import Paginator

    request = RequestFactory().get("/de/organisations/?q=Schule&page=2")
    code = engines["django"].from_string("{% pagination page_obj %}")
    html = code.render({"page_obj": Paginator(range(50), 10).page(2)}, request)
    assert 'href="?q=Schule&amp;page=3"' in html
    assert 'aria-current="page"' in html


@pytest.mark.django_db
def test_messages_of_the_account_speak_plainly(client: Client, newcomer: User) -> None:
    client.force_login(newcomer, settings.AUTHENTICATION_BACKENDS[0])
    response = client.post("/en/accounts/logout/")
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["You are logged out."]


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_the_portals_look() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/accounts/login/", {})
    assert response.status_code == 403
    assert "portal-header" in response.content.decode()


def test_the_page_of_a_technical_fault_needs_nothing() -> None:
    html = engines["django"].get_template("500.html").render()
    assert "Das hat leider nicht geklappt" in html
