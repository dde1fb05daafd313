"""Papers that go with an order, and the books as the bookkeeper reads them."""
