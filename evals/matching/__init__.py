"""Whether a text says what another says, whatever the spelling."""
