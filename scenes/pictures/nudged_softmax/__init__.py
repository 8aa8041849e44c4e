"""What NudgedSoftmax alone draws."""
