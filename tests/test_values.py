"""Values as they come back from JSON."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from summarise.values import Reading

READING: dict[str, Any] = {
    "article": "a1",
    "figure": "f1",
    "start": 0,
    "end": 2,
    "quote": "12",
    "kind": "count",
    "low": "12",
    "high": "12",
    "measure": "people killed",
    "voice": "source A",
}


@pytest.mark.parametrize("bound", ["many", "", "1 2", "NaN", "Infinity"])
def test_a_bound_that_is_no_number_is_refused_as_any_wrong_field(bound: str) -> None:
    with pytest.raises(ValidationError):
        Reading.model_validate_json(json.dumps(READING | {"low": bound}))
