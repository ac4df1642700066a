"""The forms in which articles come: one file a format, each giving records."""
