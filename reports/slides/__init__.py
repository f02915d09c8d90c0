"""The pages of a pack as slides."""
