"""Topics and audiences in the API, with their names in the reader's language."""

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.taxonomy.enums import Vocabulary
from partners.taxonomy.models import Term


class TermResult(serializers.ModelSerializer):
    """A term: `slug` is what filters and writers use, `names` are by language."""

    name = serializers.CharField()
    names = serializers.SerializerMethodField()

    class Meta:
        model = Term
        fields = ("slug", "name", "names")

    def get_names(self, term: Term) -> dict[str, str]:
        return {row.language: row.name for row in term.names.all()}


class TermViewSet(ReadOnlyModelViewSet):
    vocabulary: Vocabulary
    serializer_class = TermResult
    lookup_field = "slug"
    lookup_value_regex = "[A-Za-z0-9_-]{1,40}"
    order_by = "position"
    queryset = Term.objects.none()

    def get_queryset(self) -> QuerySet[Term]:
        return Term.objects.of(self.vocabulary).with_names()


class TopicViewSet(TermViewSet):
    """The fields of action by which postings are sorted."""

    vocabulary = Vocabulary.TOPIC


class AudienceViewSet(TermViewSet):
    """For whom postings are."""

    vocabulary = Vocabulary.AUDIENCE
