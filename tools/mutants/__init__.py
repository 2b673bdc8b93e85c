"""Mutation testing of the rules: puts small faults into ``audits/compliance`` and reports those that no test notices."""
