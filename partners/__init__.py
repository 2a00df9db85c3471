"""Who and where: accounts, territories, taxonomy, organisations, deliveries."""
