"""The sheets that leave: CSV, XLSX, ODS of what the pages show."""
