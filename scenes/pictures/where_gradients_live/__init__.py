"""What WhereGradientsLive alone draws."""
