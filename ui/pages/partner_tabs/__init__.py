"""The tabs of a partner's page, one file each."""
