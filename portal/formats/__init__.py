"""How dates and times are written where Django's own way would mislead people in Germany.

Only what differs stands here; all else, and every other language, is Django's. Easy German, which
Django does not know, has that of German.
"""
