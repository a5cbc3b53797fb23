"""Every factor held against pint, and conversions against figures worked out by hand."""

from decimal import Decimal

import pint
import pytest

from summarise.units import UNITS, convert, to_base

IN_PINT = {
    "km": "kilometer",
    "m": "meter",
    "cm": "centimeter",
    "mm": "millimeter",
    "mi": "mile",
    "ft": "foot",
    "in": "inch",
    "yd": "yard",
    "nmi": "nautical_mile",
    "km²": "kilometer**2",
    "m²": "meter**2",
    "mi²": "mile**2",
    "ft²": "foot**2",
    "ha": "hectare",
    "acre": "mile**2/640",
    "m³": "meter**3",
    "ft³": "foot**3",
    "yd³": "yard**3",
    "km³": "kilometer**3",
    "L": "liter",
    "mL": "milliliter",
    "gal": "US_liquid_gallon",
    "bbl": "oil_barrel",
    "kg": "kilogram",
    "g": "gram",
    "mg": "milligram",
    "t": "metric_ton",
    "ton": "US_ton",
    "lb": "pound",
    "oz": "ounce",
    "km/h": "kilometer/hour",
    "mph": "mile/hour",
    "m/s": "meter/second",
    "kn": "knot",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "hp": "horsepower",
    "kWh": "kilowatt_hour",
    "MWh": "megawatt_hour",
    "GWh": "gigawatt_hour",
    "TWh": "terawatt_hour",
    "hPa": "hectopascal",
    "inHg": "inch_Hg",
    "bar": "bar",
    "psi": "psi",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
    "mAh": "milliampere_hour",
    "ppm": "ppm",
    "second": "second",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "year": "year",
    "decade": "10 * year",
    "century": "100 * year",
    "%": "percent",
    "°": "degree",
}
# One of these is 1 in the table, whatever pint counts in.
BASES = {
    "length": "meter",
    "area": "meter**2",
    "volume": "liter",
    "mass": "kilogram",
    "speed": "meter/second",
    "power": "watt",
    "energy": "kilowatt_hour",
    "pressure": "pascal",
    "frequency": "hertz",
    "data": "byte",
    "charge": "milliampere_hour",
    "share": "ppm",
    "duration": "hour",
    "months": "month",
    "percent": "percent",
    "angle": "degree",
}
# Signs that pint has no plain factor for: points of a percentage, a logarithm, a ratio that it does not know.
NOT_IN_PINT = {"pp", "bp", "dB", "mpg"}
WITH_OFFSET = {"°C": "degC", "°F": "degF", "K": "kelvin"}
# Rounded in pint's table and in ours at different places.
ROUNDED = {"inHg": Decimal("1e-6"), "psi": Decimal("1e-15")}
EXACT = Decimal("1e-18")


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    return pint.UnitRegistry(non_int_type=Decimal)


def test_each_unit_is_held_against_pint_or_left_out_by_name() -> None:
    assert UNITS.keys() == IN_PINT.keys() | NOT_IN_PINT | WITH_OFFSET.keys()


@pytest.mark.parametrize("sign", IN_PINT)
def test_factor_is_that_of_pint(sign: str, registry: pint.UnitRegistry[Decimal]) -> None:
    unit = UNITS[sign]

    expected = registry.parse_expression(IN_PINT[sign]).to(BASES[unit.dimension]).magnitude

    assert abs(unit.factor / expected - 1) <= ROUNDED.get(sign, EXACT)


@pytest.mark.parametrize("degrees", ["-40", "0", "37.5", "451"])
@pytest.mark.parametrize("sign", WITH_OFFSET)
def test_temperature_is_that_of_pint(sign: str, degrees: str, registry: pint.UnitRegistry[Decimal]) -> None:
    base = to_base(Decimal(degrees), sign)

    expected = registry.Quantity(Decimal(degrees), WITH_OFFSET[sign]).to("degC").magnitude
    assert base is not None
    assert abs(base[1] - expected) < EXACT


@pytest.mark.parametrize(
    ("amount", "sign", "wanted", "expected"),
    [
        ("1", "mi", "km", "1.609344"),
        ("26", "mi", "m", "41842.944"),
        ("1", "nmi", "km", "1.852"),
        ("6", "ft", "in", "72"),
        ("1", "yd", "cm", "91.44"),
        ("1", "mi²", "acre", "640"),
        ("1", "km²", "ha", "100"),
        ("1", "bbl", "gal", "42"),
        ("1", "ft³", "L", "28.316846592"),
        ("1", "lb", "oz", "16"),
        ("1", "ton", "lb", "2000"),
        ("1", "t", "kg", "1000"),
        ("36", "km/h", "m/s", "10"),
        ("3", "GW", "MW", "3000"),
        ("2", "TWh", "GWh", "2000"),
        ("1", "bar", "hPa", "1000"),
        ("90", "minute", "hour", "1.5"),
        ("2", "fortnight", "day", "28"),
        ("3", "century", "decade", "30"),
        ("100", "bp", "pp", "1"),
        ("-40", "°C", "°F", "-40"),
        ("98.6", "°F", "°C", "37"),
        ("0", "K", "°C", "-273.15"),
    ],
)
def test_conversion_gives_the_amount_worked_out_by_hand(
    amount: str, sign: str, wanted: str, expected: str
) -> None:
    converted = convert(Decimal(amount), sign, wanted)

    assert converted is not None
    assert abs(converted - Decimal(expected)) < EXACT


@pytest.mark.parametrize("sign", UNITS)
def test_conversion_there_and_back_gives_the_same_amount(sign: str) -> None:
    for wanted, unit in UNITS.items():
        there = convert(Decimal("12.5"), sign, wanted)
        if there is None:
            assert unit.dimension != UNITS[sign].dimension
            continue
        back = convert(there, wanted, sign)
        assert back is not None
        assert abs(back - Decimal("12.5")) < Decimal("1e-15")


@pytest.mark.parametrize(
    ("sign", "wanted"),
    [
        ("km", "km²"),
        ("day", "month"),
        ("lb", "GBP"),
        ("%", "pp"),
        ("person", "km"),
        ("km", "person"),
        ("°", "°C"),
    ],
)
def test_units_of_different_things_do_not_convert(sign: str, wanted: str) -> None:
    assert convert(Decimal(1), sign, wanted) is None


def test_a_counted_noun_converts_to_itself_alone() -> None:
    assert convert(Decimal(3), "village", "village") == Decimal(3)


def test_a_counted_noun_has_no_base_unit() -> None:
    assert to_base(Decimal(3), "village") is None
