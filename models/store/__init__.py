"""The portfolio file: engine, journal, migrations, backup and the queries on it."""
