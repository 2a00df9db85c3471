"""Makes of any colour two that can be read: one for light pages, one for dark ones.

Contrast is that of WCAG 2. Hue and chroma stay, lightness moves in OKLCH, where equal steps look
equal, until everything that is written in the colour or on it can be read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import atan2, cbrt, cos, hypot, sin

HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5
WHITE, BLACK = "#ffffff", "#000000"

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1, as screens take them."""


@dataclass(frozen=True)
class Scheme:
    """What a colour meets on light or dark pages.

    `grounds` are those of portal.css and KERN that links stand on. KERN tints the ground below a
    button by up to `tint` of the colour, and fades a filled button towards `extreme` by as much.
    """

    grounds: tuple[str, ...]
    tint: float
    extreme: str
    on_colour: str


# White, orange-050, darkblue-025; neutral-950, -900 and -850: see `:root` in portal.css.
LIGHT = Scheme((WHITE, "#ffe7b6", "#eff3fa"), 0.16, WHITE, WHITE)
DARK = Scheme(("#131525", "#1d2034", "#272a42"), 0.24, BLACK, BLACK)


@dataclass(frozen=True)
class Pair:
    """The shades in which a colour is used, and which text can be read on the colour itself."""

    given: str
    light: str
    dark: str

    @property
    def on_given(self) -> str:
        """Black or white; one of them always reaches 4.5."""
        return max((WHITE, BLACK), key=lambda text: contrast(text, self.given))


def pair_of(colour: str) -> Pair:
    """`colour` is #rrggbb; what can be read as it is stays as it is."""
    return Pair(colour.lower(), readable(colour, LIGHT), readable(colour, DARK))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


def passes(colour: str, scheme: Scheme) -> bool:
    """Whether links and buttons of this colour can be read, hovered over or not."""
    filled = _mixed(colour, scheme.extreme, scheme.tint)
    tinted = [_mixed(ground, colour, scheme.tint) for ground in scheme.grounds]
    return (
        min(contrast(colour, ground) for ground in (*scheme.grounds, *tinted)) >= READABLE
        and contrast(scheme.on_colour, filled) >= READABLE
    )


def readable(colour: str, scheme: Scheme) -> str:
    """The colour, or the nearest lighter or darker one of its hue that passes."""
    colour = colour.lower()
    if passes(colour, scheme):
        return colour
    lightness, chroma, hue = _to_oklch(_rgb(colour))
    # Between what fails and the end of the scale, which passes: black on light, white on dark.
    failing, best = lightness, 0.0 if scheme is LIGHT else 1.0
    for _ in range(16):
        middle = (failing + best) / 2
        if passes(_from_oklch(middle, chroma, hue), scheme):
            best = middle
        else:
            failing = middle
    return _from_oklch(best, chroma, hue)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in rgb)


def _mixed(one: str, other: str, share: float) -> str:
    """The first colour with a share of the other one."""
    return _hex(_each(lambda a, b: a + (b - a) * share, _rgb(one), _rgb(other)))


def _each(function: Callable[..., float], *colours: Rgb) -> Rgb:
    red, green, blue = (function(*parts) for parts in zip(*colours, strict=True))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(rgb: Rgb) -> float:
    red, green, blue = _each(_linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# The matrices of the definition of OKLab (Björn Ottosson, 2020).


def _to_oklch(rgb: Rgb) -> tuple[float, float, float]:
    red, green, blue = _each(_linear, rgb)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that screens can show: chroma gives way, lightness and hue stay."""
    low, high = 0.0, chroma
    if _shows(_linear_rgb(lightness, high, hue)):
        low = high
    for _ in range(12):
        middle = (low + high) / 2
        if _shows(_linear_rgb(lightness, middle, hue)):
            low = middle
        else:
            high = middle
    return _hex(_each(lambda part: _gamma(max(part, 0)), _linear_rgb(lightness, low, hue)))


def _shows(linear: Rgb) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in linear)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
