"""What PulleyForces alone draws."""
