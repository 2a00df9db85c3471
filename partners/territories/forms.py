"""Stub; replaced by the place chooser."""

from django import forms

from partners.territories.models import Territory


class PlaceField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=Territory.objects.all(), **kwargs)
