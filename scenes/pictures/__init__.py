"""What one scene alone draws, a folder a scene; what two scenes or more draw is in ``scenes.kit``."""
