"""Made-up months for the demo: the same for the same seed and day. Nobody and nothing in them exists."""
