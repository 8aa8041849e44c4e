"""What NudgesAreForces alone draws."""
