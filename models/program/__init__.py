"""The partner program as data, and the tier it gives a partner, with the reason."""
