"""The parts of a meeting's page that come with its kind, one file each."""
