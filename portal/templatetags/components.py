"""Filters and tags that the component templates share."""

from django import template

register = template.Library()
