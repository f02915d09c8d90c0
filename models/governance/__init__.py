"""The year with a partner: meetings, plans, risks, health, and speaking for the alliance."""
