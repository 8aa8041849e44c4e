"""What GradientGrid alone draws."""
