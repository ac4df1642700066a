"""The server: page, HTTP interface and tools on one port, and the door before them."""
