"""Rules of delivery: sampling, numbers, the course of a shipment, freight, dangerous goods, the documents that are needed."""
