"""Hygiene: what is wrong with deals, what it costs, and how it is put right."""
