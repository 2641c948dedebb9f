"""Readers of conversations, one module for each format."""
