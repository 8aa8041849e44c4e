"""What SoftmaxToMax alone draws."""
