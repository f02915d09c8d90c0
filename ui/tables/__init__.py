"""Tables: declared columns, a model that sorts its own rows, a view with spreadsheet keys."""
