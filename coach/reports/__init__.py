"""Reports of a review, one module for each format."""
