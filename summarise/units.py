"""Units and currencies: how news writes them, one canonical sign for each, and exact factors between them.

The factors are checked against pint in the tests.
"""

from decimal import Decimal
from typing import NamedTuple

from summarise.text import Tokens


class Unit(NamedTuple):
    """A unit of measurement: its canonical sign, its dimension, and what one of it is in the base unit."""

    sign: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)
    """Added after the factor; only temperatures have one."""


MILE = Decimal("1609.344")
FOOT = Decimal("0.3048")
POUND = Decimal("0.45359237")
GALLON = Decimal("3.785411784")
# Sign, dimension, how many of its dimension's base unit it is, and how news spells it, in lower case with a
# space between tokens. "(s)" stands for both the singular and the plural.
TABLE: tuple[tuple[str, str, Decimal | int | str, str], ...] = (
    # length, in metres
    ("km", "length", 1000, "km|kms|kilometre(s)|kilometer(s)"),
    ("m", "length", 1, "m|metre(s)|meter(s)"),
    ("cm", "length", "0.01", "cm|centimetre(s)|centimeter(s)"),
    ("mm", "length", "0.001", "mm|millimetre(s)|millimeter(s)"),
    ("mi", "length", MILE, "mile(s)|mi"),
    ("ft", "length", FOOT, "foot|feet|ft|ft."),
    ("in", "length", FOOT / 12, "inch|inches"),
    ("yd", "length", FOOT * 3, "yard(s)|yd|yds"),
    ("nmi", "length", 1852, "nautical mile(s)|nmi"),
    # area, in square metres
    (
        "km²",
        "area",
        10**6,
        "km²|km 2|km ^ 2|sq km|sq . km|sqkm|square km|square kilometre(s)|square kilometer(s)",
    ),
    ("m²", "area", 1, "m²|m 2|sq m|sq . m|sqm|square metre(s)|square meter(s)"),
    ("mi²", "area", MILE**2, "mi²|mi 2|sq mi|sq . mi|sq mile(s)|sq . mile(s)|square mile(s)"),
    ("ft²", "area", FOOT**2, "ft²|ft 2|sq ft|sq . ft|sqft|square foot|square feet"),
    ("ha", "area", 10**4, "ha|hectare(s)"),
    ("acre", "area", Decimal("4046.8564224"), "acre(s)"),
    # volume, in litres
    ("m³", "volume", 1000, "m³|m 3|cubic metre(s)|cubic meter(s)|cu m"),
    ("ft³", "volume", (FOOT * 10) ** 3, "ft³|ft 3|cubic foot|cubic feet|cu ft"),
    ("yd³", "volume", (FOOT * 3) ** 3 * 1000, "yd³|cubic yard(s)|cu yd"),
    ("km³", "volume", 10**12, "km³|km 3|cubic kilometre(s)|cubic kilometer(s)"),
    ("L", "volume", 1, "litre(s)|liter(s)|l|ltr(s)"),
    ("mL", "volume", "0.001", "ml|millilitre(s)|milliliter(s)"),
    ("gal", "volume", GALLON, "gallon(s)|gal(s)"),
    ("bbl", "volume", GALLON * 42, "barrel(s)|bbl(s)"),
    # mass, in kilograms
    ("kg", "mass", 1, "kg|kgs|kilogram(s)|kilogramme(s)|kilo(s)"),
    ("g", "mass", "0.001", "gram(s)|gramme(s)|g"),
    ("mg", "mass", "0.000001", "mg|milligram(s)"),
    ("t", "mass", 1000, "tonne(s)|metric ton(s)|t"),
    ("ton", "mass", POUND * 2000, "ton(s)|short ton(s)"),
    ("lb", "mass", POUND, "lb|lbs|pound(s)"),
    ("oz", "mass", POUND / 16, "ounce(s)|oz"),
    # speed, in metres a second
    (
        "km/h",
        "speed",
        Decimal(1000) / 3600,
        (
            "km / h|km / hr|kmh|kmph|kph|km per hour|km an hour"
            "|kilometre(s) per hour|kilometre(s) an hour|kilometres / hour"
            "|kilometer(s) per hour|kilometer(s) an hour|kilometers / hour"
        ),
    ),
    ("mph", "speed", MILE / 3600, "mph|mi / h|mile(s) per hour|mile(s) an hour|miles / hour"),
    ("m/s", "speed", 1, "m / s|metres per second|meters per second|metres a second|meters a second"),
    ("kn", "speed", Decimal(1852) / 3600, "knot(s)|kt|kts"),
    # temperature and angle
    ("°C", "temperature", 1, "° c|c|celsius|degree(s) celsius|degrees c|degrees centigrade"),
    ("°F", "temperature", Decimal(5) / 9, "° f|f|fahrenheit|degree(s) fahrenheit|degrees f"),
    ("K", "temperature", 1, "kelvin"),
    ("°", "angle", 1, "°|degree(s)"),
    # power, energy, pressure, frequency, data
    ("kW", "power", 1000, "kw|kilowatt(s)"),
    ("MW", "power", 10**6, "mw|megawatt(s)"),
    ("GW", "power", 10**9, "gw|gigawatt(s)"),
    ("hp", "power", "745.69987158227022", "hp|horsepower|bhp"),
    ("kWh", "energy", 1, "kwh(s)|kilowatt hour(s)|kilowatt - hour(s)"),
    ("MWh", "energy", 1000, "mwh(s)|megawatt hour(s)|megawatt - hour(s)"),
    ("GWh", "energy", 10**6, "gwh(s)|gigawatt hour(s)|gigawatt - hour(s)"),
    ("TWh", "energy", 10**9, "twh(s)|terawatt hour(s)|terawatt - hour(s)"),
    ("hPa", "pressure", 100, "hpa|hectopascal(s)|mb|mbar(s)|millibar(s)"),
    ("inHg", "pressure", "3386.389", "inhg"),
    ("bar", "pressure", 10**5, "bar(s)"),
    ("psi", "pressure", "6894.757293168361", "psi"),
    ("Hz", "frequency", 1, "hz|hertz"),
    ("kHz", "frequency", 1000, "khz"),
    ("MHz", "frequency", 10**6, "mhz|megahertz"),
    ("GHz", "frequency", 10**9, "ghz|gigahertz"),
    ("MB", "data", 10**6, "megabyte(s)"),
    ("GB", "data", 10**9, "gb|gigabyte(s)"),
    ("TB", "data", 10**12, "tb|terabyte(s)"),
    ("mAh", "charge", 1, "mah|milliamp hour(s)"),
    ("dB", "sound", 1, "db|decibel(s)"),
    ("mpg", "economy", 1, "mpg"),
    ("ppm", "share", 1, "ppm|part(s) per million"),
    # duration, in hours; months and years have no fixed length and stand for themselves
    ("second", "duration", Decimal(1) / 3600, "second(s)|sec|secs"),
    ("minute", "duration", Decimal(1) / 60, "minute(s)|min|mins"),
    ("hour", "duration", 1, "hour(s)|hr|hrs"),
    ("day", "duration", 24, "day(s)"),
    ("week", "duration", 168, "week(s)"),
    ("fortnight", "duration", 336, "fortnight(s)"),
    ("month", "months", 1, "month(s)"),
    ("year", "months", 12, "year(s)|yr|yrs"),
    ("decade", "months", 120, "decade(s)"),
    ("century", "months", 1200, "century|centuries"),
    # percentages
    ("%", "percent", 1, "%|percent(s)|per cent(s)|pct|pc"),
    ("pp", "points", 1, "percentage point(s)|% point(s)|percent point(s)|per cent point(s)|pp|ppt|ppts"),
    ("bp", "points", "0.01", "basis point(s)|bp|bps"),
)
# What is added after the factor to reach degrees Celsius.
OFFSETS = {"°F": Decimal(-160) / 9, "K": Decimal("-273.15")}
UNITS = {
    sign: Unit(sign, dimension, Decimal(factor), OFFSETS.get(sign, Decimal(0)))
    for sign, dimension, factor, _ in TABLE
}
SPELLINGS = {
    tuple(form.split()): UNITS[sign]
    for sign, _, _, spellings in TABLE
    for spelling in spellings.split("|")
    for form in (spelling.replace("(s)", ""), spelling.replace("(s)", "s"))
}
LONGEST_SPELLING = max(map(len, SPELLINGS))
DURATIONS = frozenset(sign for sign, unit in UNITS.items() if unit.dimension in {"duration", "months"})
# Short signs that are words or names unless they are glued to their number.
GLUED_ONLY = frozenset({"t", "c", "f", "g", "l", "in", "pc", "bar", "mb", "kt", "pp"})

CURRENCY_SIGNS = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "₫": "VND",
    "₵": "GHS",
    "₸": "KZT",
    "₡": "CRC",
}
DOLLAR_PREFIXES = {
    "us": "USD",
    "u.s.": "USD",
    "a": "AUD",
    "au": "AUD",
    "aus": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "can": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
    "sg": "SGD",
    "nt": "TWD",
    "r": "BRL",
    "mx": "MXN",
}
# Letters that mean money only in front of a large or scaled amount: "P50,000", "Rs 500", "R2.4bn".
CURRENCY_LETTERS = {
    "P": "PHP",
    "Rp": "IDR",
    "RM": "MYR",
    "Rs": "INR",
    "Tk": "BDT",
    "R": "ZAR",
    "Sh": "shilling",
    "Ksh": "KES",
    "N": "NGN",
    "Dh": "AED",
    "Dhs": "AED",
}
CURRENCY_CODES = frozenset(
    "USD EUR GBP JPY CNY RMB INR RUB KRW TRY UAH ILS NGN PHP THB VND GHS KZT AUD CAD NZD HKD SGD TWD BRL MXN "
    "CHF SEK NOK DKK PLN CZK HUF RON BGN ZAR EGP KES SAR AED QAR KWD IRR IQD SYP PKR BDT LKR IDR MYR ARS CLP "
    "COP PEN ISK MAD TND ETB UGX TZS".split()
)
CURRENCY_WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "won": "KRW",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupee": "INR",
    "ruble": "RUB",
    "rouble": "RUB",
    "lira": "TRY",
    "hryvnia": "UAH",
    "shekel": "ILS",
    "naira": "NGN",
    "baht": "THB",
    "dong": "VND",
    "real": "BRL",
    "reais": "BRL",
    "zloty": "PLN",
    "forint": "HUF",
    "rand": "ZAR",
    "riyal": "SAR",
    "dirham": "AED",
    "dinar": "dinar",
    "peso": "peso",
    "franc": "CHF",
    "krona": "SEK",
    "kronor": "SEK",
    "krone": "krone",
    "kroner": "krone",
    "crown": "crown",
    "cent": "cent",
    "pence": "penny",
    "penny": "penny",
    "rial": "IRR",
    "rupiah": "IDR",
    "ringgit": "MYR",
    "taka": "BDT",
    "tenge": "KZT",
    "shilling": "shilling",
    "guilder": "guilder",
    "mark": "mark",
    "leu": "RON",
    "lei": "RON",
    "koruna": "CZK",
    "birr": "ETB",
    "cedi": "GHS",
    "kwacha": "ZMW",
    "manat": "AZN",
    "lari": "GEL",
    "dram": "AMD",
    "escudo": "escudo",
    "drachma": "drachma",
    "peseta": "peseta",
    "florin": "florin",
    "thaler": "thaler",
    "pula": "BWP",
    "bolivar": "VES",
    "quetzal": "GTQ",
    "lempira": "HNL",
    "tugrik": "MNT",
    "somoni": "TJS",
}
DOLLAR_NATIONS = {
    "us": "USD",
    "u.s.": "USD",
    "american": "USD",
    "australian": "AUD",
    "canadian": "CAD",
    "new zealand": "NZD",
    "hong kong": "HKD",
    "singapore": "SGD",
    "taiwan": "TWD",
}


def to_base(amount: Decimal, sign: str) -> tuple[str, Decimal] | None:
    """Return the dimension and the amount in its base unit, none for what is not a unit here.

    >>> to_base(Decimal(400), "km²")
    ('area', Decimal('400000000'))
    """
    unit = UNITS.get(sign)
    if unit is None:
        return None
    return unit.dimension, amount * unit.factor + unit.offset


def convert(amount: Decimal, sign: str, wanted: str) -> Decimal | None:
    """Return the amount in the wanted unit, none where the two do not measure the same.

    >>> round(convert(Decimal(400), "km²", "mi²"), 2)
    Decimal('154.44')
    """
    if sign == wanted:
        return amount
    here, there = UNITS.get(sign), UNITS.get(wanted)
    if here is None or there is None or here.dimension != there.dimension:
        return None
    return (amount * here.factor + here.offset - there.offset) / there.factor


def read_unit(tokens: Tokens, i: int) -> tuple[int, Unit] | None:
    """Return the token behind the longest unit at token i, a hyphen before it allowed, and the unit."""
    at = i + 1 if tokens.word(i) == "-" and tokens.glued(i) else i
    for length in range(min(LONGEST_SPELLING, len(tokens) - at), 0, -1):
        spelling = tuple(tokens.words[at : at + length])
        if spelling in SPELLINGS and _is_unit(tokens, at, spelling):
            return at + length, SPELLINGS[spelling]
    return None


def _weighs(tokens: Tokens, i: int) -> bool:
    """Tell the grams in "250 g of butter" and "a 250 g pack" from a lone letter."""
    behind = tokens.word(i + 1)
    return tokens.raw(i) == "g" and (behind == "of" or (tokens.is_word(i + 1) and len(behind) > 2))


def _is_unit(tokens: Tokens, i: int, spelling: tuple[str, ...]) -> bool:
    """Tell a unit from the same letters as a word or name: "5 m" from "$5M", "5in" from "5 in"."""
    if len(spelling) > 1:
        return spelling[-1] != "2" or tokens.glued(i + len(spelling) - 1)
    word = spelling[0]
    if word in GLUED_ONLY and not tokens.glued(i):
        return word == "g" and _weighs(tokens, i)
    if word in {"c", "f"}:
        return tokens.raw(i).isupper()
    if word == "in":
        return tokens.word(i + 1) in {".", ",", ")", ";", "of", "and"}
    return tokens.raw(i) != "M"
