"""What OneHotTruth alone draws."""
