"""Open data: the library of practices for programs and for other sites."""
