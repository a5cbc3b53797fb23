"""What a server asks for when it asks to wait."""

from datetime import UTC, datetime

import pytest

from summarise.faults import retry_after

NOW = datetime(2026, 3, 12, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": " 7 "}, 7.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "Thu, 12 Mar 2026 10:00:30 GMT"}, 30.0),
        ({"retry-after": "Thu, 12 Mar 2026 10:00:30"}, 30.0),
        ({"retry-after": "Fri, 13 Mar 2026 10:00:30 GMT", "date": "Fri, 13 Mar 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Thu, 12 Mar 2026 09:59:00 GMT"}, None),
        ({"retry-after": "Thu, 99 Mar 2026 10:00:30 GMT"}, None),
        ({"retry-after": "86400"}, 86400.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "0"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e999"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_a_wait_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds
