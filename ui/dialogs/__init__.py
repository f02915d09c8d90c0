"""Small windows over the main one, for what is set or read and then put away."""
