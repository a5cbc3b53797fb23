"""Which addresses are asked: those of the open network, in whatever spelling others come."""

import pytest

from summarise.errors import ArticleError
from summarise.inputs.addresses import is_global, target_of


@pytest.mark.parametrize(
    ("number", "is_open"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("0.0.0.0", False),  # noqa: S104 - what is refused
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False),
        ("2001:db8::1", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_only_numbers_of_the_open_network_are_asked(number: str, is_open: bool) -> None:
    assert is_global(number) is is_open


INTO = "is not asked: it leads into a network that is not public"
ODD = "is no address of a page: its host is a number in an odd spelling"
NONE = "is no address of a page"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1/", INTO),
        ("http://127.0.0.1:8000/", INTO),
        ("http://localhost/", INTO),
        ("http://localhost./", INTO),
        ("http://[::1]/", INTO),
        ("http://[::ffff:127.0.0.1]/", INTO),
        ("http://[::ffff:7f00:1]/", INTO),
        ("http://100.64.0.1/", INTO),
        ("http://169.254.169.254/latest/meta-data/", INTO),
        ("http://１２７.0.0.1/", INTO),
        ("http://0x7f.1/", ODD),
        ("http://0x7f000001/", ODD),
        ("http://2130706433/", ODD),
        ("http://127.1/", ODD),
        ("http://0/", ODD),
        ("http://a.0x7f/", ODD),
        ("http:///path", NONE),
        ("http://", NONE),
        ("http://[::1", NONE),
        ("http://a b.example/", NONE),
        ("http://a.example:99999/", NONE),
        ("http://a.example/\r\nHost: b", NONE),
        ("https://" + "a" * 2_000, NONE),
        ("ftp://a.example/", NONE),
        ("file:///etc/passwd", NONE),
    ],
    ids=lambda value: value[:40] if value.startswith(("http", "f")) else "",
)
def test_an_address_that_leads_elsewhere_is_not_asked(address: str, message: str) -> None:
    with pytest.raises(ArticleError) as raised:
        target_of(address, is_global)

    assert str(raised.value) == f"{address!r} {message}"


def test_an_address_with_a_password_is_not_asked_and_not_repeated() -> None:
    with pytest.raises(ArticleError) as raised:
        target_of("http://ana:secret@a.example/", is_global)

    assert str(raised.value) == (
        "an address with a name or password in it is not asked: it would stand in the note"
    )


def test_a_name_that_nobody_knows_is_told() -> None:
    # A number of a network card that this machine has not: told so without asking anybody.
    with pytest.raises(ArticleError, match=r"leads nowhere: no host is known as 'fe80::1%nowhere'$"):
        target_of("http://[fe80::1%nowhere]/", is_global)


def test_an_address_is_pinned_to_the_number_that_was_checked() -> None:
    asked: list[str] = []

    def check(number: str) -> bool:
        asked.append(number)
        return True

    target = target_of("http://127.0.0.1:8080/a?b=c", check)

    assert (target.host, target.port, target.number, asked) == ("127.0.0.1", 8080, "127.0.0.1", ["127.0.0.1"])
