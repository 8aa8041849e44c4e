"""What one scene alone draws; what two scenes or more draw is in ``scenes.kit``."""
