"""What the labelled utterances teach: a small linear model for rudeness in words that nobody listed."""
