"""What TitleCard alone draws."""
