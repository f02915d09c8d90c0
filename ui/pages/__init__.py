"""One file a page: what is seen when something is picked at the left."""
