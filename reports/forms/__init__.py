"""Checklists as forms that a partner fills in and sends back."""
