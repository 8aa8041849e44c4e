"""Scenes as small as can be, with the interface of the real ones."""

CATALOGUE = {
    "RaisedLogit": "scenes.raised_logit",
    "StillSquare": "scenes.still_square",
}

CARD = ("TitleCard", "scenes.title_card")
