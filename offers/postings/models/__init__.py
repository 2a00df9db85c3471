"""Postings: what organisations publish. Offers and needs here; events plug in from above."""

from offers.postings.models.kinds import Need, Offer, price_in_euros
from offers.postings.models.posting import (
    BERLIN,
    LONGEST_LIFE,
    USUAL_LIFE,
    Posting,
    PostingQuerySet,
    last_moment,
    on_show,
)
from offers.postings.models.words import PostingLanguage, PostingText
from offers.postings.tokens import PostingToken

__all__ = [
    "BERLIN",
    "LONGEST_LIFE",
    "USUAL_LIFE",
    "Need",
    "Offer",
    "Posting",
    "PostingLanguage",
    "PostingQuerySet",
    "PostingText",
    "PostingToken",
    "last_moment",
    "on_show",
    "price_in_euros",
]
