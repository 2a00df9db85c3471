"""Shows every component with the code that draws it. Development only: see settings.GALLERY."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import path

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = TEMPLATES / "components"
EXAMPLES = TEMPLATES / "gallery/examples"

# What real names are like; nothing may grow beyond its room by them.
LONG_WORD = "Arbeitsmarktintegrationsförderungsangelegenheiten"
LONG_TEXT = (
    "Landratsamt, Fachbereich Wirtschaft, Ausländerwesen und Personenstand, Sachgebiet "
    "Anerkennung ausländischer Berufsabschlüsse und Beratung ankommender Familien"
)

CHOICES = [("housing", "Housing"), ("language", "Language"), ("school", "School")]


class ExampleForm(forms.Form):
    """One field of every widget; sent empty, it shows every error."""

    name = forms.CharField(label="Name", help_text="As it stands in the register.")
    email = forms.EmailField(label="E-mail address", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    size = forms.IntegerField(label="Employees", min_value=1)
    since = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}))
    about = forms.CharField(label="About us", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="Kind", choices=[("", "Please choose"), *CHOICES])
    topic = forms.ChoiceField(label="Most urgent", choices=CHOICES, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="All topics",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="As many as you like.",
    )
    several = forms.MultipleChoiceField(label="Several", choices=CHOICES)
    begin = forms.SplitDateTimeField(
        label="Begin",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Date"},
            time_attrs={"type": "time", "aria-label": "Time"},
        ),
    )
    logo = forms.FileField(label="Logo")
    agreed = forms.BooleanField(label="I have read the privacy notice.")


def component_names() -> list[str]:
    return sorted(file.stem for file in COMPONENTS.glob("*.html"))


def example_names() -> list[str]:
    return sorted(file.stem for file in EXAMPLES.glob("*.html"))


def examples(request: HttpRequest) -> list[dict[str, str]]:
    """Each component's name, the code of its examples and what that code draws."""
    return [
        {
            "name": name,
            "code": Path(EXAMPLES / f"{name}.html").read_text(encoding="utf-8").strip(),
            "drawn": get_template(f"gallery/examples/{name}.html").render(_context(name), request),
        }
        for name in example_names()
    ]


def _context(name: str) -> dict[str, Any]:
    """What examples may draw; every example has forms of its own, so that no id is there twice."""
    filled = {"name": "Klinikum Altenburg", "kind": "housing", "topic": "school"}
    disabled_form = ExampleForm(auto_id=f"{name}_disabled_%s", initial=filled)
    for field in disabled_form.fields.values():
        field.disabled = True
    return {
        "form": ExampleForm(auto_id=f"{name}_good_%s", initial=filled),
        "faulty_form": ExampleForm({}, auto_id=f"{name}_bad_%s"),
        "disabled_form": disabled_form,
        "page_obj": Paginator(range(200), 10).page(7),
        "long_word": LONG_WORD,
        "long_text": f"{LONG_WORD}: {LONG_TEXT}",
    }


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "gallery/index.html", {"examples": examples(request)})


urlpatterns = [path("", gallery, name="gallery")]
