"""Which options a command takes."""

from rendering.cli.app import cli


def test_deck_takes_every_option_of_render_but_format_and_transparent():
    render, deck = ({option.name for option in cli.commands[name].params} for name in ("render", "deck"))
    assert render - deck == {"formats", "transparent"}
