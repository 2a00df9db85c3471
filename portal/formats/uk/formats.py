"""Ukrainian with the whole word for year: its usual abbreviation ends in a second full stop."""

DATE_FORMAT = "j E Y року"
DATETIME_FORMAT = "j E Y року, H:i"
MONTH_DAY_FORMAT = "j E"
