"""Words, tables, JSON, CSV, calendars and monitoring lines: everything that is said."""
