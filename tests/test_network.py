"""The tests' own guard against the internet."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737: belongs to nobody


def test_a_connection_beyond_this_machine_is_refused() -> None:
    with socket.socket() as stream, pytest.raises(SocketConnectBlockedError):
        stream.connect((DOCUMENTATION_ADDRESS, 80))


def test_a_name_look_up_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"reached for 'news\.example'"):
        socket.getaddrinfo("news.example", 443)


def test_a_datagram_beyond_this_machine_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as datagrams,
        pytest.raises(RuntimeError, match=r"reached for '192\.0\.2\.1'"),
    ):
        datagrams.sendto(b"x", (DOCUMENTATION_ADDRESS, 53))


def test_this_machine_may_be_spoken_to() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
