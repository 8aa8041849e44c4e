"""Who does what when: scenes are recorded and segments painted, on so many cores."""
