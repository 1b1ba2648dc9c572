"""How the page looks: Gradio's theme in our colours, and where our own CSS and scripts are."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import gradio as gr

from citewell.page import words

ASSETS = files("citewell.page") / "assets"

_TEAL = gr.themes.Color(
    "#f0f7f5", "#dcecE8".lower(), "#bcdad3", "#8fc1b7", "#5aa093", "#2f7f73",
    "#136459", "#0e5249", "#0c423b", "#0a3631", "#06211e",
    name="teal",
)  # fmt: skip
_STONE = gr.themes.Color(
    "#faf9f6", "#f3f1ec", "#e6e3db", "#d3cfc5", "#a3a096", "#76746c",
    "#57564f", "#403f3a", "#2a2a27", "#1d1e1c", "#141513",
    name="stone",
)  # fmt: skip
# Only what is on the reader's machine: a page that works offline cannot fetch a font.
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
_MONO = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Liberation Mono", "monospace")

_STYLES = ("page", "conversation", "reading", "library", "narrow")


def theme() -> Any:
    """Gradio's base theme with our colours, system fonts and quiet controls."""
    base = gr.themes.Base(
        primary_hue=_TEAL,
        secondary_hue=_TEAL,
        neutral_hue=_STONE,
        font=_SANS,
        font_mono=_MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
    return base.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="#e9e7e1",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="#aeaba2",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_padding="0px",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_300",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_800",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        input_background_fill="#ffffff",
        input_background_fill_dark="*neutral_900",
    )


def head(takes_feedback: bool) -> str:
    """Our style, our words for the scripts, and the scripts, for the head of the page."""
    # As HTML reads it, a script ends at the first "</", wherever that stands.
    said = json.dumps({**words.IN_SCRIPTS, "takesFeedback": takes_feedback}).replace("<", "\\u003c")
    styles = "".join(asset(f"{name}.css") for name in _STYLES)
    scripts = f"{asset('page.js')}{asset('preview.js')}"
    return (
        f"<style>{styles}</style>"
        f"<script>window.citewellWords = {said};</script><script>{scripts}</script>"
    )


def asset(name: str) -> str:
    """The text of one of our own files."""
    return (ASSETS / name).read_text("utf-8")
