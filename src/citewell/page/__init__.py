"""The page: ask on the left, read on the right. The only package that imports Gradio."""

from __future__ import annotations

import os

# Gradio and its Hugging Face client read these when they are imported, so they are set here,
# where nothing of this package can come before. Nothing of the page may leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
