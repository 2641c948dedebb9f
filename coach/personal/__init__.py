"""What personal data looks like in text, one module for each sort of number."""
