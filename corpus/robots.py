"""What a site's robots.txt lets a program fetch, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

ROBOT = "Clippings"  # the name under which a site may address us in its robots.txt

# RFC 9309, section 2.5: a crawler reads at least the first 500 KiB.
LARGEST_ROBOTS_BYTES = 500 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one site for us."""

    rules: Protego

    def allows(self, url: str) -> bool:
        """Whether the page may be fetched."""
        return self.rules.can_fetch(url, ROBOT)

    @property
    def delay_seconds(self) -> float:
        """The pause between two pages that the site asks for; 0 where it asks for none."""
        return self.rules.crawl_delay(ROBOT) or 0.0


def read_robots(raw: bytes) -> Robots:
    """The rules in the first 500 KiB of a robots.txt; what is not a rule is passed over."""
    # A last line cut in two could forbid or allow more than it says.
    whole = (
        raw if len(raw) <= LARGEST_ROBOTS_BYTES else raw[:LARGEST_ROBOTS_BYTES].rpartition(b"\n")[0]
    )
    return Robots(rules=Protego.parse(whole.decode("utf-8-sig", errors="replace")))
