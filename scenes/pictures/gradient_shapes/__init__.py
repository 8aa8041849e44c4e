"""What GradientShapes alone draws."""
