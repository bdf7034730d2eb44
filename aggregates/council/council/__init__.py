"""Council («совет») and its composition."""
