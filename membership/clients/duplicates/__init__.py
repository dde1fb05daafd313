"""Two cards of one client: found by rules, merged by people, made two again when that was wrong."""
