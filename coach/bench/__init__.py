"""Measurements that anyone can repeat: `phrase-coach bench`."""
