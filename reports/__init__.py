"""What is handed over: packs, letters and spreadsheets made from frozen facts."""
