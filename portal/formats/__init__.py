"""Dates and times of the languages for which Django's own do not suit readers in Germany."""
