"""Takes the endings off Ukrainian words: Snowball has no algorithm for them.

Works on folded words: й is и there, ї is і. Only endings of nouns and adjectives, the longest that
leaves enough of the word; cautious rather than thorough.
"""

_ENDINGS = """
    ами ями ами ого ому ими ією ові еві ах ях ам ям ом ем ою ею єю ів ев ов еи их им ии іи ая яя ої
    ое еє ію ія іі а я у ю о е и і ь
""".split()  # the longest first
_SHORTEST_STEM = 3


def stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
