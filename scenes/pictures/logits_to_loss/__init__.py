"""What LogitsToLoss alone draws."""
