"""Settings of the API: who may ask how much, in which form, and how it is described.

The editors of Wagtail and wagtail-localize are views of this framework, too, and take what is set
here. What only our API does stands in `portal.api.ONLY_OURS`.
"""

import environs

env = environs.Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.rest.Token", "portal.rest.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["portal.lists.Parameters"],
    "DEFAULT_PAGINATION_CLASS": "portal.lists.KeyPagination",
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE_VISITOR", "120/min"),
        "user": env.str("API_RATE_MEMBER", "600/min"),
        "write": env.str("API_RATE_WRITE", "60/min"),
        "form": env.str("FORM_RATE", "20/hour"),
        "registration": env.str("REGISTRATION_RATE", "60/hour"),
        "machine_translation": env.str("MACHINE_TRANSLATOR_RATE", "30/hour"),
    },
    # Production says how many proxies write the address by which visitors are counted.
    "NUM_PROXIES": 0,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
    # Nobody asks OPTIONS for what the schema says better.
    "DEFAULT_METADATA_CLASS": None,
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Partnerkommune",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["portal.openapi.only_ours"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.openapi.with_refusals",
    ],
    "AUTHENTICATION_WHITELIST": ["portal.rest.Token", "portal.rest.Session"],
    "ENUM_NAME_OVERRIDES": {
        "TextOriginEnum": "offers.postings.enums.Origin",
        "LanguageLevelEnum": "offers.postings.enums.Level",
        "TerritoryLevelEnum": "partners.territories.api.LEVEL_NAMES",
    },
}
