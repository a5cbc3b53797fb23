"""The filters of the page."""

import pytest

from tests.browser.opened import Open, Opened

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def visible_entries(page: Opened) -> list[str]:
    return page.page.eval_on_selector_all(
        "[data-from]", "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.verdict)"
    )


def test_a_verdict_can_be_chosen_and_what_has_another_goes(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.click("#filters span.conflict")
    chosen = visible_entries(page)
    status = page.page.text_content("#shown")
    headings = page.page.eval_on_selector_all(
        "main h2", "all => all.filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    page.page.click("#show-all")
    everything = visible_entries(page)
    assert (chosen, status, headings, len(everything) > len(chosen), page.page.text_content("#shown")) == (
        ["conflict"],
        f"1 of {len(everything)} entries shown.",
        ["Bottom line", "Where the sources differ", "Names spelled in several ways", "Account"],
        True,
        "",
    )


def test_a_source_can_be_chosen_and_its_text_is_brought_up(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.select_option("#by-source", label="The Quay")
    page.settled()
    number = page.page.input_value("#by-source")
    cites = page.page.eval_on_selector_all(
        "[data-from]", "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.from)"
    )
    assert (
        [each for each in cites if number not in each.split()],
        len(cites) > 3,
        page.in_sight(f"#source-{number} h3"),
    ) == ([], True, True)


def test_filters_work_from_the_keyboard(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.focus("input[value='']")
    page.page.keyboard.press("ArrowRight")
    assert (page.page.input_value("input:checked"), set(visible_entries(page))) == ("conflict", {"conflict"})


def test_a_number_in_a_source_leads_back_to_an_entry_that_a_filter_had_hidden(
    opened: Open, examples: str
) -> None:
    page = opened(examples)
    page.page.click("#filters span.conflict")
    hidden = page.page.eval_on_selector("#timeline ~ dl a.cite >> nth=-1", "e => e.dataset.n")
    page.page.click(f"#s{hidden} > .to")
    page.settled()
    assert (page.in_sight(f"#r{hidden}-1"), page.page.text_content("#shown")) == (True, "")
