"""A partner's evidence in one file."""
