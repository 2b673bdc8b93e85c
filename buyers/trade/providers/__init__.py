"""Who carries payments: a bank by files, or a payment institution by its interface. Knows neither orders nor the ledger."""
