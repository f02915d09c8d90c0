"""Parts of which pages are made."""
