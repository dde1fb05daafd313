"""What every room stands on: clock, calendar, letters, mail, registries."""
