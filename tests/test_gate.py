"""The gate: so many at once, first come first served, shut for all on a rate limit, never open early."""

import asyncio

import pytest

from summarise.gate import Gate, GateShut


async def hold(gate: Gate, log: list[int], number: int, seconds: float = 0.01) -> None:
    async with gate.place(patience=5):
        log.append(number)
        await asyncio.sleep(seconds)


async def test_no_more_are_inside_than_there_are_places() -> None:
    gate, most = Gate(3), 0

    async def enter() -> None:
        nonlocal most
        async with gate.place(patience=5):
            most = max(most, gate.inside)
            await asyncio.sleep(0)

    await asyncio.gather(*(enter() for _ in range(50)))
    assert (most, gate.inside) == (3, 0)


async def test_who_comes_first_goes_in_first() -> None:
    gate = Gate(1)
    log: list[int] = []
    await asyncio.gather(*(hold(gate, log, number, 0) for number in range(20)))
    assert log == list(range(20))


async def test_a_retry_goes_to_the_head_of_the_queue() -> None:
    gate = Gate(1)
    log: list[int] = []

    async def retry() -> None:
        async with gate.place(patience=5, first=True):
            log.append(99)

    await asyncio.gather(hold(gate, log, 1), hold(gate, log, 2), hold(gate, log, 3), retry())
    assert log == [1, 99, 2, 3]


async def test_a_shut_gate_opens_for_nobody_before_its_time() -> None:
    gate, loop = Gate(4), asyncio.get_running_loop()
    entered: list[float] = []

    async def enter() -> None:
        async with gate.place(patience=5):
            entered.append(loop.time())

    begun = loop.time()
    gate.close(0, 0.2)
    await asyncio.gather(*(enter() for _ in range(9)))
    assert min(entered) - begun >= 0.2


async def test_a_wave_of_limits_cuts_the_places_once() -> None:
    gate = Gate(10)
    for _ in range(10):
        gate.close(0, 0)
    assert gate.limit == 7.0


async def test_the_next_wave_cuts_again_and_never_below_one() -> None:
    gate = Gate(10)
    for wave in range(20):
        gate.close(wave, 0)
    assert gate.limit == 1.0


async def test_successes_win_the_places_back_and_no_more() -> None:
    gate = Gate(3)
    gate.close(0, 0)
    for _ in range(30):
        gate.widen()
    assert gate.limit == 3.0


async def test_who_cannot_wait_so_long_is_told_at_once() -> None:
    gate = Gate(1)
    gate.close(0, 60)
    with pytest.raises(GateShut):
        await asyncio.wait_for(hold(gate, [], 1), 1)


async def test_who_waits_in_the_queue_is_told_when_it_gets_too_long() -> None:
    gate = Gate(1)
    log: list[int] = []
    first = asyncio.create_task(hold(gate, log, 1, 0.05))
    second = asyncio.create_task(hold(gate, log, 2))
    await asyncio.sleep(0.01)
    gate.close(0, 60)
    with pytest.raises(GateShut):
        await asyncio.wait_for(second, 1)
    await first
    assert log == [1]


@pytest.mark.parametrize("ticks", range(6))
async def test_a_place_is_not_lost_when_its_caller_is_cancelled(ticks: int) -> None:
    gate = Gate(1)
    log: list[int] = []
    first = asyncio.create_task(hold(gate, log, 1, 0))
    second = asyncio.create_task(hold(gate, log, 2, 0))
    for _ in range(ticks):
        await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    await asyncio.wait_for(hold(gate, log, 3, 0), 1)
    assert (log[-1], gate.inside) == (3, 0)
