"""The values that go from room to room: settings, segments, scores, formats."""
