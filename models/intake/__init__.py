"""Files people have, read into a plan that can be shown before anything is written."""
