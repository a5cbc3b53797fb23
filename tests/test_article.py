"""Articles whose pages are odd."""

from summarise.article import parse


def test_a_page_stamp_with_a_number_that_is_no_year_gives_no_date() -> None:
    page = "Published: 8851\n\nFire closes the harbour\n\nA fire closed the harbour and its two piers on Monday.\n"
    assert parse(page, path="a.txt", name="a1").published is None
