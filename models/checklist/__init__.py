"""Checklists: their templates, answers and states, with no database and no window."""
