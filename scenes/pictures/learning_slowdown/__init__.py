"""What LearningSlowdown alone draws."""
