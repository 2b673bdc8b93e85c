"""Mutation testing of what decides: puts small faults into rules and terms, and reports those that no test notices."""
