"""Terms of trade as pure functions and data: money, payment plans, Incoterms, contracts, progress. Knows neither Django nor any app."""
