"""No connection goes to a machine that is not the public internet's, unless a person names it."""

import time
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.web_guard import Guard, guard_allowing, is_public

NOT_PUBLIC = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.2.3"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1"),
    *("fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"),
    *("2001:0:a00:1::", "100::1"),
)
PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808")


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),  # 127 * 2**24 + 1
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),  # octal
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
        ("0xa9fea9fe", "169.254.169.254"),
    ],
)
def test_an_address_written_in_another_way_is_the_same_address(host: str, address: str) -> None:
    spelt = str(ip_address(address))
    with pytest.raises(InputError, match=rf"{spelt},? (?:which )?is no address of the public"):
        Guard(look_up=_no_look_up).addresses(host, 80, seconds=1)


def test_a_name_is_refused_when_one_of_its_addresses_is_private() -> None:
    guard = Guard(look_up=lambda *_: ("8.8.8.8", "10.0.0.1"))
    with pytest.raises(InputError, match=r"news\.example leads to 10\.0\.0\.1.*CLIPPINGS_ALLOW_P"):
        guard.addresses("news.example", 443, seconds=1)


def test_the_addresses_of_a_public_name_are_given_in_their_order() -> None:
    guard = Guard(look_up=lambda *_: ("2606:4700::1", "8.8.8.8"))
    assert guard.addresses("news.example", 443, seconds=1) == ("2606:4700::1", "8.8.8.8")


def test_a_person_may_allow_an_address_or_a_network_and_no_more() -> None:
    guard = guard_allowing("10.1.2.3, 192.168.0.0/16,")
    assert guard.addresses("10.1.2.3", 80, seconds=1) == ("10.1.2.3",)
    assert guard.addresses("192.168.7.7", 80, seconds=1) == ("192.168.7.7",)
    assert guard.addresses("::ffff:10.1.2.3", 80, seconds=1) == ("::ffff:a01:203",)
    with pytest.raises(InputError, match=r"10\.1\.2\.4"):
        guard.addresses("10.1.2.4", 80, seconds=1)


def test_nothing_is_allowed_by_an_empty_setting() -> None:
    assert guard_allowing("").allowing == ()


def test_what_is_allowed_must_be_an_address() -> None:
    with pytest.raises(InputError, match=r"'localhost' is not an address or a network\. Write"):
        guard_allowing("127.0.0.1,localhost")


def test_a_name_that_nobody_knows_is_said_to_be_none() -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise OSError(host, port)

    with pytest.raises(InputError, match=r"There is no server of the name 'nowhere\.example'"):
        Guard(look_up=unknown).addresses("nowhere.example", 80, seconds=1)


def test_a_look_up_that_hangs_is_given_up() -> None:
    def hanging(*_: object) -> tuple[str, ...]:
        time.sleep(0.5)
        return ("8.8.8.8",)

    started = time.monotonic()
    with pytest.raises(InputError, match=r"news\.example was not found in time"):
        Guard(look_up=hanging).addresses("news.example", 80, seconds=0.05)
    assert time.monotonic() - started < 0.4


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_in_every_ipv6_coat(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    plain = is_public(ip_address(str(address)))
    coats = (0xFFFF << 32, 0x64FF9B << 96, 0x2002 << 112)
    mapped, nat64 = (is_public(ip_address((coat | number).to_bytes(16))) for coat in coats[:2])
    assert mapped is plain
    assert nat64 is plain
    assert is_public(ip_address((coats[2] | number << 80).to_bytes(16))) is plain


def _no_look_up(*_: object) -> tuple[str, ...]:
    raise AssertionError("an address is not looked up")
