"""What NoSuchLoss alone draws."""
