"""What ClassDistance alone draws."""
