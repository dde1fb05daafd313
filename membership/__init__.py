"""Who is served: accounts, organisations, clients, money and access."""
