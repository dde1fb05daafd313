"""The ledger: every change of money as one balanced entry, written with the change itself."""
