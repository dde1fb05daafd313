"""The archive and the paper of «Муниципалитет»."""
