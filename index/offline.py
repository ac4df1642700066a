"""Keeps every library off the network: imported before any of them, it sets their switches.

Telemetry and model hubs are switched off through the environment, because that is read when the
libraries are imported. Nothing at run time reaches the internet unless the user asks for it.
"""

from __future__ import annotations

import os

_SWITCHES = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",  # Chroma brings an OpenTelemetry exporter along
    "TOKENIZERS_PARALLELISM": "false",  # its threads and forked workers do not mix
}


def switch_off() -> None:
    """Set every switch, whatever the environment said before."""
    os.environ.update(_SWITCHES)


switch_off()
