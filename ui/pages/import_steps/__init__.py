"""The steps of an import, one file a step, and the parts they share."""
