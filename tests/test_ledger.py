"""The ledger: what calls take, per step, and a limit that is kept before it is passed."""

import asyncio

import pytest

from summarise.errors import BudgetError
from summarise.ledger import Ledger, Prices, Usage

PRICES = Prices(prompt=2.0, completion=10.0)


def used(prompt: int, completion: int, usd: float | None = None) -> Usage:
    return Usage(requests=1, prompt_tokens=prompt, completion_tokens=completion, usd=usd)


def test_a_price_is_for_a_million_tokens() -> None:
    assert Ledger(PRICES).price(500_000, 100_000) == 2.0


def test_without_prices_there_is_no_money() -> None:
    assert Ledger().price(500_000, 100_000) is None


async def test_steps_are_counted_apart_and_together() -> None:
    ledger = Ledger()
    for step in ("article", "article", "brief"):
        ledger.settle(await ledger.reserve(step, 10, 10), used(7, 3))
    assert (ledger.steps["article"].tokens, ledger.total.tokens, ledger.total.requests) == (20, 30, 3)


async def test_a_call_that_could_pass_the_limit_is_refused() -> None:
    ledger = Ledger(max_tokens=100)
    ledger.settle(await ledger.reserve("article", 60, 30), used(60, 20))
    with pytest.raises(BudgetError, match="may take 30 tokens: 80 of 100 are used"):
        await ledger.reserve("article", 20, 10)


async def test_a_limit_on_cost_is_in_dollars() -> None:
    ledger = Ledger(PRICES, max_cost=0.01)
    with pytest.raises(BudgetError, match=r"may cost \$0.0120: \$0.0000 of \$0.0100"):
        await ledger.reserve("article", 1000, 1000)


async def test_a_limit_on_cost_without_prices_is_refused() -> None:
    with pytest.raises(BudgetError, match="needs prices"):
        Ledger(max_cost=1.0)


async def test_a_call_waits_while_those_in_flight_may_leave_enough() -> None:
    ledger = Ledger(max_tokens=100)
    first = await ledger.reserve("article", 50, 40)
    second = asyncio.create_task(ledger.reserve("article", 50, 40))
    await asyncio.sleep(0)
    assert not second.done()
    ledger.settle(first, used(5, 5))
    assert (await second).tokens == 90


async def test_those_who_wait_are_refused_when_too_little_is_left() -> None:
    ledger = Ledger(max_tokens=100)
    first = await ledger.reserve("article", 50, 40)
    waiting = [asyncio.create_task(ledger.reserve("article", 50, 40)) for _ in range(50)]
    await asyncio.sleep(0)
    ledger.settle(first, used(50, 40))
    ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(end) for end in ends} == {BudgetError}
