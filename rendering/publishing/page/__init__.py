"""The course page: one HTML file beside the clips."""
