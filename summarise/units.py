"""Units and currencies: how news writes them, one canonical sign for each, and exact factors between them.

The factors are checked against pint in the tests.
"""

from decimal import Decimal
from typing import NamedTuple


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


def _units() -> dict[str, tuple[Unit, str]]:
    """Pair each unit with its spellings, separated by bars; words in the plural are made below."""
    rows: list[tuple[str, str, Decimal | int | str, str]] = [
        # length, in metres
        ("km", "length", 1000, "km|kms|kilometre|kilometer"),
        ("m", "length", 1, "m|metre|meter"),
        ("cm", "length", "0.01", "cm|centimetre|centimeter"),
        ("mm", "length", "0.001", "mm|millimetre|millimeter"),
        ("mi", "length", MILE, "mile|mi"),
        ("ft", "length", FOOT, "foot|feet|ft|ft."),
        ("in", "length", FOOT / 12, "inch|inches"),
        ("yd", "length", FOOT * 3, "yard|yd|yds"),
        ("nmi", "length", 1852, "nautical mile|nmi"),
        # area, in square metres
        (
            "km²",
            "area",
            10**6,
            "km²|km 2|km ^ 2|sq km|sq . km|sqkm|square km|square kilometre|square kilometer",
        ),
        ("m²", "area", 1, "m²|m 2|sq m|sq . m|sqm|square metre|square meter"),
        ("mi²", "area", MILE**2, "mi²|mi 2|sq mi|sq . mi|sq mile|sq . mile|square mile"),
        ("ft²", "area", FOOT**2, "ft²|ft 2|sq ft|sq . ft|sqft|square foot|square feet"),
        ("ha", "area", 10**4, "ha|hectare"),
        ("acre", "area", Decimal("4046.8564224"), "acre"),
        # volume, in litres
        ("m³", "volume", 1000, "m³|m 3|cubic metre|cubic meter|cu m"),
        ("ft³", "volume", (FOOT * 10) ** 3, "ft³|ft 3|cubic foot|cubic feet|cu ft"),
        ("yd³", "volume", (FOOT * 3) ** 3 * 1000, "yd³|cubic yard|cu yd"),
        ("km³", "volume", 10**12, "km³|km 3|cubic kilometre|cubic kilometer"),
        ("L", "volume", 1, "litre|liter|l|ltr"),
        ("mL", "volume", "0.001", "ml|millilitre|milliliter"),
        ("gal", "volume", GALLON, "gallon|gal"),
        ("bbl", "volume", GALLON * 42, "barrel|bbl"),
        # mass, in kilograms
        ("kg", "mass", 1, "kg|kgs|kilogram|kilogramme|kilo"),
        ("g", "mass", "0.001", "gram|gramme|g"),
        ("mg", "mass", "0.000001", "mg|milligram"),
        ("t", "mass", 1000, "tonne|metric ton|t"),
        ("ton", "mass", POUND * 2000, "ton|short ton"),
        ("lb", "mass", POUND, "lb|lbs|pound"),
        ("oz", "mass", POUND / 16, "ounce|oz"),
        # speed, in metres a second
        ("km/h", "speed", Decimal(1000) / 3600, "km / h|kmh|kph|km / hr|km per hour|km an hour|kmph"),
        ("mph", "speed", MILE / 3600, "mph|mi / h"),
        ("m/s", "speed", 1, "m / s"),
        ("kn", "speed", Decimal(1852) / 3600, "knot|kt|kts"),
        # power, energy, pressure, frequency, data
        ("kW", "power", 1000, "kw|kilowatt"),
        ("MW", "power", 10**6, "mw|megawatt"),
        ("GW", "power", 10**9, "gw|gigawatt"),
        ("hp", "power", "745.69987158227022", "hp|horsepower|bhp"),
        ("kWh", "energy", 1, "kwh|kilowatt hour|kilowatt - hour"),
        ("MWh", "energy", 1000, "mwh|megawatt hour|megawatt - hour"),
        ("GWh", "energy", 10**6, "gwh|gigawatt hour|gigawatt - hour"),
        ("TWh", "energy", 10**9, "twh|terawatt hour|terawatt - hour"),
        ("hPa", "pressure", 100, "hpa|hectopascal|mb|mbar|millibar"),
        ("inHg", "pressure", "3386.389", "inhg"),
        ("bar", "pressure", 10**5, "bar"),
        ("psi", "pressure", "6894.757293168361", "psi"),
        ("Hz", "frequency", 1, "hz|hertz"),
        ("kHz", "frequency", 1000, "khz"),
        ("MHz", "frequency", 10**6, "mhz|megahertz"),
        ("GHz", "frequency", 10**9, "ghz|gigahertz"),
        ("MB", "data", 10**6, "megabyte"),
        ("GB", "data", 10**9, "gb|gigabyte"),
        ("TB", "data", 10**12, "tb|terabyte"),
        ("mAh", "charge", 1, "mah|milliamp hour"),
        ("dB", "sound", 1, "db|decibel"),
        ("mpg", "economy", 1, "mpg"),
        ("ppm", "share", 1, "ppm"),
        # duration, in hours; months and years have no fixed length and stand for themselves
        ("second", "duration", Decimal(1) / 3600, "second|sec|secs"),
        ("minute", "duration", Decimal(1) / 60, "minute|min|mins"),
        ("hour", "duration", 1, "hour|hr|hrs"),
        ("day", "duration", 24, "day"),
        ("week", "duration", 168, "week"),
        ("fortnight", "duration", 336, "fortnight"),
        ("month", "months", 1, "month"),
        ("year", "months", 12, "year|yr|yrs"),
        ("decade", "months", 120, "decade"),
        ("century", "months", 1200, "century|centuries"),
        # percentages
        ("%", "percent", 1, "%|percent|per cent|pct|pc"),
        ("pp", "points", 1, "percentage point|% point|percent point|per cent point|pp|ppt|ppts"),
        ("bp", "points", "0.01", "basis point|bp|bps"),
    ]
    table: dict[str, tuple[Unit, str]] = {}
    for sign, dimension, factor, spellings in rows:
        unit = Unit(sign, dimension, Decimal(factor))
        for spelling in spellings.split("|"):
            table[spelling] = (unit, sign)
            if len(spelling.split()[-1]) > 2 and not spelling.endswith(("s", "feet")):
                table[spelling + "s"] = (unit, sign)
    celsius = Unit("°C", "temperature", Decimal(1))
    fahrenheit = Unit("°F", "temperature", Decimal(5) / 9, Decimal(-160) / 9)
    kelvin = Unit("K", "temperature", Decimal(1), Decimal("-273.15"))
    for spelling in (
        "° c",
        "degrees celsius",
        "degrees c",
        "c",
        "degree celsius",
        "degrees centigrade",
        "celsius",
    ):
        table[spelling] = (celsius, "°C")
    for spelling in ("° f", "degrees fahrenheit", "degrees f", "f", "degree fahrenheit", "fahrenheit"):
        table[spelling] = (fahrenheit, "°F")
    table["kelvin"] = (kelvin, "K")
    table["degrees"] = table["degree"] = table["°"] = (Unit("°", "angle", Decimal(1)), "°")
    for speed, sign in (("mile", "mph"), ("kilometre", "km/h"), ("kilometer", "km/h")):
        for ending in ("s per hour", "s an hour", " per hour", " an hour", "s / hour"):
            table[speed + ending] = (table[sign.lower().replace("/", " / ")][0], sign)
    for metre in ("metres", "meters"):
        for each in ("per", "a"):
            table[f"{metre} {each} second"] = (Unit("m/s", "speed", Decimal(1)), "m/s")
    return table


SPELLINGS = {tuple(spelling.split()): unit for spelling, (unit, _) in _units().items()}
LONGEST_SPELLING = max(map(len, SPELLINGS))
UNITS = {unit.sign: unit for unit in SPELLINGS.values()}
DURATIONS = frozenset(sign for sign, unit in UNITS.items() if unit.dimension in {"duration", "months"})
# Short signs that are words or names unless they are glued to their number.
GLUED_ONLY = frozenset(
    {"t", "c", "f", "g", "l", "in", "pc", "bar", "mb", "min", "sec", "hr", "kt", "pp", "k"}
)

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
